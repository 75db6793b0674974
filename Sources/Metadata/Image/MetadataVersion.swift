/// The level of the feature `metadata.version`: which versions of which records a controller may write.
public struct MetadataVersion: Hashable, Comparable, Sendable {
    /// Kafka's number of the level.
    public let level: Int16

    /// The feature's name.
    public static let feature = "metadata.version"
    /// The level that a new directory gets: 4.3-IV0.
    public static let current = MetadataVersion(level: 30)
    /// The lowest level that Kafka 4.3 opens: 3.3-IV3.
    public static let oldest = MetadataVersion(level: 7)

    /// The first level whose records have eligible leader replicas: 4.0-IV1.
    static let firstWithEligibleLeaders = MetadataVersion(level: 23)

    /// The level `level`.
    public init(level: Int16) { self.level = level }

    /// Replicas have log directories (3.7-IV2, KIP-858).
    var hasDirectories: Bool { level >= 17 }
    /// Partitions have eligible leader replicas (4.0-IV1, KIP-966).
    var hasEligibleLeaders: Bool { self >= .firstWithEligibleLeaders }
    /// Log directories can be cordoned (4.3-IV0, KIP-1066).
    var hasCordonedDirectories: Bool { level >= 30 }
    /// Brokers may say that they migrate from ZooKeeper (3.4-IV0).
    var hasMigratingBrokers: Bool { level >= 8 }

    /// The version of `RegisterBrokerRecord`.
    var registerBrokerVersion: Int16 {
        hasCordonedDirectories ? 4 : hasDirectories ? 3 : hasMigratingBrokers ? 2 : 1
    }
    /// The version of `PartitionRecord` and `PartitionChangeRecord`.
    var partitionVersion: Int16 { hasEligibleLeaders ? 2 : hasDirectories ? 1 : 0 }
    /// The version of `BrokerRegistrationChangeRecord`.
    var registrationChangeVersion: Int16 { hasCordonedDirectories ? 3 : hasDirectories ? 2 : 1 }

    public static func < (left: MetadataVersion, right: MetadataVersion) -> Bool { left.level < right.level }
}
