/// By which protocol a group is coordinated (`group.protocol`).
public enum GroupProtocol: Sendable {
    /// Members join together, and one of them assigns (JoinGroup, SyncGroup).
    case classic
    /// The coordinator assigns, and members follow one by one (KIP-848, ConsumerGroupHeartbeat).
    case consumer
}

/// How a consumer belongs to a group. Named after Kafka's settings; times in milliseconds.
public struct GroupOptions: Sendable {
    /// The group's name (`group.id`).
    public var group: String
    /// The protocol.
    public var groupProtocol = GroupProtocol.classic
    /// The member's own id, for static membership (`group.instance.id`); nil for a member that comes and goes.
    public var instanceId: String?
    /// How long the coordinator waits for a heartbeat (`session.timeout.ms`), and how often one is sent.
    public var sessionTimeout: Int32 = 45_000
    public var heartbeatInterval: Int64 = 3_000
    /// How long the coordinator waits for members to rejoin (`max.poll.interval.ms`).
    public var rebalanceTimeout: Int32 = 300_000
    /// The strategies offered in the classic protocol, the preferred one first.
    public var strategies: [AssignmentStrategy] = [.range, .sticky]
    /// The coordinator's assignor in the consumer protocol (`group.remote.assignor`); nil for the group's choice.
    public var serverAssignor: String?
    /// What the member calls itself in the consumer protocol: an id nobody else uses. A driver with a source of chance
    /// fills it in; empty lets brokers choose that still do.
    public var memberId = ""
    /// Whether partitions are given up only after `GroupMembership.finishRevocation`.
    public var awaitsRevocation = false
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
    /// These partitions are to be given up: nothing more is to be read of them, and `finishRevocation` is awaited. Only
    /// with `GroupOptions.awaitsRevocation`.
    case revoking([TopicPartition])
    /// These partitions are the member's no more; what was read of them is committed where commits happen by themselves.
    case revoked([TopicPartition])
    /// These partitions are others' already, because the group went on without this member: nothing of them can be
    /// committed any more.
    case lost([TopicPartition])
    /// These partitions are the member's as well now, and so much the group has committed of them; nil for nothing.
    case assigned([TopicPartition: CommittedOffset?])
    /// The commit of this number is done, or not.
    case committed(UInt64, ClientError?)
    /// The member is out of the group for good.
    case failed(ClientError)
}
