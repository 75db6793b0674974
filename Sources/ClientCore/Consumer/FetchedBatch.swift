public import Binary
public import Records

/// Bytes of one partition as a broker sent them: whole batches, perhaps with the beginning of another.
struct FetchedRun {
    /// The partition's number in its consumer, and which assignment of it asked for the bytes.
    let slot: Int
    let generation: Int
    let bytes: [UInt8]
    /// Where the next batch begins.
    var position = 0
    var aborted: AbortedTransactions

    /// The next batch's header and place; nil at the end.
    mutating func next() -> (header: RecordBatchHeader, range: Range<Int>)? {
        var batches = RecordBatches(bytes.span.bytes.extracting(droppingFirst: position))
        guard let header = batches.next()?.header else { return nil }
        let range = position..<(position + header.sizeInBytes)
        position = range.upperBound
        return (header, range)
    }
}

/// Where a partition begins and ends; -1 for what no broker has said yet.
public struct PartitionBounds: Equatable, Sendable {
    /// The first offset there is.
    public var start: Int64 = -1
    /// The end that readers of committed transactions see.
    public var lastStable: Int64 = -1
    /// The end that all other consumers see.
    public var highWatermark: Int64 = -1
}

/// One record batch that a consumer hands out. Holds the bytes it came in.
public struct FetchedBatch: Sendable {
    /// Where it is from.
    public let partition: TopicPartition
    /// Its header.
    public let header: RecordBatchHeader
    /// The partition's offsets, as the newest reply said.
    public let bounds: PartitionBounds
    /// Records before this offset were not asked for; `forEachRecord` leaves them out.
    public let firstOffset: Int64
    /// Records at or after this offset were not asked for either.
    public let endOffset: Int64
    let bytes: [UInt8]
    let range: Range<Int>

    /// Bytes of the batch as it came.
    public var sizeInBytes: Int { range.count }

    /// Calls `body` with each record, in order, until it answers false.
    ///
    /// - Parameter scratch: for unpacking; used again with the next batch.
    /// - Throws: `.corrupt` where the batch cannot be unpacked or is no run of records.
    public func forEachRecord(
        _ scratch: inout BinaryWriter, _ body: (borrowing Record) -> Bool
    ) throws(ClientError) {
        let span = bytes.span.bytes.extracting(range)
        guard let batch = RecordBatch(span) else { throw damage("it has no header") }
        do throws(RecordsError) {
            var records = try batch.records(unpackedInto: &scratch, maxBytes: FetchedBatch.maxUnpackedBytes)
            while let record = records.next() {
                if record.offset < firstOffset { continue }
                guard record.offset < endOffset, body(record) else { return }
            }
            guard !records.failed else { throw RecordsError(.corrupt, "batch", "the bytes are no records") }
        } catch {
            throw damage(error.cause)
        }
    }

    /// Calls `body` with each record, in order, until it answers false; for readers that need not save an allocation per
    /// packed batch.
    public func forEachRecord(_ body: (borrowing Record) -> Bool) throws(ClientError) {
        var scratch = BinaryWriter(capacity: 0)
        try forEachRecord(&scratch, body)
    }

    /// The most that a batch may unpack to: far above what brokers take, far below what would hurt.
    private static let maxUnpackedBytes = 1 << 30

    private func damage(_ cause: String) -> ClientError {
        ClientError(.corrupt, "batch at offset \(header.baseOffset) of \(partition)", cause)
    }
}

/// Which batches of a run belong to aborted transactions, as the broker's list says: each producer's batches from the
/// first offset it names up to that producer's next abort marker.
struct AbortedTransactions {
    private var waiting: [(firstOffset: Int64, producerId: Int64)]
    private var open: Set<Int64> = []

    /// - Parameter list: in any order.
    init(_ list: [(firstOffset: Int64, producerId: Int64)]) {
        // Backwards, so that the next is the last.
        waiting = list.sorted { $0.firstOffset > $1.firstOffset }
    }

    /// Whether the records of a batch are to be left out. To be asked for every batch, in order.
    ///
    /// - Parameter isAbortMarker: whether it is a control batch that ends a transaction by giving it up.
    mutating func hides(_ header: RecordBatchHeader, isAbortMarker: Bool) -> Bool {
        while let next = waiting.last, next.firstOffset <= header.lastOffset {
            open.insert(next.producerId)
            waiting.removeLast()
        }
        guard header.isTransactional, open.contains(header.producerId) else { return false }
        if isAbortMarker { open.remove(header.producerId) }
        return true
    }
}
