#include "poller.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static uint32_t to_epoll(uint32_t interest) {
    return (interest & VARVE_READABLE ? EPOLLIN | EPOLLRDHUP : 0) | (interest & VARVE_WRITABLE ? EPOLLOUT : 0);
}

static int control(int poller, int operation, int fd, uint32_t interest, uint64_t tag) {
    struct epoll_event event = {.events = to_epoll(interest), .data.u64 = tag};
    return epoll_ctl(poller, operation, fd, &event) == 0 ? 0 : -errno;
}

int varve_poller_create(uint64_t wake_tag, int *wake) {
    int poller = epoll_create1(EPOLL_CLOEXEC);
    if (poller < 0) return -errno;
    *wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    int error = *wake < 0 ? -errno : control(poller, EPOLL_CTL_ADD, *wake, VARVE_READABLE, wake_tag);
    if (error == 0) return poller;
    if (*wake >= 0) close(*wake);
    close(poller);
    return error;
}

int varve_poller_add(int poller, int fd, uint32_t interest, uint64_t tag) {
    return control(poller, EPOLL_CTL_ADD, fd, interest, tag);
}

int varve_poller_modify(int poller, int fd, uint32_t interest, uint64_t tag) {
    return control(poller, EPOLL_CTL_MOD, fd, interest, tag);
}

int varve_poller_remove(int poller, int fd) {
    return epoll_ctl(poller, EPOLL_CTL_DEL, fd, NULL) == 0 ? 0 : -errno;
}

int varve_poller_wait(int poller, int wake, uint64_t wake_tag, varve_event *events, int capacity, int64_t timeout_ns) {
    struct epoll_event ready[256];
    if (capacity > 256) capacity = 256;
    // Round up: waking a fraction of a millisecond early would spin until the deadline has come.
    int64_t milliseconds = timeout_ns < 0 ? -1 : timeout_ns / 1000000 + (timeout_ns % 1000000 != 0);
    if (milliseconds > 3600000) milliseconds = 3600000;
    int count = epoll_wait(poller, ready, capacity, (int)milliseconds);
    if (count < 0) return errno == EINTR ? 0 : -errno;
    for (int i = 0; i < count; i++) {
        uint32_t bits = ready[i].events;
        events[i].tag = ready[i].data.u64;
        events[i].ready = (bits & (EPOLLIN | EPOLLRDHUP) ? VARVE_READABLE : 0) | (bits & EPOLLOUT ? VARVE_WRITABLE : 0) |
                          (bits & (EPOLLERR | EPOLLHUP) ? VARVE_HANGUP : 0);
        if (events[i].tag == wake_tag) {
            uint64_t taken;
            (void)!read(wake, &taken, sizeof taken);
        }
    }
    return count;
}

void varve_poller_wake(int wake) {
    uint64_t one = 1;
    (void)!write(wake, &one, sizeof one);
}

int varve_accept(int listener, int *fd) {
    *fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    return *fd < 0 ? -errno : 0;
}

int varve_socket(int family) {
    int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    return fd < 0 ? -errno : fd;
}
