/// How a consumer belongs to a group. Named after Kafka's settings; times in milliseconds.
public struct GroupOptions: Sendable {
    /// The group's name (`group.id`).
    public var group: String
    /// The member's own id, for static membership (`group.instance.id`); nil for a member that comes and goes.
    public var instanceId: String?
    /// How long the coordinator waits for a heartbeat (`session.timeout.ms`), and how often one is sent.
    public var sessionTimeout: Int32 = 45_000
    public var heartbeatInterval: Int64 = 3_000
    /// How long the coordinator waits for members to rejoin (`max.poll.interval.ms`).
    public var rebalanceTimeout: Int32 = 300_000
    /// The strategies offered, the preferred one first.
    public var strategies: [AssignmentStrategy] = [.range, .sticky]
    /// How often positions are committed by themselves (`auto.commit.interval.ms`); nil for never.
    public var commitInterval: Int64? = 5_000
    /// The pause after an error (`retry.backoff.ms`).
    public var retryBackoff: Int64 = 100
    /// How long one request may take (`request.timeout.ms`).
    public var requestTimeout: Int64 = 30_000

    /// Kafka's defaults.
    public init(group: String) { self.group = group }
}

/// What a member of a group tells its consumer.
public enum GroupEvent: Sendable {
    /// These partitions are the member's no more; what was read of them is committed where commits happen by themselves.
    case revoked([TopicPartition])
    /// These partitions are the member's, and so much the group has committed of them; nil for nothing.
    case assigned([TopicPartition: CommittedOffset?])
    /// A commit that was asked for is done, or not.
    case committed(ClientError?)
    /// The member is out of the group for good.
    case failed(ClientError)
}
