import Binary

/// Offsets by the greatest timestamp so far in a segment (Kafka's `.timeindex`).
struct TimeIndex: Sendable {
    static let entrySize = 12

    struct Entry: Hashable, Sendable {
        /// The greatest timestamp of the segment up to this offset, in milliseconds.
        var timestamp: Int64
        /// Last offset of the batch that has it, less the segment's base.
        var relativeOffset: Int32
    }

    private(set) var entries: [Entry] = []
    /// How many of the first entries are in the file.
    var persisted = 0

    var count: Int { entries.count }
    var last: Entry? { entries.last }

    /// Notes the greatest timestamp so far; nothing happens unless it grew.
    mutating func append(timestamp: Int64, relativeOffset: Int64) {
        guard timestamp >= 0, let offset = Int32(exactly: relativeOffset), offset >= 0 else { return }
        if let last = entries.last, last.timestamp >= timestamp || last.relativeOffset >= offset { return }
        entries.append(Entry(timestamp: timestamp, relativeOffset: offset))
    }

    /// The offset, less the base, from which on a timestamp of at least `timestamp` may come: every batch that ends at
    /// or before it is older. 0 where all may be as young.
    func relativeOffset(before timestamp: Int64) -> Int64 {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].timestamp < timestamp { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : Int64(entries[low - 1].relativeOffset)
    }

    /// Forgets the entries at or after an offset.
    mutating func truncate(toRelativeOffset relativeOffset: Int64) {
        while let last = entries.last, Int64(last.relativeOffset) >= relativeOffset { entries.removeLast() }
        persisted = min(persisted, entries.count)
    }
}

extension TimeIndex {
    /// Reads a file's bytes; nil where it is not increasing or cut, or an offset is `count` or above.
    init?(_ bytes: RawSpan, offsets: Int64) {
        guard bytes.byteCount % TimeIndex.entrySize == 0 else { return nil }
        var reader = BinaryReader(bytes)
        entries.reserveCapacity(bytes.byteCount / TimeIndex.entrySize)
        while reader.remaining > 0 {
            let entry = Entry(timestamp: reader.int64(), relativeOffset: reader.int32())
            guard entry.relativeOffset >= 0, Int64(entry.relativeOffset) < offsets else { return nil }
            if let last = entries.last {
                guard last.timestamp < entry.timestamp, last.relativeOffset <= entry.relativeOffset else { return nil }
            }
            entries.append(entry)
        }
        persisted = entries.count
    }

    /// Appends the entries that are not in the file yet.
    func encodePending(to writer: inout BinaryWriter) {
        for entry in entries[persisted...] {
            writer.int64(entry.timestamp)
            writer.int32(entry.relativeOffset)
        }
    }
}
