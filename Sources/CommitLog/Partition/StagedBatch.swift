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

/// What is asked of a batch's producer before the batch is appended; nothing of it concerns batches without one.
public struct BatchRules: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Its records continue the producer's sequence, and a repetition is told from a new batch: a client's batch.
    public static let sequence = BatchRules(rawValue: 1)
    /// A batch that begins a transaction does so only after `PartitionLog.verified` (KIP-890): otherwise one that is
    /// late could begin a transaction that nobody ends.
    public static let verifiedTransaction = BatchRules(rawValue: 2)
    /// A producer that this log does not know begins at sequence 0: from transactions version 2 on, where each
    /// transaction has its own epoch.
    public static let beginsAtZero = BatchRules(rawValue: 4)
    /// A marker's epoch is above its producer's: from transactions version 2 on. Only the repetition of the last one is
    /// allowed, while no transaction is open.
    public static let risingMarkerEpoch = BatchRules(rawValue: 8)
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
    /// What is asked of its producer.
    public let rules: BatchRules
    /// Set by `append`.
    public internal(set) var outcome = AppendOutcome.staged

    /// A batch at `bytes` with this header; a client's, unless `rules` say otherwise.
    public init(_ bytes: UnsafeMutableRawPointer, _ header: RecordBatchHeader, rules: BatchRules = .sequence) {
        self.bytes = bytes
        self.header = header
        self.rules = rules
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
