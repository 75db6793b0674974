#pragma once
#include <stdint.h>

/// One descriptor that a thread waits for: what for (VARVE_READABLE, VARVE_WRITABLE), and what it is ready for.
typedef struct {
    int fd;
    uint32_t interest;
    uint32_t ready;
} varve_waited;

/// Waits until one of `count` descriptors (at most 1024) is ready, at most `timeout_ns` (negative: forever), to the
/// nanosecond where the system can; fills `ready`. The number that are ready, or -errno.
int varve_wait_ready(varve_waited *waited, int count, int64_t timeout_ns);

/// Lets waits of this thread end on time rather than in company with others' (Linux rounds by 50 microseconds).
void varve_wait_precisely(void);
