public import Binary
public import KafkaProtocol
public import World

/// What a client knows of one partition.
public struct PartitionInfo: Hashable, Sendable {
    /// The leader's node id; -1 for none.
    public var leader: Int32
    /// Grows with every change of leader; -1 where the broker did not say.
    public var leaderEpoch: Int32
    /// All replicas, dead ones too, the preferred leader first.
    public var replicas: [Int32]
    /// The replicas in sync.
    public var inSync: [Int32]
    /// The replicas that are down.
    public var offline: [Int32]
    /// Why the partition cannot be used; `.none` where it can.
    public var error: ErrorCode
}

/// What a client knows of one topic.
public struct TopicInfo: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its id, which changes when it is created anew; zero from brokers that do not tell.
    public var id: Uuid
    /// Whether it is a topic of the brokers' own.
    public var isInternal: Bool
    /// Its partitions, by number.
    public var partitions: [PartitionInfo]
    /// Why the topic cannot be used; `.none` where it can.
    public var error: ErrorCode
}

/// The brokers and the topics a machine cares for, as the newest Metadata replies and leader hints said.
///
/// A part of other machines: `step` asks for news when they are due, `received` takes them. Refreshed when `invalidate`
/// was called, when a wanted topic is not known, and every `maxAge`; never more often than every `backoff`.
public struct ClusterMetadata: Sendable {
    /// Milliseconds after which the metadata is asked for anew though nothing seems wrong (`metadata.max.age.ms`).
    public var maxAge: Int64 = 300_000
    /// The least milliseconds between two requests (`retry.backoff.ms`).
    public var backoff: Int64 = 100
    /// Whether brokers may create wanted topics that do not exist.
    public var allowsTopicCreation = false

    /// The brokers alive, by node id.
    public private(set) var brokers: [Int32: SocketAddress] = [:]
    /// The broker to which controller operations go; -1 where none is known.
    public private(set) var controllerId: Int32 = -1
    /// The cluster's id; nil before the first reply.
    public private(set) var clusterId: String?
    /// The topics known, also those that cannot be used (`TopicInfo.error`).
    public private(set) var topics: [String: TopicInfo] = [:]
    /// Why the newest request failed; nil where it did not.
    public private(set) var lastFailure: ClientError?

    private var names: [Uuid: String] = [:]
    private var wanted: Set<String> = []
    private var awaited: UInt64?
    private var isStale = true
    private var refreshedAt: Instant?
    private var notBefore = Instant(nanoseconds: .min)

    /// Nothing known, nothing wanted.
    public init() {}

    /// Adds topics to those that are asked for.
    public mutating func want(_ topics: some Sequence<String>) {
        for topic in topics where wanted.insert(topic).inserted { isStale = true }
    }

    /// Says that what is known led to an error: news are asked for at the next step.
    public mutating func invalidate() { isStale = true }

    /// Whether an answer is on its way, which may name what is missing.
    public var isAwaited: Bool { awaited != nil }

    /// When `step` has something to do; nil while an answer is awaited or nothing is wanted.
    public var nextDeadline: Instant? {
        guard awaited == nil, !wanted.isEmpty else { return nil }
        if isStale { return notBefore }
        return refreshedAt?.advanced(milliseconds: maxAge)
    }

    /// Asks for news where they are due.
    public mutating func step(now: Instant, into outbox: inout Outbox) {
        guard let due = nextDeadline, due <= now else { return }
        var request = MetadataRequest()
        request.topics = wanted.sorted().map { name in
            var topic = MetadataRequest.MetadataRequestTopic()
            topic.name = name
            return topic
        }
        request.allowAutoTopicCreation = allowsTopicCreation
        awaited = outbox.send(request, to: .any)
        isStale = false
        notBefore = now.advanced(milliseconds: backoff)
    }

    /// Takes a reply.
    ///
    /// - Returns: whether the reply was to a request of this value.
    public mutating func received(_ reply: Reply, now: Instant) -> Bool {
        guard reply.token == awaited else { return false }
        awaited = nil
        do throws(ClientError) {
            let response = try reply.body(MetadataResponse.self)
            lastFailure = nil
            refreshedAt = now
            update(response)
        } catch {
            lastFailure = error
            isStale = true
        }
        return true
    }

    /// Where requests for a partition go; nil while no leader is known.
    public func leader(of topic: String, _ partition: Int) -> Destination? {
        guard let info = topics[topic], partition >= 0, partition < info.partitions.count else { return nil }
        return broker(info.partitions[partition].leader)
    }

    /// The broker of a node id; nil where none is known.
    public func broker(_ id: Int32) -> Destination? {
        guard let address = brokers[id] else { return nil }
        return .broker(id: id, address: address, lane: .main)
    }

    /// The name of a topic id; nil where it is not known.
    public func name(of id: Uuid) -> String? { names[id] }
}

/// Updates.
extension ClusterMetadata {
    /// Takes a whole reply: its brokers replace those known, its topics those of the same names.
    public mutating func update(_ response: MetadataResponse) {
        brokers = [:]
        for broker in response.brokers {
            brokers[broker.nodeId] = SocketAddress(host: broker.host, port: UInt16(clamping: broker.port))
        }
        controllerId = response.controllerId
        clusterId = response.clusterId ?? clusterId
        for topic in response.topics { update(topic) }
    }

    private mutating func update(_ topic: MetadataResponse.MetadataResponseTopic) {
        guard let name = topic.name else { return }
        let old = topics[name]
        var partitions: [PartitionInfo] = []
        for partition in topic.partitions.sorted(by: { $0.partitionIndex < $1.partitionIndex }) {
            // Numbers without a gap are the rule; a reply that breaks it is taken up to the gap.
            guard partition.partitionIndex == Int32(partitions.count) else { break }
            partitions.append(newer(PartitionInfo(partition), than: old, topic.topicId, partitions.count))
        }
        let error = ErrorCode(rawValue: topic.errorCode)
        if let old, old.id != topic.topicId { names[old.id] = nil }
        topics[name] = TopicInfo(
            name: name, id: topic.topicId, isInternal: topic.isInternal, partitions: partitions, error: error)
        if topic.topicId != .zero { names[topic.topicId] = name }
        if error != .none || partitions.contains(where: { $0.leader < 0 }) { isStale = true }
    }

    /// A reply of a broker that is behind must not turn the leader back: the higher leader epoch stands.
    private func newer(_ info: PartitionInfo, than old: TopicInfo?, _ id: Uuid, _ index: Int) -> PartitionInfo {
        guard let old, old.id == id, index < old.partitions.count, info.leaderEpoch >= 0,
            old.partitions[index].leaderEpoch > info.leaderEpoch
        else { return info }
        return old.partitions[index]
    }

    /// Takes the leader that a broker named in its refusal (Produce 10 and later, Fetch 16 and later), so that the
    /// request can be sent there at once.
    ///
    /// - Returns: whether that was news.
    public mutating func learn(
        leader: Int32, epoch: Int32, of topic: String, _ partition: Int, at address: SocketAddress?
    ) -> Bool {
        guard leader >= 0, let known = topics[topic], partition >= 0, partition < known.partitions.count,
            epoch > known.partitions[partition].leaderEpoch, let place = address ?? brokers[leader]
        else { return false }
        brokers[leader] = place
        topics[topic]?.partitions[partition].leader = leader
        topics[topic]?.partitions[partition].leaderEpoch = epoch
        return true
    }
}

extension PartitionInfo {
    init(_ partition: MetadataResponse.MetadataResponsePartition) {
        leader = partition.leaderId
        leaderEpoch = partition.leaderEpoch
        replicas = partition.replicaNodes
        inSync = partition.isrNodes
        offline = partition.offlineReplicas
        error = ErrorCode(rawValue: partition.errorCode)
    }
}
