public import Binary
public import Records

/// The committed state of the cluster at one offset of the metadata log: immutable, shared by all threads. Each event
/// loop keeps its own reference and gets the next image as a message.
public final class ClusterImage: Sendable {
    /// The state.
    public let state: ClusterState
    /// The offset of the last record in it; -1 before the first.
    public let offset: Int64
    /// The epoch of that record.
    public let epoch: Int32

    /// The version of the quorum's protocol, which the quorum's own records say.
    public let kraftVersion: Int16

    /// An image.
    public init(state: ClusterState, offset: Int64, epoch: Int32, kraftVersion: Int16 = 0) {
        self.state = state
        self.offset = offset
        self.epoch = epoch
        self.kraftVersion = kraftVersion
    }

    /// The level at which the cluster has finalised a feature; nil for level 0.
    public func level(of feature: String) -> Int16? {
        guard feature == Features.kraftVersion else { return state.features[feature] }
        return kraftVersion > 0 ? kraftVersion : nil
    }

    /// The image of a cluster that has no metadata yet.
    public static let empty = ClusterImage(state: ClusterState(), offset: -1, epoch: 0)

    /// The topic of this name.
    public func topic(named name: String) -> TopicImage? { state.topic(named: name) }
    /// The topic of this id.
    public func topic(id: Uuid) -> TopicImage? { state.topics[id] }
    /// All topics in ascending order of their names.
    public var topicsByName: [TopicImage] {
        state.topicIds.keys.sorted().compactMap { state.topic(named: $0) }
    }
    /// The registration of broker `id`, fenced or not.
    public func broker(_ id: Int32) -> RegisterBrokerRecord? { state.brokers[id] }
    /// The brokers that may lead and serve, in ascending order of their ids.
    public var aliveBrokers: [RegisterBrokerRecord] {
        state.brokers.values.filter { !$0.fenced }.sorted { $0.brokerId < $1.brokerId }
    }
    /// Whether broker `id` may lead and serve.
    public func isAlive(_ id: Int32) -> Bool { state.brokers[id].map { !$0.fenced } ?? false }
}
