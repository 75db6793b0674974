/// The hash by which Kafka's clients assign keys to partitions (MurmurHash2, seed 0x9747b28c).
public func murmur2(_ key: RawSpan) -> UInt32 {
    let multiplier: UInt32 = 0x5bd1_e995
    let count = key.byteCount
    var hash = 0x9747_b28c ^ UInt32(truncatingIfNeeded: count)
    var position = 0
    while count - position >= 4 {
        var word = UInt32(littleEndian: key.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self))
        word = word &* multiplier
        word ^= word >> 24
        hash = (hash &* multiplier) ^ (word &* multiplier)
        position += 4
    }
    if position < count {
        var shift: UInt32 = 0
        while position < count {
            hash ^= UInt32(key.unsafeLoad(fromByteOffset: position, as: UInt8.self)) &<< shift
            shift += 8
            position += 1
        }
        hash = hash &* multiplier
    }
    hash ^= hash >> 13
    hash = hash &* multiplier
    return hash ^ (hash >> 15)
}

/// The partition Kafka's clients choose for a key.
///
/// - Parameter partitions: how many the topic has, at least 1.
public func partition(ofKey key: RawSpan, partitions: Int32) -> Int32 {
    Int32(bitPattern: murmur2(key) & 0x7fff_ffff) % max(partitions, 1)
}
