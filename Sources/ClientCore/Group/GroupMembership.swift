public import World

/// A member of a group, under whichever protocol: says which partitions are its consumer's and since when.
///
/// A part of `GroupConsumer`. All times are given by the caller.
public protocol GroupMembership: Sendable {
    /// The topics it wants.
    var topics: [String] { get }
    /// The id by which the coordinator knows it; empty before there is one.
    var memberId: String { get }
    /// The generation (classic) or member epoch it belongs to; -1 for none.
    var generation: Int32 { get }
    /// What it reads.
    var assignment: [TopicPartition] { get }
    /// Whether it is out of the group, by its own will or not.
    var isOut: Bool { get }
    /// Whether it has its partitions, or was told that there are none for it.
    var isStable: Bool { get }
    /// When `step` has something to do by itself; nil for nothing.
    var nextDeadline: Instant? { get }

    /// Does what is due.
    ///
    /// - Parameters:
    ///   - metadata: the consumer's; topics that the member has to know are added to it.
    ///   - positions: what was read of the member's partitions.
    mutating func step(
        now: Instant, metadata: inout ClusterMetadata, positions: [TopicPartition: Int64], into outbox: inout Outbox)
    /// Takes a reply.
    ///
    /// - Returns: whether the reply was to a request of this member.
    mutating func received(_ reply: Reply, now: Instant) -> Bool
    /// Takes what the consumer has to know.
    mutating func takeEvents() -> [GroupEvent]
    /// Commits offsets of the member's partitions; `GroupEvent.committed` tells how it went.
    ///
    /// - Returns: the commit's number; nil where nothing can be committed at the moment.
    mutating func commit(_ offsets: [TopicPartition: CommittedOffset], into outbox: inout Outbox) -> UInt64?
    /// What was read and is not committed.
    func unsaved(_ positions: [TopicPartition: Int64]) -> [TopicPartition: CommittedOffset]
    /// Wants other topics from now on.
    mutating func subscribe(_ topics: [String])
    /// The consumer has finished with the partitions of `GroupEvent.revoking`.
    mutating func finishRevocation()
    /// Leaves the group at the next steps, after committing where commits happen by themselves. A static member only
    /// goes: its place is kept for it until its session is over.
    mutating func leave()
}
