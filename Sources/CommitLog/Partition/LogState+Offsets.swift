import Binary
import Records
import World

/// A record found by its timestamp.
public struct TimestampedOffset: Hashable, Sendable {
    /// The record's offset.
    public var offset: Int64
    /// Its timestamp in milliseconds.
    public var timestamp: Int64
    /// The leader epoch that wrote it; -1 where it is not known.
    public var leaderEpoch: Int32

    /// The record at `offset`.
    public init(offset: Int64, timestamp: Int64, leaderEpoch: Int32) {
        self.offset = offset
        self.timestamp = timestamp
        self.leaderEpoch = leaderEpoch
    }
}

extension LogState {
    /// The first record in offset order below `limit` whose timestamp is `timestamp` or later.
    mutating func offset(for timestamp: Int64, below limit: Int64) throws(LogError) -> TimestampedOffset? {
        for index in 0..<segmentCount where nextBase(index) > start {
            if base(index) >= limit { return nil }
            let next = nextBase(index)
            let from = try withSegment(index) { (segment, store) throws(LogError) -> Int64? in
                guard try store.youngest(of: &segment, nextBase: next).timestamp >= timestamp else { return nil }
                return try store.times(of: &segment, nextBase: next).relativeOffset(before: timestamp) + segment.base
            }
            guard let from else { continue }
            let found = try firstRecord(in: index, from: max(from, start), below: limit) { $0 >= timestamp }
            if let found { return found }
        }
        return nil
    }

    /// The first record with the greatest timestamp of the log.
    mutating func youngestRecord() throws(LogError) -> TimestampedOffset? {
        var best: (index: Int, youngest: Segment.Youngest)?
        for index in 0..<segmentCount where nextBase(index) > start {
            let next = nextBase(index)
            let youngest = try withSegment(index) { (segment, store) throws(LogError) in
                try store.youngest(of: &segment, nextBase: next)
            }
            if youngest.timestamp >= 0, youngest.timestamp > best?.youngest.timestamp ?? -1 { best = (index, youngest) }
        }
        guard let best else { return nil }
        let timestamp = best.youngest.timestamp
        return try firstRecord(in: best.index, from: max(best.youngest.offset, start), below: end) { $0 >= timestamp }
    }

    /// The first record of a segment, in batches from the one that holds `offset`, whose timestamp `isWanted`.
    private mutating func firstRecord(
        in index: Int, from offset: Int64, below limit: Int64, _ isWanted: (Int64) -> Bool
    ) throws(LogError) -> TimestampedOffset? {
        guard let first = try locate(offset, in: index) else { return nil }
        let start = start
        return try withSegment(index) { (segment, store) throws(LogError) -> TimestampedOffset? in
            var scanner = BatchScanner(
                try store.file(of: &segment), subject: store.path, from: first.position, to: segment.size,
                readAhead: 64 << 10)
            while let batch = try scanner.next() {
                if batch.header.baseOffset >= limit { return nil }
                guard isWanted(batch.header.maxTimestamp) else { continue }
                let found = try scanner.withBytes(of: batch) { bytes in
                    Self.firstRecord(in: bytes, isWanted: { $0 >= start && $0 < limit && isWanted($1) })
                }
                if let found { return found }
            }
            return nil
        }
    }

    /// A batch that unpacks to more is stepped over: no lookup is worth that much memory.
    private static var maxUnpackedBytes: Int { 256 << 20 }

    /// The first record of a batch that is wanted by offset and timestamp; nil also where it cannot be unpacked.
    private static func firstRecord(
        in bytes: UnsafeRawBufferPointer, isWanted: (Int64, Int64) -> Bool
    ) -> TimestampedOffset? {
        guard let batch = RecordBatch(bytes.bytes) else { return nil }
        var scratch = BinaryWriter()
        guard var records = try? batch.records(unpackedInto: &scratch, maxBytes: maxUnpackedBytes) else { return nil }
        while let record = records.next() {
            if isWanted(record.offset, record.timestamp) {
                return TimestampedOffset(
                    offset: record.offset, timestamp: record.timestamp,
                    leaderEpoch: batch.header.partitionLeaderEpoch)
            }
        }
        return nil
    }
}
