import Records

/// The last offset of each key that a round of compaction has seen: an open-addressing table of 24 bytes an entry that
/// grows up to a bound and then takes no new key.
///
/// Sendable unchecked for its pointer: the memory is this value's alone, which cannot be copied, only handed on.
struct KeyOffsets: ~Copyable, @unchecked Sendable {
    /// Bytes of an entry.
    static var entrySize: Int { MemoryLayout<Entry>.stride }
    private static let smallest = 1024

    private struct Entry {
        var digest: KeyDigest
        /// -1: the entry is free.
        var offset: Int64
    }

    private let hasher: KeyHasher
    private let maxCapacity: Int
    private var entries: UnsafeMutablePointer<Entry>
    private var capacity: Int
    /// How many keys there are.
    private(set) var count = 0
    /// Records up to here have been looked at: about later ones the table says nothing. -1 for none.
    private(set) var latestOffset: Int64 = -1

    /// An empty table that may take `maxBytes` of memory, but for a moment half as much more while it grows; 24 KiB at
    /// least.
    init(maxBytes: Int, hasher: KeyHasher) {
        self.hasher = hasher
        maxCapacity = max(maxBytes / Self.entrySize, Self.smallest)
        capacity = Self.smallest
        entries = Self.allocate(capacity)
    }

    deinit { entries.deallocate() }

    /// How many keys it takes at most: three entries of four, beyond that searches become long.
    var limit: Int { maxCapacity - maxCapacity / 4 }

    /// Notes that `key` is at `offset`, which is above all before it; false where the table is full and does not know
    /// the key.
    mutating func put(_ key: RawSpan, _ offset: Int64) -> Bool {
        let digest = hasher.digest(key)
        var index = find(digest)
        if entries[index].offset < 0 {
            guard count < limit else { return false }
            if count >= capacity - capacity / 4 {
                grow()
                index = find(digest)
            }
            count += 1
        }
        entries[index] = Entry(digest: digest, offset: offset)
        return true
    }

    /// The last offset of `key`; nil where it was not seen.
    func offset(of key: RawSpan) -> Int64? {
        let offset = entries[find(hasher.digest(key))].offset
        return offset < 0 ? nil : offset
    }

    /// Notes that everything up to `offset` has been looked at.
    mutating func looked(upTo offset: Int64) { latestOffset = max(latestOffset, offset) }

    /// Where a digest is, or would be put. There is always a free entry.
    private func find(_ digest: KeyDigest) -> Int {
        // The digest's upper bits, taken as a fraction of the table.
        var index = Int(truncatingIfNeeded: digest.high.multipliedFullWidth(by: UInt64(capacity)).high)
        while entries[index].offset >= 0, entries[index].digest != digest {
            index &+= 1
            if index == capacity { index = 0 }
        }
        return index
    }

    private mutating func grow() {
        let (old, oldCapacity) = (entries, capacity)
        capacity = min(capacity * 2, maxCapacity)
        entries = Self.allocate(capacity)
        for index in 0..<oldCapacity where old[index].offset >= 0 { entries[find(old[index].digest)] = old[index] }
        old.deallocate()
    }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Entry> {
        let entries = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
        entries.initialize(repeating: Entry(digest: KeyDigest(low: 0, high: 0), offset: -1), count: capacity)
        return entries
    }
}
