#pragma once
#include <stdint.h>

/// Calls of malloc and its kin by this process so far, whoever made them.
uint64_t allocations_count(void);
