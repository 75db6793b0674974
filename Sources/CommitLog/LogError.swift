public import World

/// Why the log refused or failed; safe to print.
public struct LogError: Error, Sendable, CustomStringConvertible {
    /// What kind of refusal; the broker maps it to Kafka's codes.
    public enum Code: Hashable, Sendable {
        /// The caller's leader epoch or role is not the log's.
        case fenced
        /// The log is closed, being deleted, or gave up after a failed write or sync.
        case offline
        /// Another process has the data directory open.
        case inUse
        /// The directory belongs to a node of a cluster, and was opened to be read.
        case readOnly
        /// The file system has no space; nothing was appended.
        case outOfSpace
        /// The process has no file descriptor left; nothing was appended.
        case outOfFiles
        /// Reading or writing failed.
        case storage
        /// Bytes that were durable are damaged.
        case corrupt
        /// A file of a format that this build does not read.
        case unsupported
        /// Below the log start, or past the end that the caller may see.
        case offsetOutOfRange
        /// A batch that does not continue its producer's sequence.
        case outOfOrderSequence
        /// A batch of an older epoch of its producer.
        case invalidProducerEpoch
        /// A batch outside the transaction that its producer has open.
        case invalidTransactionState
        /// A marker of an older epoch of the transaction coordinator.
        case coordinatorFenced
        /// A batch whose header contradicts itself, or whose offsets do not continue the log.
        case invalidRecord
        /// A batch longer than a segment may be.
        case largerThanSegment
    }

    /// The kind.
    public let code: Code
    /// The partition or file in question.
    public let subject: String
    /// What happened, as a clause.
    public let detail: String
    /// What the disk answered, where it was the disk.
    public let cause: DiskError?
    /// Where no batch begins although one has to, for `.corrupt`: the segment's base and the position.
    var damagedPlace: (segmentBase: Int64, position: Int)?

    /// An error about `subject`.
    public init(_ code: Code, _ subject: String, _ detail: String, cause: DiskError? = nil) {
        self.code = code
        self.subject = subject
        self.detail = detail
        self.cause = cause
    }

    /// A failed disk operation; lack of space is told from the rest.
    public init(_ cause: DiskError, _ subject: String) {
        let code = cause.isOutOfSpace ? Code.outOfSpace : cause.isOutOfFiles ? .outOfFiles : .storage
        self.init(code, subject, cause.description, cause: cause)
    }

    /// Whether the same request may succeed later.
    public var isRetriable: Bool {
        switch code {
        case .fenced, .offline, .outOfSpace, .outOfFiles, .storage: true
        default: false
        }
    }

    public var description: String { "\(subject): \(detail)" }
}

/// Runs disk operations and turns their failure into the log's.
func onDisk<R>(_ subject: String, _ body: () throws(DiskError) -> R) throws(LogError) -> R {
    do { return try body() } catch { throw LogError(error, subject) }
}
