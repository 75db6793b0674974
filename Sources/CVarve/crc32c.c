// CRC-32C in three ways. All work on the complemented register; the public functions complement on the way in and out.
//
// The multipliers below are x^n mod P, bit-reflected (P = 0x11EDC6F41). A carry-less product of two reflected operands
// comes out one bit short, and the operands carry 32 spare bits, hence the odd exponents:
//   folding 128 bits over a distance of D bits: low half by x^(D+31), high half by x^(D-33);
//   moving a register over n bytes: x^(8n-33), then 32 more zero bits through the CRC instruction.
#include "crc32c.h"

#include <string.h>

static uint32_t tables[8][256];

static uint64_t load64(const uint8_t *p) {
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

static void fill_tables(void) {
    for (uint32_t n = 0; n < 256; n++) {
        uint32_t crc = n;
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0x82f63b78u & -(crc & 1));
        tables[0][n] = crc;
    }
    for (int k = 1; k < 8; k++)
        for (int n = 0; n < 256; n++) tables[k][n] = tables[0][tables[k - 1][n] & 0xff] ^ (tables[k - 1][n] >> 8);
}

static uint32_t by_table(uint32_t crc, const uint8_t *p, size_t count) {
    for (; count >= 8; p += 8, count -= 8) {
        uint32_t low = crc ^ ((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24);
        crc = tables[7][low & 0xff] ^ tables[6][low >> 8 & 0xff] ^ tables[5][low >> 16 & 0xff] ^ tables[4][low >> 24] ^
              tables[3][p[4]] ^ tables[2][p[5]] ^ tables[1][p[6]] ^ tables[0][p[7]];
    }
    while (count--) crc = tables[0][(crc ^ *p++) & 0xff] ^ (crc >> 8);
    return crc;
}

#if defined(__x86_64__)
#include <immintrin.h>

#define INSTRUCTION __attribute__((target("sse4.2,pclmul")))
#define CARRYLESS __attribute__((target("sse4.2,pclmul,avx512f,avx512vl,vpclmulqdq")))

INSTRUCTION static uint32_t plain(uint32_t crc, const uint8_t *p, size_t count) {
    uint64_t wide = crc;
    for (; count >= 8; p += 8, count -= 8) wide = _mm_crc32_u64(wide, load64(p));
    crc = (uint32_t)wide;
    while (count--) crc = _mm_crc32_u8(crc, *p++);
    return crc;
}

/// The register `crc` after as many zero bytes as `multiplier` stands for.
INSTRUCTION static uint64_t shifted(uint64_t crc, uint32_t multiplier) {
    __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((int64_t)crc), _mm_cvtsi32_si128((int)multiplier), 0);
    return _mm_crc32_u64(0, (uint64_t)_mm_cvtsi128_si64(product));
}

/// Three blocks side by side, because the instruction's result takes three cycles and one may start in each.
INSTRUCTION static uint32_t three_blocks(uint32_t crc, const uint8_t *p, size_t block, uint32_t one, uint32_t two) {
    uint64_t a = crc, b = 0, c = 0;
    for (size_t at = 0; at < block; at += 8) {
        a = _mm_crc32_u64(a, load64(p + at));
        b = _mm_crc32_u64(b, load64(p + block + at));
        c = _mm_crc32_u64(c, load64(p + 2 * block + at));
    }
    return (uint32_t)(shifted(a, two) ^ shifted(b, one) ^ c);
}

INSTRUCTION static uint32_t by_instruction(uint32_t crc, const uint8_t *p, size_t count) {
    for (; count >= 3 * 2048; p += 3 * 2048, count -= 3 * 2048)
        crc = three_blocks(crc, p, 2048, 0xa51b6135u, 0x82f89c77u);
    for (; count >= 3 * 256; p += 3 * 256, count -= 3 * 256)
        crc = three_blocks(crc, p, 256, 0xb9e02b86u, 0xdd7e3b0cu);
    return plain(crc, p, count);
}

CARRYLESS static inline __m512i fold(__m512i folded, __m512i multipliers, __m512i next) {
    __m512i low = _mm512_clmulepi64_epi128(folded, multipliers, 0x00);
    __m512i high = _mm512_clmulepi64_epi128(folded, multipliers, 0x11);
    return _mm512_ternarylogic_epi64(low, high, next, 0x96);
}

CARRYLESS static uint32_t by_carryless(uint32_t crc, const uint8_t *p, size_t count) {
    if (count < 128) return plain(crc, p, count);
    const __m512i by64 = _mm512_broadcast_i32x4(_mm_set_epi64x(0x9e4addf8, 0x740eef02));
    __m512i first = _mm512_xor_si512(_mm512_loadu_si512(p), _mm512_zextsi128_si512(_mm_cvtsi32_si128((int)crc)));
    p += 64, count -= 64;
    if (count >= 448) {
        const __m512i by256 = _mm512_broadcast_i32x4(_mm_set_epi64x(0xb9e02b86, 0xdcb17aa4));
        __m512i b = _mm512_loadu_si512(p), c = _mm512_loadu_si512(p + 64), d = _mm512_loadu_si512(p + 128);
        for (p += 192, count -= 192; count >= 256; p += 256, count -= 256) {
            first = fold(first, by256, _mm512_loadu_si512(p));
            b = fold(b, by256, _mm512_loadu_si512(p + 64));
            c = fold(c, by256, _mm512_loadu_si512(p + 128));
            d = fold(d, by256, _mm512_loadu_si512(p + 192));
        }
        first = fold(fold(fold(first, by64, b), by64, c), by64, d);
    }
    for (; count >= 64; p += 64, count -= 64) first = fold(first, by64, _mm512_loadu_si512(p));
    uint8_t rest[64];
    _mm512_storeu_si512(rest, first);
    _mm256_zeroupper();
    return plain(plain(0, rest, 64), p, count);
}

static int can_instruction(void) { return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul"); }

static int can_carryless(void) {
    return can_instruction() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("vpclmulqdq");
}

#elif defined(__aarch64__)
#include <arm_acle.h>
#if defined(__linux__)
#include <sys/auxv.h>
#endif

__attribute__((target("crc"))) static uint32_t by_instruction(uint32_t crc, const uint8_t *p, size_t count) {
    for (; count >= 8; p += 8, count -= 8) crc = __crc32cd(crc, load64(p));
    while (count--) crc = __crc32cb(crc, *p++);
    return crc;
}

static int can_instruction(void) {
#if defined(__linux__)
    return (getauxval(AT_HWCAP) & 1 << 7) != 0;  // HWCAP_CRC32
#else
    return 1;
#endif
}

static int can_carryless(void) { return 0; }
#define by_carryless by_instruction

#else
static int can_instruction(void) { return 0; }
static int can_carryless(void) { return 0; }
#define by_instruction by_table
#define by_carryless by_table
#endif

static uint32_t (*chosen)(uint32_t, const uint8_t *, size_t) = by_table;

/// Runs before main, so no thread sees `chosen` or the tables change.
__attribute__((constructor)) static void choose(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
#endif
    fill_tables();
    if (can_carryless()) chosen = by_carryless;
    else if (can_instruction()) chosen = by_instruction;
}

uint32_t varve_crc32c(uint32_t crc, const void *bytes, size_t count) { return ~chosen(~crc, bytes, count); }

int varve_crc32c_can(enum varve_crc32c_way way) {
    switch (way) {
    case varve_crc32c_carryless: return can_carryless();
    case varve_crc32c_instruction: return can_instruction();
    default: return 1;
    }
}

uint32_t varve_crc32c_by(enum varve_crc32c_way way, uint32_t crc, const void *bytes, size_t count) {
    switch (way) {
    case varve_crc32c_carryless: return ~by_carryless(~crc, bytes, count);
    case varve_crc32c_instruction: return ~by_instruction(~crc, bytes, count);
    default: return ~by_table(~crc, bytes, count);
    }
}
