#pragma once
#include <stddef.h>
#include <stdint.h>

/// Takes the exclusive open-file-description lock of all of `fd`, without waiting.
/// 1: taken, 0: somebody else holds it, -errno: failed. It ends when the last descriptor of the open file is closed.
/// It conflicts with the fcntl locks that Java takes, also within one process.
int varve_lock(int fd);
/// Gives the lock back. Closing the descriptor does that only when no copy of it is left, such as that of a child between
/// fork and exec.
void varve_unlock(int fd);

/// Whether reading bytes `offset`..<`offset + count` of a file would not wait for the disk: 1 or 0.
int varve_in_memory(int fd, int64_t offset, size_t count);
/// As `pread`, but -EAGAIN where it would wait for the disk; the count, or -errno.
int64_t varve_read_in_memory(int fd, void *bytes, size_t count, int64_t offset);
/// Has the system begin to read a range of a file; does not wait for it.
void varve_read_ahead(int fd, int64_t offset, size_t count);
