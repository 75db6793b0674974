/// The features whose level a cluster finalises.
public enum Features {
    /// A feature and the levels of it that this build works with.
    public struct Supported: Hashable, Sendable {
        public let name: String
        /// Kafka's numbers.
        public let levels: ClosedRange<Int16>
        /// The level of metadata.version without which this feature stays at 0.
        var leastMetadataVersion = MetadataVersion.oldest
    }

    /// Where eligible leader replicas are kept (KIP-966).
    public static let eligibleLeaderReplicas = "eligible.leader.replicas.version"
    /// The version of the quorum's protocol; it is finalised by a control record of the quorum.
    public static let kraftVersion = "kraft.version"

    /// Whether there are consumer groups (KIP-848).
    public static let groupVersion = "group.version"
    /// How transactions work: 2 gives each its own epoch (KIP-890).
    public static let transactionVersion = "transaction.version"

    /// What this build does; a feature that is missing here is at level 0.
    public static let supported: [Supported] = [
        Supported(
            name: eligibleLeaderReplicas, levels: 0...1, leastMetadataVersion: .firstWithEligibleLeaders),
        Supported(name: groupVersion, levels: 0...1),
        Supported(name: kraftVersion, levels: 0...1),
        Supported(
            name: MetadataVersion.feature, levels: MetadataVersion.oldest.level...MetadataVersion.current.level),
        Supported(name: transactionVersion, levels: 0...2),
    ]

    /// What a new directory finalises in the metadata log, in the order of its records: the highest levels.
    public static var initial: [(name: String, level: Int16)] {
        [
            (MetadataVersion.feature, MetadataVersion.current.level), (eligibleLeaderReplicas, 1), (groupVersion, 1),
            (transactionVersion, 2),
        ]
    }
}
