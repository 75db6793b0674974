import Binary

/// Positions of some batches of a segment by offset (Kafka's `.index`): a sorted array, appended to the file as it
/// grows. It only shortens searches: it never decides where the log ends, and can be made again from the log.
///
/// An entry is the last offset of a batch and the position where that batch begins.
struct OffsetIndex: Sendable {
    static let entrySize = 8
    /// Offset less the segment's base in the upper half, position in the lower: sorted by either.
    private(set) var entries: [UInt64] = []
    /// How many of the first entries are in the file.
    var persisted = 0

    var count: Int { entries.count }

    /// Notes a batch that begins at `position`; both grow strictly, or the entry is not needed.
    mutating func append(relativeOffset: Int64, position: Int) {
        guard relativeOffset >= 0, relativeOffset <= Int64(Int32.max), position >= 0, position <= Int(Int32.max) else {
            return
        }
        let entry = UInt64(relativeOffset) << 32 | UInt64(position)
        if let last = entries.last, last >> 32 >= entry >> 32 || UInt32(truncatingIfNeeded: last) >= position { return }
        entries.append(entry)
    }

    /// Where to begin looking for `relativeOffset`: the position of the last indexed batch that ends at or before it.
    func position(forRelativeOffset relativeOffset: Int64) -> Int {
        let index = partition { Int64($0 >> 32) <= relativeOffset }
        return index == 0 ? 0 : Int(entries[index - 1] & 0xffff_ffff)
    }

    /// The greatest indexed position at or below `position`; 0 where there is none.
    func lastPosition(atOrBelow position: Int) -> Int {
        let index = partition { Int($0 & 0xffff_ffff) <= position }
        return index == 0 ? 0 : Int(entries[index - 1] & 0xffff_ffff)
    }

    /// Forgets the batches that begin at or after `position`.
    mutating func truncate(toPosition position: Int) {
        let index = partition { Int($0 & 0xffff_ffff) < position }
        entries.removeSubrange(index...)
        persisted = min(persisted, index)
    }

    /// The last entry's offset and position.
    var last: (relativeOffset: Int64, position: Int)? {
        entries.last.map { (Int64($0 >> 32), Int($0 & 0xffff_ffff)) }
    }

    /// How many of the first entries hold `predicate`, which holds for a prefix of them.
    private func partition(_ predicate: (UInt64) -> Bool) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if predicate(entries[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension OffsetIndex {
    /// Reads a file's bytes; nil where it is not strictly increasing, is cut, or points behind `logSize`.
    init?(_ bytes: RawSpan, logSize: Int) {
        guard bytes.byteCount % OffsetIndex.entrySize == 0 else { return nil }
        var reader = BinaryReader(bytes)
        entries.reserveCapacity(bytes.byteCount / OffsetIndex.entrySize)
        while reader.remaining > 0 {
            let entry = reader.uint64()
            guard entry >> 63 == 0, entry & 0x8000_0000 == 0, Int(entry & 0xffff_ffff) < logSize else { return nil }
            if let last = entries.last {
                guard last >> 32 < entry >> 32, last & 0xffff_ffff < entry & 0xffff_ffff else { return nil }
            }
            entries.append(entry)
        }
        persisted = entries.count
    }

    /// Appends the entries that are not in the file yet.
    func encodePending(to writer: inout BinaryWriter) {
        for entry in entries[persisted...] { writer.uint64(entry) }
    }
}
