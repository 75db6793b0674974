#define _GNU_SOURCE
#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif

static int change_lock(int fd, short type) {
    struct flock lock;
    memset(&lock, 0, sizeof lock);
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
#ifdef F_OFD_SETLK
    int command = F_OFD_SETLK;
#else
    int command = F_SETLK;
#endif
    if (fcntl(fd, command, &lock) == 0) return 1;
    return errno == EAGAIN || errno == EACCES ? 0 : -errno;
}

int varve_lock(int fd) { return change_lock(fd, F_WRLCK); }

void varve_unlock(int fd) { change_lock(fd, F_UNLCK); }

#if defined(__linux__)
// cachestat(2), Linux 6.5: how many pages of a range are in the page cache.
enum { cachestat_call = 451 };

struct cachestat_range {
    uint64_t offset, length;
};

struct cachestat {
    uint64_t cached, dirty, writeback, evicted, recently_evicted;
};

int varve_in_memory(int fd, int64_t offset, size_t count) {
    if (count == 0) return 1;
    uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
    uint64_t first = (uint64_t)offset / page, last = ((uint64_t)offset + count - 1) / page;
    struct cachestat_range range = {(uint64_t)offset, count};
    struct cachestat state;
    char byte;
    if (syscall(cachestat_call, fd, &range, &state, 0) == 0) {
        if (state.cached < last - first + 1) return 0;
    } else if (varve_read_in_memory(fd, &byte, 1, offset) == -EAGAIN) {
        return 0;
    }
    // A page that is still on its way counts as cached; the last one comes last.
    return varve_read_in_memory(fd, &byte, 1, offset + (int64_t)count - 1) != -EAGAIN;
}

int64_t varve_read_in_memory(int fd, void *bytes, size_t count, int64_t offset) {
    struct iovec part = {bytes, count};
    ssize_t done = preadv2(fd, &part, 1, offset, RWF_NOWAIT);
    // Some file systems cannot read without waiting.
    if (done < 0 && errno == EOPNOTSUPP) done = pread(fd, bytes, count, offset);
    return done < 0 ? -errno : done;
}

void varve_read_ahead(int fd, int64_t offset, size_t count) {
    posix_fadvise(fd, offset, (off_t)count, POSIX_FADV_WILLNEED);
}

#else

int varve_in_memory(int fd, int64_t offset, size_t count) {
    (void)fd, (void)offset, (void)count;
    return 1;
}

int64_t varve_read_in_memory(int fd, void *bytes, size_t count, int64_t offset) {
    ssize_t done = pread(fd, bytes, count, offset);
    return done < 0 ? -errno : done;
}

void varve_read_ahead(int fd, int64_t offset, size_t count) { (void)fd, (void)offset, (void)count; }

#endif
