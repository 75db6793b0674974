import Records

/// What compaction remembers of a record's key instead of the key itself: 128 bits, so that two keys of one log having
/// the same is less likely than a wrong bit of the memory that holds them.
struct KeyDigest: Hashable {
    var low: UInt64
    var high: UInt64
}

/// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, 2012), under a key by chance: nobody who writes keys can
/// look for two that meet, as is possible with the MD5 that Kafka takes. Twice as fast as MD5, too.
struct KeyHasher {
    private let seed: (UInt64, UInt64)

    /// A hasher under a key of 128 random bits.
    init(_ first: UInt64, _ second: UInt64) { seed = (first, second) }

    /// The digest of a record's key.
    func digest(_ key: RawSpan) -> KeyDigest {
        var state = SipState(seed.0, seed.1)
        let count = key.byteCount
        var position = 0
        while position &+ 8 <= count {
            state.absorb(UInt64(littleEndian: key.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)))
            position &+= 8
        }
        var last = UInt64(truncatingIfNeeded: count) &<< 56
        var shift: UInt64 = 0
        while position < count {
            last |= UInt64(key.unsafeLoad(fromByteOffset: position, as: UInt8.self)) &<< shift
            shift &+= 8
            position &+= 1
        }
        state.absorb(last)
        return state.finish()
    }
}

private struct SipState {
    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64

    init(_ k0: UInt64, _ k1: UInt64) {
        v0 = k0 ^ 0x736f_6d65_7073_6575
        v1 = k1 ^ 0x646f_7261_6e64_6f6d ^ 0xee
        v2 = k0 ^ 0x6c79_6765_6e65_7261
        v3 = k1 ^ 0x7465_6462_7974_6573
    }

    @inline(__always)
    mutating func absorb(_ word: UInt64) {
        v3 ^= word
        round()
        round()
        v0 ^= word
    }

    mutating func finish() -> KeyDigest {
        v2 ^= 0xee
        let low = squeeze()
        v1 ^= 0xdd
        return KeyDigest(low: low, high: squeeze())
    }

    private mutating func squeeze() -> UInt64 {
        for _ in 0..<4 { round() }
        return v0 ^ v1 ^ v2 ^ v3
    }

    @inline(__always)
    private mutating func round() {
        v0 &+= v1
        v1 = (v1 &<< 13 | v1 &>> 51) ^ v0
        v0 = v0 &<< 32 | v0 &>> 32
        v2 &+= v3
        v3 = (v3 &<< 16 | v3 &>> 48) ^ v2
        v0 &+= v3
        v3 = (v3 &<< 21 | v3 &>> 43) ^ v0
        v2 &+= v1
        v1 = (v1 &<< 17 | v1 &>> 47) ^ v2
        v2 = v2 &<< 32 | v2 &>> 32
    }
}
