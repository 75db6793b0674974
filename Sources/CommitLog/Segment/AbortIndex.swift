import Binary

/// A transaction that ended with an abort marker, as read-committed consumers are told.
public struct AbortedTransaction: Hashable, Sendable {
    /// Whose it was.
    public var producerId: Int64
    /// Offset of its first record in this partition.
    public var firstOffset: Int64
    /// Offset of its abort marker.
    public var lastOffset: Int64
    /// The last stable offset right after the marker: who reads no further than this needs no later entry.
    public var lastStableOffset: Int64

    /// A transaction of `producerId`.
    public init(producerId: Int64, firstOffset: Int64, lastOffset: Int64, lastStableOffset: Int64) {
        self.producerId = producerId
        self.firstOffset = firstOffset
        self.lastOffset = lastOffset
        self.lastStableOffset = lastStableOffset
    }
}

/// The aborted transactions whose markers are in a segment, in the order of the markers (Kafka's `.txnindex`).
struct AbortIndex: Sendable {
    static let entrySize = 34
    private(set) var entries: [AbortedTransaction] = []
    /// How many of the first entries are in the file.
    var persisted = 0

    mutating func append(_ transaction: AbortedTransaction) { entries.append(transaction) }

    /// Appends to `found` what overlaps the offsets `range`; answers whether later segments cannot have more.
    func collect(_ range: Range<Int64>, into found: inout [AbortedTransaction]) -> Bool {
        for entry in entries {
            if entry.lastOffset >= range.lowerBound, entry.firstOffset < range.upperBound { found.append(entry) }
            if entry.lastStableOffset >= range.upperBound { return true }
        }
        return false
    }

    /// Forgets the transactions whose marker is at or after `offset`.
    mutating func truncate(to offset: Int64) {
        while let last = entries.last, last.lastOffset >= offset { entries.removeLast() }
        persisted = min(persisted, entries.count)
    }
}

extension AbortIndex {
    /// Reads a file's bytes; nil where it is cut, of another version, or has offsets outside `offsets`.
    init?(_ bytes: RawSpan, offsets: Range<Int64>) {
        guard bytes.byteCount % AbortIndex.entrySize == 0 else { return nil }
        var reader = BinaryReader(bytes)
        while reader.remaining > 0 {
            guard reader.int16() == 0 else { return nil }
            let entry = AbortedTransaction(
                producerId: reader.int64(), firstOffset: reader.int64(), lastOffset: reader.int64(),
                lastStableOffset: reader.int64())
            guard offsets.contains(entry.lastOffset), entry.firstOffset <= entry.lastOffset,
                entry.lastOffset > entries.last?.lastOffset ?? -1
            else { return nil }
            entries.append(entry)
        }
        persisted = entries.count
    }

    /// Appends the entries that are not in the file yet.
    func encodePending(to writer: inout BinaryWriter) {
        for entry in entries[persisted...] {
            writer.int16(0)
            writer.int64(entry.producerId)
            writer.int64(entry.firstOffset)
            writer.int64(entry.lastOffset)
            writer.int64(entry.lastStableOffset)
        }
    }
}
