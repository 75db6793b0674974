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
