#include "thread.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    char name[16];
    void (*body)(void *);
    void *argument;
} start;

static void *run(void *pointer) {
    start copy = *(start *)pointer;
    free(pointer);
    pthread_setname_np(pthread_self(), copy.name);
    copy.body(copy.argument);
    return NULL;
}

int varve_thread_start(const char *name, size_t bytes, void (*body)(void *), void *argument, uint64_t *handle) {
    start *made = calloc(1, sizeof *made);
    if (!made) return -ENOMEM;
    strncpy(made->name, name, sizeof made->name - 1);
    made->body = body;
    made->argument = argument;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    int result = bytes ? pthread_attr_setstacksize(&attributes, bytes) : 0;
    pthread_t thread;
    if (result == 0) result = pthread_create(&thread, &attributes, run, made);
    pthread_attr_destroy(&attributes);
    if (result != 0) {
        free(made);
        return -result;
    }
    *handle = (uint64_t)thread;
    return 0;
}

void varve_thread_join(uint64_t handle) { pthread_join((pthread_t)handle, NULL); }

void varve_thread_detach(uint64_t handle) { pthread_detach((pthread_t)handle); }

int varve_thread_is_current(uint64_t handle) { return pthread_equal((pthread_t)handle, pthread_self()) != 0; }

void varve_futex_wait(const uint32_t *word, uint32_t expected, int64_t timeout_ns) {
    struct timespec timeout = {.tv_sec = timeout_ns / 1000000000, .tv_nsec = timeout_ns % 1000000000};
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, timeout_ns < 0 ? NULL : &timeout, NULL, 0);
}

void varve_futex_wake_all(const uint32_t *word) {
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}
