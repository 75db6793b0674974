/// What happens to a member's partitions; the consumer's handler is awaited for each, one after the other.
public enum KafkaRebalance: Sendable {
    /// These are the member's now. Nothing of them is handed out before the handler returns, so it may seek.
    case assigned([TopicPartition])
    /// These are about to go to others. Their last batch has been finished (the next one was asked for), and nobody gets
    /// them before the handler returns, so it may write out what it holds and commit. The group waits for
    /// `GroupOptions.rebalanceTimeout` at most.
    case revoking([TopicPartition])
    /// These are others' already, because the group went on without this member: nothing can be committed.
    case lost([TopicPartition])
}

/// Which member of which group reads; what a transaction that commits its offsets has to know.
public struct KafkaGroupMetadata: Hashable, Sendable {
    /// The group.
    public var group: String
    /// The member's generation or epoch; -1 for none.
    public var generation: Int32
    /// The id the coordinator knows the member by; empty for none.
    public var memberId: String
    /// The member's own id where membership is static.
    public var instanceId: String?

    /// A member, or with the defaults a group without members.
    public init(group: String, generation: Int32 = -1, memberId: String = "", instanceId: String? = nil) {
        self.group = group
        self.generation = generation
        self.memberId = memberId
        self.instanceId = instanceId
    }
}
