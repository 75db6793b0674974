#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

int varve_lock(int fd) {
    struct flock lock;
    memset(&lock, 0, sizeof lock);
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
#ifdef F_OFD_SETLK
    int command = F_OFD_SETLK;
#else
    int command = F_SETLK;
#endif
    if (fcntl(fd, command, &lock) == 0) return 1;
    return errno == EAGAIN || errno == EACCES ? 0 : -errno;
}
