public import World

/// A run of bytes that a read answers.
public enum ReadPart: Sendable {
    /// `count` bytes of a file from `position`. The file stays readable while it is referenced, also after the segment
    /// was rolled, deleted or truncated; ask `PartitionLog.isCurrent` before sending what was planned a while ago.
    case file(any File, position: Int64, count: Int)

    /// Bytes of this part.
    public var count: Int {
        switch self {
        case .file(_, _, let count): count
        }
    }
}

/// How far a read may go.
public enum ReadBound: Sendable {
    /// A consumer, isolation level read-uncommitted.
    case highWatermark
    /// A consumer, isolation level read-committed.
    case lastStable
    /// A follower, or the debugging replica id.
    case end
}

/// The answer to a read: whole batches, and the state of the log out of the same moment.
public struct ReadPlan: Sendable {
    /// The runs of bytes, one after another; empty where there is nothing to read.
    public var parts: [ReadPart] = []
    /// Bytes of all parts.
    public var count = 0
    /// Where the next read goes on: the offset after the last batch of the parts, or behind damage that was left out;
    /// the offset asked for where there is nothing to read.
    public var nextOffset: Int64
    /// The log's ends at this moment.
    public var ends: LogEnds
    /// Transactions that were aborted and overlap the parts; nil unless the bound was `.lastStable`.
    public var aborted: [AbortedTransaction]?
    /// Which state of the log the positions belong to.
    public var generation: UInt64
}
