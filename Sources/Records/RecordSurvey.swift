public import Binary

/// What a look at every record of a produced batch has found: needed where the topic is compacted, packs batches its own
/// way, or is validated in depth.
public struct RecordSurvey: Sendable {
    /// The first rule that the batch or one of its records breaks; a bad timestamp goes before a missing key.
    public private(set) var fault: BatchFault?
    /// Most records that are told of one batch.
    public static let maxFaultyRecords = 1000
    /// Which records break a rule of their own, by their place in the batch, for RecordErrors; no more than the first
    /// `maxFaultyRecords`.
    public private(set) var faultyRecords: [(index: Int32, fault: BatchFault)] = []
    /// The greatest timestamp of the records; the header may say another.
    public private(set) var maxTimestamp: Int64 = -1

    /// Walks the records of a batch whose header has been checked (`ProducedBatch`).
    ///
    /// - Parameters:
    ///   - requiresKeys: whether a record without key is refused, as in compacted topics.
    ///   - limits: its timestamps; not looked at where the topic stamps append time.
    ///   - scratch: for unpacking; replaced where the batch is compressed.
    ///   - maxBytes: the most that unpacking may yield.
    public init(
        _ batch: RecordBatch, requiresKeys: Bool, limits: ProduceLimits, unpackedInto scratch: inout BinaryWriter,
        maxBytes: Int
    ) {
        let header = batch.header
        do throws(RecordsError) {
            var records = try batch.records(unpackedInto: &scratch, maxBytes: maxBytes)
            var index: Int32 = 0
            while let record = records.next() {
                maxTimestamp = max(maxTimestamp, record.timestamp)
                // Kafka overlooks wrong offset deltas in a batch without codec, and fails with one.
                if header.compression != Compression.none, record.offset != header.baseOffset &+ Int64(index) {
                    fault = .undecodable
                    return
                }
                let fault = RecordSurvey.fault(
                    hasKey: record.hasKey || !requiresKeys, record.timestamp, header.attributes.isAppendTime, limits)
                if let fault, faultyRecords.count < RecordSurvey.maxFaultyRecords {
                    faultyRecords.append((index, fault))
                }
                index &+= 1
            }
            if !records.isComplete { fault = .records }
        } catch {
            fault = .undecodable
        }
        if fault == nil, let first = faultyRecords.first {
            fault = faultyRecords.contains { $0.fault == .timestamp } ? .timestamp : first.fault
        }
    }
}

extension RecordSurvey {
    /// The rule that one record breaks by itself; a missing key goes before a bad time.
    private static func fault(
        hasKey: Bool, _ timestamp: Int64, _ isAppendTime: Bool, _ limits: ProduceLimits
    ) -> BatchFault? {
        if !hasKey { return .missingKey }
        if limits.stampsAppendTime { return isAppendTime ? .appendTime : nil }
        return timestamp == -1 || limits.timestamps.contains(timestamp) ? nil : .timestamp
    }
}

extension RecordBatchBuilder {
    /// Takes over a batch whole: its records, in their order and with their offsets, and what its header says. Sealing
    /// then packs them by this builder's codec. What was in the builder is gone.
    ///
    /// - Throws: as `RecordBatch.records`; `.corrupt` where the records are not as many as the header says.
    public mutating func copy(
        _ batch: RecordBatch, unpackedInto scratch: inout BinaryWriter, maxBytes: Int
    ) throws(RecordsError) {
        removeAll()
        let header = batch.header
        (baseOffset, partitionLeaderEpoch) = (header.baseOffset, header.partitionLeaderEpoch)
        (producerId, producerEpoch, baseSequence) = (header.producerId, header.producerEpoch, header.baseSequence)
        (isTransactional, isControl) = (header.isTransactional, header.isControl)
        // The records' own times are kept, whatever the header makes of them.
        var own = header
        own.attributes.isAppendTime = false
        var records = RecordIterator(own, try batch.unpacked(into: &scratch, maxBytes: maxBytes))
        while let record = records.next() {
            nextOffsetDelta = Int32(truncatingIfNeeded: record.offset &- header.baseOffset)
            try append(
                timestamp: record.timestamp, key: record.key, value: record.value,
                encodedHeaders: record.encodedHeaders)
        }
        guard records.isComplete else {
            throw RecordsError(.corrupt, "batch at offset \(header.baseOffset)", "other records than its header says")
        }
        nextOffsetDelta = max(nextOffsetDelta, header.lastOffsetDelta &+ 1)
        appendTime = header.attributes.isAppendTime ? header.maxTimestamp : nil
    }
}
