#include "ready.h"
#include "poller.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <time.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

static int wait_for(struct pollfd *entries, int count, int64_t timeout_ns) {
#ifdef __linux__
    struct timespec timeout = {.tv_sec = timeout_ns / 1000000000, .tv_nsec = timeout_ns % 1000000000};
    return ppoll(entries, (nfds_t)count, timeout_ns < 0 ? NULL : &timeout, NULL);
#else
    int64_t milliseconds = timeout_ns < 0 ? -1 : timeout_ns / 1000000 + (timeout_ns % 1000000 != 0);
    if (milliseconds > 3600000) milliseconds = 3600000;
    return poll(entries, (nfds_t)count, (int)milliseconds);
#endif
}

int varve_wait_ready(varve_waited *waited, int count, int64_t timeout_ns) {
    struct pollfd entries[1024];
    if (count > 1024) count = 1024;
    for (int i = 0; i < count; i++) {
        entries[i].fd = waited[i].fd;
        entries[i].events =
            (short)((waited[i].interest & VARVE_READABLE ? POLLIN : 0) | (waited[i].interest & VARVE_WRITABLE ? POLLOUT : 0));
        entries[i].revents = 0;
    }
    int ready = wait_for(entries, count, timeout_ns);
    if (ready < 0) return -errno;
    for (int i = 0; i < count; i++) {
        short events = entries[i].revents;
        waited[i].ready = (events & POLLIN ? VARVE_READABLE : 0) | (events & POLLOUT ? VARVE_WRITABLE : 0) |
                          (events & (POLLERR | POLLHUP | POLLNVAL) ? VARVE_HANGUP : 0);
    }
    return ready;
}

void varve_wait_precisely(void) {
#ifdef __linux__
    prctl(PR_SET_TIMERSLACK, 1UL);
#endif
}
