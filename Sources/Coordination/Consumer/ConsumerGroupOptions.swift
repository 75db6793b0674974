/// Settings of consumer groups (KIP-848), resolved.
public struct ConsumerGroupOptions: Sendable {
    /// `group.consumer.migration.policy`: whether a group that lives may go from one protocol to the other.
    public enum MigrationPolicy: String, Sendable {
        case bidirectional
        case upgrade
        case downgrade
        case disabled

        var allowsUpgrade: Bool { self == .bidirectional || self == .upgrade }
        var allowsDowngrade: Bool { self == .bidirectional || self == .downgrade }
    }

    /// What may be set for a single group; nil where it is not.
    public struct Overrides: Equatable, Sendable {
        /// `consumer.session.timeout.ms`
        public var sessionTimeoutMs: Int32?
        /// `consumer.heartbeat.interval.ms`
        public var heartbeatIntervalMs: Int32?
        /// `consumer.assignment.interval.ms`
        public var assignmentIntervalMs: Int32?

        /// Nothing is set.
        public init() {}
    }

    /// Whether `group.coordinator.rebalance.protocols` has "consumer".
    public var isEnabled = true
    /// `group.consumer.session.timeout.ms`: how long a member may be silent.
    public var sessionTimeoutMs: Int32 = 45_000
    /// `group.consumer.heartbeat.interval.ms`: what members are told to keep to.
    public var heartbeatIntervalMs: Int32 = 5_000
    /// `group.consumer.assignment.interval.ms`: the least time from one target assignment to the next.
    public var assignmentIntervalMs: Int32 = 1_000
    /// `group.consumer.max.size`: members of one group.
    public var maxSize: Int32 = .max
    /// `group.consumer.assignors` by name, the default first.
    public var assignors = ["uniform", "range"]
    /// `group.consumer.migration.policy`
    public var migrationPolicy = MigrationPolicy.bidirectional
    /// `group.consumer.regex.refresh.interval.ms`: after which regular expressions are looked at again.
    public var expressionRefreshMs: Int32 = 600_000
    /// The least time between two looks at the topics that are new. Kafka's constant.
    public var expressionRestMs: Int32 = 10_000

    /// Kafka's defaults.
    public init() {}

    /// With what is set for a single group.
    func applying(_ overrides: Overrides?) -> ConsumerGroupOptions {
        var options = self
        options.sessionTimeoutMs = overrides?.sessionTimeoutMs ?? sessionTimeoutMs
        options.heartbeatIntervalMs = overrides?.heartbeatIntervalMs ?? heartbeatIntervalMs
        options.assignmentIntervalMs = overrides?.assignmentIntervalMs ?? assignmentIntervalMs
        return options
    }
}
