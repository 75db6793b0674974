/// The settings of a node as the controller needs them.
public struct NodeSettings: Sendable {
    /// `num.partitions`: of a topic that is created without a number.
    public var numPartitions = 1
    /// `default.replication.factor`: of a topic that is created without one.
    public var defaultReplicationFactor = 1

    /// Kafka's defaults.
    public init() {}
}
