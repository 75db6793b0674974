public import Binary
public import Records

/// What a setting belongs to.
public struct ConfigResource: Hashable, Comparable, Sendable {
    /// The kind, by Kafka's number: 2 topic, 4 broker, 8 broker logger, 16 client metrics, 32 group.
    public let type: Int8
    /// The name; "" of a broker is the cluster-wide default.
    public let name: String

    /// A resource.
    public init(type: Int8, name: String) {
        self.type = type
        self.name = name
    }

    /// Topic `name`.
    public static func topic(_ name: String) -> ConfigResource { ConfigResource(type: 2, name: name) }
    /// Broker `id`.
    public static func broker(_ id: Int32) -> ConfigResource { ConfigResource(type: 4, name: String(id)) }
    /// All brokers of the cluster.
    public static let cluster = ConfigResource(type: 4, name: "")
    /// Group `name`.
    public static func group(_ name: String) -> ConfigResource { ConfigResource(type: 32, name: name) }

    public static func < (left: ConfigResource, right: ConfigResource) -> Bool {
        (left.type, left.name) < (right.type, right.name)
    }
}

/// Whose password, and for which mechanism (1 SCRAM-SHA-256, 2 SCRAM-SHA-512).
public struct ScramKey: Hashable, Comparable, Sendable {
    public let user: String
    public let mechanism: Int8

    public static func < (left: ScramKey, right: ScramKey) -> Bool {
        (left.user, left.mechanism) < (right.user, right.mechanism)
    }
}

/// Everything the metadata log says, as a value: the state that records are applied to, one after another.
///
/// Also what this build makes no use of is kept as read, so that a directory of Kafka's goes through a snapshot of ours
/// unharmed.
public struct ClusterState: Sendable {
    /// Topics by id.
    public internal(set) var topics: [Uuid: TopicImage] = [:]
    /// Topics' ids by name.
    public internal(set) var topicIds: [String: Uuid] = [:]
    /// Topics whose name another name could collide with, by the form that must be unique.
    var collisionNames: [String: String] = [:]
    /// The registered brokers, as their registration record with later changes in it.
    public internal(set) var brokers: [Int32: RegisterBrokerRecord] = [:]
    /// The registered controllers.
    public internal(set) var controllers: [Int32: RegisterControllerRecord] = [:]
    /// Finalised feature levels by name; level 0 is left out.
    public internal(set) var features: [String: Int16] = [:]
    /// Settings that were set, by resource and name.
    public internal(set) var configs: [ConfigResource: [String: String]] = [:]
    /// Client quotas by entity and name.
    public internal(set) var clientQuotas: [QuotaEntity: [String: Double]] = [:]
    /// The newest block of producer ids that was given out; its `nextProducerId` is the first free one.
    public internal(set) var producerIds: ProducerIdsRecord?
    /// Access control entries.
    public internal(set) var acls = AclSet()
    /// Credentials.
    public internal(set) var scramCredentials: [ScramKey: UserScramCredentialRecord] = [:]
    /// Delegation tokens by id.
    public internal(set) var delegationTokens: [String: DelegationTokenRecord] = [:]

    /// The state before the first record.
    public init() {}

    /// The topic of this name.
    public func topic(named name: String) -> TopicImage? { topicIds[name].flatMap { topics[$0] } }

    /// The finalised level of `metadata.version`; 0 before the first record.
    public var metadataVersion: MetadataVersion { MetadataVersion(level: features[MetadataVersion.feature] ?? 0) }
}
