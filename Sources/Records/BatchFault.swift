/// The rule that a record batch breaks. Each case names the error a Kafka broker answers to a producer.
public enum BatchFault: Hashable, Sendable {
    /// Not a whole batch: empty, or shorter than it says (INVALID_RECORD).
    case incomplete
    /// Less bytes than a header has (CORRUPT_MESSAGE).
    case shortLength
    /// Magic 0 or 1, which nobody writes any more (INVALID_RECORD).
    case obsoleteMagic
    /// Magic under 0 or over 2 (CORRUPT_MESSAGE).
    case unknownMagic
    /// zstd by a version of Produce that did not know it (UNSUPPORTED_COMPRESSION_TYPE).
    case zstdTooEarly
    /// A second batch follows, or something as long as one (INVALID_RECORD).
    case secondBatch
    /// A producer's batch whose base offset is not 0 (INVALID_RECORD).
    case baseOffset
    /// Larger than `max.message.bytes` (MESSAGE_TOO_LARGE).
    case tooLarge
    /// The checksum is wrong (CORRUPT_MESSAGE).
    case checksum
    /// Record count and last offset delta are out of bounds or contradict each other (INVALID_RECORD).
    case recordCount
    /// A control batch of a client (INVALID_RECORD).
    case control
    /// A producer id without a sequence number (INVALID_RECORD).
    case sequence
    /// A codec that does not exist (UNKNOWN_SERVER_ERROR).
    case unknownCodec
    /// Records that cannot be unpacked (UNKNOWN_SERVER_ERROR).
    case undecodable
    /// Other records than the header says (INVALID_RECORD).
    case records
    /// A record without key where compaction needs one (INVALID_RECORD).
    case missingKey
    /// A timestamp too far from now (INVALID_TIMESTAMP).
    case timestamp
    /// Append time set by a client, where that is the broker's to set (INVALID_TIMESTAMP).
    case appendTime
    /// Larger than a segment (RECORD_LIST_TOO_LARGE).
    case largerThanSegment
    /// Offsets that are negative or overflow; only in a log.
    case offset
}

extension RecordBatchHeader {
    /// The rule that this header breaks by itself, whatever wrote it: length, magic, offsets, counts. Any batch of a
    /// log must pass; compaction may leave fewer records than offsets, or none.
    public var fault: BatchFault? {
        if batchLength < RecordBatchHeader.size - RecordBatchHeader.prefixSize { return .shortLength }
        if magic != 2 { return magic == 0 || magic == 1 ? .obsoleteMagic : .unknownMagic }
        if lastOffsetDelta < 0 || recordCount < 0 || Int64(recordCount) > Int64(lastOffsetDelta) + 1 {
            return .recordCount
        }
        let (last, overflow) = baseOffset.addingReportingOverflow(Int64(lastOffsetDelta))
        return baseOffset < 0 || overflow || last == .max ? .offset : nil
    }
}
