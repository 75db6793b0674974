import Records

/// Chooses partitions for records without a key: stays on one until about a batch's worth of bytes went there, so that
/// batches get full, then moves to another at random. As Java's `BuiltInPartitioner` without its load statistics.
struct StickyPartitioner {
    /// The partition of the moment; -1 before the first choice.
    private(set) var current: Int32 = -1
    private var producedBytes = 0
    private let batchSize: Int
    private var state: UInt64

    /// - Parameter batchSize: bytes after which to move on.
    init(batchSize: Int, seed: UInt64) {
        self.batchSize = max(batchSize, 1)
        state = seed
    }

    /// The partition for the next record without a key.
    ///
    /// - Parameter available: the partitions with a leader; where there are none, all are as good.
    mutating func next(partitions: Int, available: [Int32]) -> Int32 {
        if current < 0 || current >= Int32(partitions) { choose(partitions, available) }
        return current
    }

    /// Says that `bytes` were appended for `current`.
    ///
    /// - Parameter isBatchComplete: whether the partition's batches are all full, so that moving on leaves no partial
    ///   one behind. Without that it stays until twice the bytes went there.
    mutating func appended(_ bytes: Int, isBatchComplete: Bool, partitions: Int, available: [Int32]) {
        producedBytes += bytes
        if producedBytes >= batchSize * 2 || (isBatchComplete && producedBytes >= batchSize) {
            producedBytes = 0
            choose(partitions, available)
        }
    }

    private mutating func choose(_ partitions: Int, _ available: [Int32]) {
        let random = Int(truncatingIfNeeded: nextRandom() >> 33)
        if available.isEmpty {
            current = partitions > 0 ? Int32(truncatingIfNeeded: random % partitions) : 0
        } else {
            current = available[random % available.count]
        }
    }

    /// SplitMix64: enough to spread load, and the same for the same seed.
    private mutating func nextRandom() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
