/// What a topic asks of a producer's batch.
public struct ProduceLimits: Sendable {
    /// Largest batch in bytes, header included (`max.message.bytes`).
    public var maxMessageBytes = 1_048_588
    /// Bytes of a segment (`segment.bytes`).
    public var segmentBytes = 1_073_741_824
    /// Timestamps allowed, in milliseconds; -1 is always allowed. Not looked at where the topic stamps append time.
    public var timestamps = Int64.min...Int64.max
    /// Whether the topic stamps append time itself.
    public var stampsAppendTime = false
    /// Whether the request is of a version that knows zstd (Produce 7 and later).
    public var allowsZstd = true

    /// Kafka's defaults, without limits on timestamps.
    public init() {}
}

/// What came of checking the records field of a produce request.
public enum ProducedBatch: Sendable {
    /// One good batch at the beginning of the field; its header. Bytes after `sizeInBytes` are to be dropped.
    case accepted(RecordBatchHeader)
    /// No; by this rule, the first in Kafka's order.
    case refused(BatchFault)

    /// Checks the field as a leader does before it looks into the records: the header against itself, its length, and
    /// the limits, and the checksum, in Kafka's order. Of timestamps only the header's two are seen.
    public init(_ field: RawSpan, limits: ProduceLimits) {
        if let fault = ProducedBatch.frameFault(field, limits) {
            self = .refused(fault)
            return
        }
        guard let batch = RecordBatch(field) else {
            self = .refused(.incomplete)
            return
        }
        let header = batch.header
        if header.baseOffset != 0 {
            self = .refused(.baseOffset)
        } else if header.sizeInBytes > limits.maxMessageBytes {
            self = .refused(.tooLarge)
        } else if !batch.isIntact {
            self = .refused(.checksum)
        } else if let fault = ProducedBatch.contentFault(header, limits) {
            self = .refused(fault)
        } else {
            self = .accepted(header)
        }
    }

    /// One batch, and after it nothing that could be another.
    private static func frameFault(_ field: RawSpan, _ limits: ProduceLimits) -> BatchFault? {
        if let fault = RecordBatch.frameFault(field) { return fault }
        guard let header = RecordBatchHeader(field) else { return .incomplete }
        if header.compression == .zstd, !limits.allowsZstd { return .zstdTooEarly }
        switch RecordBatch.frameFault(field.extracting(droppingFirst: header.sizeInBytes)) {
        case .incomplete: return nil
        case .none, .obsoleteMagic: return .secondBatch
        case .some(let fault): return fault
        }
    }

    private static func contentFault(_ header: RecordBatchHeader, _ limits: ProduceLimits) -> BatchFault? {
        if header.recordCount <= 0 || header.lastOffsetDelta < 0
            || Int64(header.lastOffsetDelta) + 1 != Int64(header.recordCount)
        {
            return .recordCount
        }
        if header.isControl { return .control }
        if header.hasProducerId, header.baseSequence < 0 { return .sequence }
        if header.compression == nil { return .unknownCodec }
        if limits.stampsAppendTime {
            if header.attributes.isAppendTime { return .appendTime }
        } else if !allowed(header.baseTimestamp, limits) || !allowed(header.maxTimestamp, limits) {
            return .timestamp
        }
        return header.sizeInBytes > limits.segmentBytes ? .largerThanSegment : nil
    }

    private static func allowed(_ timestamp: Int64, _ limits: ProduceLimits) -> Bool {
        timestamp == -1 || limits.timestamps.contains(timestamp)
    }
}
