/// Settings of the group coordinator, resolved.
public struct GroupOptions: Sendable {
    /// `group.min.session.timeout.ms`
    public var minSessionTimeoutMs: Int32 = 6_000
    /// `group.max.session.timeout.ms`
    public var maxSessionTimeoutMs: Int32 = 1_800_000
    /// `group.max.size`: members of one group.
    public var maxGroupSize: Int32 = .max
    /// `group.initial.rebalance.delay.ms`: how long the first rebalance of an empty group waits for more members.
    public var initialRebalanceDelayMs: Int32 = 3_000
    /// `offset.metadata.max.bytes`: Kafka counts characters of UTF-16, whatever the name says.
    public var offsetMetadataMaxSize: Int32 = 4_096
    /// `offsets.retention.minutes`, in milliseconds; by default offsets are kept while their topics exist.
    public var offsetsRetentionMs: Int64 = 2_147_483_647 * 60_000
    /// `offsets.retention.check.interval.ms`
    public var offsetsRetentionCheckIntervalMs: Int64 = 600_000
    /// How long a member may be parked in its first JoinGroup: it has no member id to send heartbeats with, and its
    /// connection may be dead. Kafka's constant.
    public var newMemberJoinTimeoutMs: Int64 = 300_000

    /// Groups of the consumer protocol.
    public var consumer = ConsumerGroupOptions()

    /// Kafka's defaults.
    public init() {}
}
