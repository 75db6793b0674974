#pragma once
#include <stddef.h>
#include <stdint.h>

/// CRC-32C (Castagnoli) of `count` bytes, continuing from `crc` (0 to begin). Chosen at load for this processor.
uint32_t varve_crc32c(uint32_t crc, const void *bytes, size_t count);

/// The ways to compute it, slowest first.
enum varve_crc32c_way {
    varve_crc32c_table,        ///< eight tables, any processor
    varve_crc32c_instruction,  ///< the processor's CRC instruction, three streams where they can be joined
    varve_crc32c_carryless,    ///< folding by 512-bit carry-less multiplication
};

/// Whether this processor can go `way`.
int varve_crc32c_can(enum varve_crc32c_way way);

/// As `varve_crc32c`, by a way that this processor can go; for tests and measurements.
uint32_t varve_crc32c_by(enum varve_crc32c_way way, uint32_t crc, const void *bytes, size_t count);
