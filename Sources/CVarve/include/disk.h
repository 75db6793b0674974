#pragma once
#include <stddef.h>
#include <stdint.h>

/// Takes the exclusive open-file-description lock of all of `fd`, without waiting.
/// 1: taken, 0: somebody else holds it, -errno: failed. It ends when the last descriptor of the open file is closed.
/// It conflicts with the fcntl locks that Java takes, also within one process.
int varve_lock(int fd);
