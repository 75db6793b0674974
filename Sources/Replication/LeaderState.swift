/// What the leader of a partition knows of its replicas, and the high watermark that follows from it.
///
/// A replica's *ack end* is the offset up to which what it has counts as kept: its durable end where the topic flushes
/// before acknowledging, its written end otherwise. The high watermark is the least ack end of the in-sync replicas,
/// the leader's own included (a leader that counted itself before its own flush would show consumers what a power cut
/// takes back), and of those that are being added. It never falls within a leader epoch, and stands still while fewer
/// replicas are in sync than `min.insync.replicas` asks for.
public struct LeaderState: Sendable {
    /// The epoch in which this node leads.
    public let epoch: Int32
    /// All replicas, this node among them.
    public let replicas: [Int32]
    /// Replicas that count: in sync as committed, and those proposed as in sync but not committed yet.
    public private(set) var inSync: [Int32]
    /// `min.insync.replicas`, as it applies to this many replicas.
    public private(set) var minInSync: Int
    /// Up to here every in-sync replica has the log; consumers see what is below.
    public private(set) var highWatermark: Int64
    private let leader: Int32
    /// By position in `replicas`.
    private var ackEnds: [Int64]

    /// The state at the beginning of an epoch: of the others nothing is known yet.
    ///
    /// - Parameters:
    ///   - ackEnd: the leader's own.
    ///   - highWatermark: what this node knew before it became leader; a lower bound.
    public init(
        leader: Int32, epoch: Int32, replicas: [Int32], inSync: [Int32], minInSyncReplicas: Int, ackEnd: Int64,
        highWatermark: Int64
    ) {
        self.leader = leader
        self.epoch = epoch
        self.replicas = replicas
        self.inSync = inSync
        minInSync = max(1, min(minInSyncReplicas, replicas.count))
        ackEnds = replicas.map { $0 == leader ? ackEnd : -1 }
        self.highWatermark = highWatermark
        advance()
    }

    /// Whether enough replicas are in sync for `acks=all`.
    public var hasEnoughInSync: Bool { inSync.count >= minInSync }

    /// The leader's own ack end.
    public var ackEnd: Int64 { ackEnd(of: leader) }

    private func ackEnd(of replica: Int32) -> Int64 {
        for position in replicas.indices where replicas[position] == replica { return ackEnds[position] }
        return -1
    }

    /// Notes how far a replica has the log; answers whether the high watermark rose. A replica that is not one of the
    /// partition's counts nothing.
    @discardableResult
    public mutating func acknowledged(by replica: Int32, upTo end: Int64) -> Bool {
        for position in replicas.indices where replicas[position] == replica && ackEnds[position] < end {
            ackEnds[position] = end
            return advance()
        }
        return false
    }

    /// The leader's own ack end has come to `end`; answers whether the high watermark rose.
    @discardableResult
    public mutating func acknowledged(upTo end: Int64) -> Bool { acknowledged(by: leader, upTo: end) }

    /// Other replicas are in sync, or another number of them is asked for; answers whether the high watermark rose.
    @discardableResult
    public mutating func changed(inSync: [Int32], minInSyncReplicas: Int) -> Bool {
        self.inSync = inSync
        minInSync = max(1, min(minInSyncReplicas, replicas.count))
        return advance()
    }

    @discardableResult
    private mutating func advance() -> Bool {
        guard hasEnoughInSync else { return false }
        var least = ackEnd(of: leader)
        for replica in inSync { least = min(least, ackEnd(of: replica)) }
        guard least > highWatermark else { return false }
        highWatermark = least
        return true
    }
}
