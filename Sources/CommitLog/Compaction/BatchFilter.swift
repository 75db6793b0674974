import Binary
import Records

/// Decides what compaction leaves of each batch, by the rules of Kafka's cleaner, and writes that.
///
/// | batch or record | what becomes of it |
/// |---|---|
/// | a record whose key comes again later | goes |
/// | a record behind what `KeyOffsets` has seen | stays |
/// | a record without key | goes; no consumer of such a topic could be meant |
/// | a tombstone, the last of its key | stays; the batch gets a horizon, behind which it goes |
/// | a record of an aborted transaction | goes |
/// | a marker while a batch of its transaction was met | stays |
/// | a marker without | the batch gets a horizon, behind which it goes |
/// | a batch without records | goes, unless it has its producer's last sequence number, or ends the round |
///
/// What stays keeps its offset, and a batch its last one: what is missing is a gap.
struct BatchFilter: ~Copyable {
    /// What an active producer wrote last.
    struct LastOfProducer: Hashable {
        /// The last offset of its last batch; nil where only a marker of its epoch is left.
        var offset: Int64?
        var epoch: Int16
    }

    /// What went and what stayed.
    struct Counts: Hashable {
        var recordsRead = 0
        var recordsKept = 0
        var keylessRecords = 0
        var bytesRead = 0
        var bytesKept = 0
    }

    /// A batch that unpacks to more is refused: compaction's memory is bounded.
    static let maxUnpackedBytes = 256 << 20

    /// Wall time in milliseconds, one for the whole round.
    let now: Int64
    /// `delete.retention.ms`.
    let deleteRetention: Int64
    /// Where the round ends: the batch before it stays, if only as a header, so that the offset is not forgotten.
    let roundEnd: Int64
    private let producers: [Int64: LastOfProducer]
    private var trail: TransactionTrail
    private(set) var counts = Counts()

    private var builder = RecordBatchBuilder()
    /// Of the batch at hand, which records stay.
    private var stays: [Bool] = []

    init(
        now: Int64, deleteRetention: Int64, roundEnd: Int64, producers: [Int64: LastOfProducer],
        aborted: [AbortedTransaction]
    ) {
        self.now = now
        self.deleteRetention = deleteRetention
        self.roundEnd = roundEnd
        self.producers = producers
        trail = TransactionTrail(aborted)
    }

    /// Appends to `output` what stays of a batch; batches come in order.
    ///
    /// - Returns: the header of what was written; nil where nothing stays.
    /// - Throws: where the records cannot be read.
    mutating func filter(
        _ batch: RecordBatch, _ keys: borrowing KeyOffsets, into output: inout BinaryWriter
    ) throws(RecordsError) -> RecordBatchHeader? {
        let header = batch.header
        counts.bytesRead += header.sizeInBytes
        counts.recordsRead += Int(max(header.recordCount, 0))
        let isObsolete =
            header.isControl
            ? trail.isObsolete(header, TransactionMarker(batch: batch.bytes)) : trail.isAborted(header)
        let isOver = header.attributes.hasDeleteHorizon && header.baseTimestamp <= now
        let dropsAll = isObsolete && (!header.isControl || isOver)
        let written = dropsAll ? nil : try retained(batch, keys, isObsoleteMarker: isObsolete, isOver, into: &output)
        if let written { return written }
        guard isLastOfProducer(header) || header.nextOffset == roundEnd else { return nil }
        return writeEmptied(header, into: &output)
    }

    /// Aborted transactions whose markers stayed since this was asked last, in the markers' order.
    mutating func takeKeptAborts() -> [AbortedTransaction] { trail.takeKept() }

    private func isLastOfProducer(_ header: RecordBatchHeader) -> Bool {
        guard header.hasProducerId, let last = producers[header.producerId] else { return false }
        guard let offset = last.offset else { return header.isControl && header.producerEpoch == last.epoch }
        return header.lastOffset == offset
    }

    /// Writes the records that stay; nil where none does.
    private mutating func retained(
        _ batch: RecordBatch, _ keys: borrowing KeyOffsets, isObsoleteMarker: Bool, _ isOver: Bool,
        into output: inout BinaryWriter
    ) throws(RecordsError) -> RecordBatchHeader? {
        let header = batch.header
        // Grows only where there is something to unpack.
        var scratch = BinaryWriter(capacity: 16)
        let bytes = try batch.unpacked(into: &scratch, maxBytes: Self.maxUnpackedBytes)
        let found = try Self.survey(header, bytes, keys, isOver: isOver, &stays)
        counts.keylessRecords += found.keyless
        counts.recordsKept += found.kept
        guard found.kept > 0 else { return nil }
        let needsHorizon =
            (found.hasTombstone || (isObsoleteMarker && header.isControl)) && !header.attributes.hasDeleteHorizon
        if found.kept == stays.count, !needsHorizon {
            output.bytes(batch.bytes)
            counts.bytesKept += header.sizeInBytes
            return header
        }
        try Self.rebuild(header, bytes, stays, horizon: needsHorizon ? horizon : nil, &builder)
        let written = Self.write(builder, into: &output)
        counts.bytesKept += written?.sizeInBytes ?? 0
        return written
    }

    /// What a look at each record of a batch has found.
    private struct Survey {
        var kept = 0
        var keyless = 0
        var hasTombstone = false
    }

    /// Decides for each record whether it stays.
    private static func survey(
        _ header: RecordBatchHeader, _ bytes: RawSpan, _ keys: borrowing KeyOffsets, isOver: Bool, _ stays: inout [Bool]
    ) throws(RecordsError) -> Survey {
        var found = Survey()
        stays.removeAll(keepingCapacity: true)
        var records = RecordIterator(header, bytes)
        while let record = records.next() {
            let isKept = header.isControl || shouldStay(record, keys, isOver: isOver, &found)
            stays.append(isKept)
            guard isKept else { continue }
            found.kept += 1
            if !record.hasValue { found.hasTombstone = true }
        }
        guard records.isComplete else {
            throw RecordsError(.corrupt, "batch at offset \(header.baseOffset)", "other records than its header says")
        }
        return found
    }

    private static func shouldStay(
        _ record: borrowing Record, _ keys: borrowing KeyOffsets, isOver: Bool, _ found: inout Survey
    ) -> Bool {
        if record.offset > keys.latestOffset { return true }
        guard let key = record.key else {
            found.keyless += 1
            return false
        }
        if let last = keys.offset(of: key), record.offset < last { return false }
        return record.hasValue || !isOver
    }

    /// From when on what this round has seen for the first time may go.
    private var horizon: Int64 {
        let (sum, overflow) = now.addingReportingOverflow(max(0, deleteRetention))
        return overflow ? .max : sum
    }

    /// Puts the records that stay into the builder.
    private static func rebuild(
        _ header: RecordBatchHeader, _ bytes: RawSpan, _ stays: [Bool], horizon: Int64?,
        _ builder: inout RecordBatchBuilder
    ) throws(RecordsError) {
        builder.removeAll()
        builder.compression = header.compression ?? .none
        (builder.baseOffset, builder.partitionLeaderEpoch) = (header.baseOffset, header.partitionLeaderEpoch)
        (builder.producerId, builder.producerEpoch) = (header.producerId, header.producerEpoch)
        builder.baseSequence = header.baseSequence
        (builder.isTransactional, builder.isControl) = (header.isTransactional, header.isControl)
        builder.appendTime = header.attributes.isAppendTime ? header.maxTimestamp : nil
        builder.deleteHorizon = horizon ?? (header.attributes.hasDeleteHorizon ? header.baseTimestamp : nil)
        var records = RecordIterator(header, bytes)
        for isKept in stays {
            guard let record = records.next() else { break }
            guard isKept else { continue }
            builder.nextOffsetDelta = Int32(truncatingIfNeeded: record.offset &- header.baseOffset)
            try builder.append(
                timestamp: record.timestamp, key: record.key, value: record.value,
                encodedHeaders: record.encodedHeaders)
        }
        builder.nextOffsetDelta = header.lastOffsetDelta &+ 1
        try builder.seal()
    }

    private static func write(
        _ builder: borrowing RecordBatchBuilder, into output: inout BinaryWriter
    ) -> RecordBatchHeader? {
        output.bytes(builder.bytes)
        return RecordBatchHeader(builder.bytes)
    }

    /// Writes a header alone, as Kafka's cleaner does: offsets, producer and greatest timestamp stay.
    private mutating func writeEmptied(
        _ header: RecordBatchHeader, into output: inout BinaryWriter
    ) -> RecordBatchHeader {
        var empty = header
        empty.batchLength = Int32(RecordBatchHeader.size - RecordBatchHeader.prefixSize)
        empty.attributes = BatchAttributes(
            isAppendTime: header.attributes.isAppendTime, isTransactional: header.isTransactional,
            isControl: header.isControl)
        empty.baseTimestamp = -1
        empty.recordCount = 0
        var bytes = BinaryWriter(capacity: RecordBatchHeader.size)
        empty.encode(to: &bytes)
        empty.crc = bytes.withUnsafeMutableBytes {
            RecordBatchHeader.restamp($0, attributes: empty.attributes, maxTimestamp: empty.maxTimestamp)
        }
        output.bytes(bytes.span)
        counts.bytesKept += RecordBatchHeader.size
        return empty
    }
}
