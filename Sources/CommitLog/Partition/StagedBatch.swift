public import Records

/// What became of a batch that was given to `PartitionLog.append`.
public enum AppendOutcome: Hashable, Sendable {
    /// Not decided yet.
    case staged
    /// Appended; its first record has this offset.
    case appended(baseOffset: Int64)
    /// A repetition of a batch that is in the log: where that one is, and its greatest timestamp. It is to be answered
    /// when `lastOffset` would have been, by the rule of the repetition's acks.
    case duplicate(baseOffset: Int64, lastOffset: Int64, timestamp: Int64)
    /// Not appended.
    case refused(LogError.Code)
}

/// A checked batch in its caller's memory, waiting to be appended.
///
/// The caller has verified header, length, checksum and timestamps (DESIGN: "checked on append"); the log sets base
/// offset and leader epoch in the memory itself, outside of what the checksum covers.
public struct StagedBatch {
    /// The first of `header.sizeInBytes` bytes; they stay valid and writable during `append`.
    public let bytes: UnsafeMutableRawPointer
    /// The header as it was parsed; `append` keeps it up to date.
    public internal(set) var header: RecordBatchHeader
    /// Set by `append`.
    public internal(set) var outcome = AppendOutcome.staged

    /// A batch at `bytes` with this header.
    public init(_ bytes: UnsafeMutableRawPointer, _ header: RecordBatchHeader) {
        self.bytes = bytes
        self.header = header
    }
}

/// What an append did to the log as a whole.
public struct AppendResult: Sendable {
    /// The log's ends before it.
    public let before: LogEnds
    /// The log's ends after it.
    public let after: LogEnds
    /// Why batches were refused although they were right: the disk failed. Everything before is appended.
    public let failure: LogError?
    /// Bytes written.
    let bytes: Int
}
