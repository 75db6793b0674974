/// The five offsets that bound a partition's log, read together: start ≤ stable ≤ high ≤ end, durable ≤ end.
public struct LogEnds: Hashable, Sendable {
    /// Offset of the first record that may be read.
    public var start: Int64
    /// Last stable offset: what read-committed consumers may read ends here.
    public var stable: Int64
    /// High watermark: what consumers may read ends here.
    public var high: Int64
    /// What survives a crash of the machine ends here.
    public var durable: Int64
    /// Offset that the next record will get.
    public var end: Int64

    /// Ends of a log.
    public init(start: Int64, stable: Int64, high: Int64, durable: Int64, end: Int64) {
        self.start = start
        self.stable = stable
        self.high = high
        self.durable = durable
        self.end = end
    }
}

/// What a partition's log is used for now; changes, truncation and the high watermark are accepted under its epoch only.
public enum LogRole: Hashable, Sendable {
    /// Takes producers' batches and gives them offsets in leader epoch `epoch`.
    case leader(epoch: Int32)
    /// Takes batches fetched from the leader of `epoch`.
    case follower(epoch: Int32)
    /// Takes nothing; may be read.
    case offline

    /// The leader epoch; nil while offline.
    public var epoch: Int32? {
        switch self {
        case .leader(let epoch), .follower(let epoch): epoch
        case .offline: nil
        }
    }
}
