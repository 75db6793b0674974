import Binary
import Coordination
import KafkaProtocol
import Metadata

/// What shards of groups learn of a metadata image.
extension BrokerContext {
    /// Tells the shards here what has changed from the image before.
    func tellGroups(_ delta: ImageDelta, before: ClusterImage) {
        let removed = Set(delta.removedTopics.values.map(\.name))
        if !delta.changedTopics.isEmpty || !removed.isEmpty {
            let directory = ImageTopics(image)
            let changed = removed.union(delta.changedTopics.compactMap { image.topic(id: $0)?.name })
            let hasNew = delta.changedTopics.contains { before.topic(id: $0) == nil }
            groups.planAll { shard in
                shard.topicsChanged(to: directory, changed: changed, hasNew: hasNew)
                return removed.isEmpty ? GroupPlan() : shard.topicsDeleted(removed)
            }
        }
        let kinds = [ConfigResource.group("").type, ConfigResource.cluster.type]
        guard delta.changedConfigs.contains(where: { kinds.contains($0.type) }) else { return }
        let settings = groupSettings()
        groups.planAll { shard in
            settings.apply(to: &shard)
            return GroupPlan()
        }
    }

    /// The settings of groups in the image of this loop.
    func groupSettings() -> GroupSettings { GroupSettings(image.state, broker) }
}

/// Settings of groups that may change while brokers run.
struct GroupSettings {
    private var overrides: [String: ConsumerGroupOptions.Overrides] = [:]
    private var assignmentIntervalMs: Int32?

    fileprivate init(_ state: ClusterState, _ broker: Broker) {
        for (resource, values) in state.configs where resource.type == ConfigResource.group("").type {
            var one = ConsumerGroupOptions.Overrides()
            one.sessionTimeoutMs = values["consumer.session.timeout.ms"].flatMap { Int32($0) }
            one.heartbeatIntervalMs = values["consumer.heartbeat.interval.ms"].flatMap { Int32($0) }
            one.assignmentIntervalMs = values["consumer.assignment.interval.ms"].flatMap { Int32($0) }
            if one != ConsumerGroupOptions.Overrides() { overrides[resource.name] = one }
        }
        guard let settings = broker.control?.settings,
            let interval = Setting.named("group.consumer.assignment.interval.ms", .broker)
        else { return }
        assignmentIntervalMs = settings.resolve(interval, [:], in: state).value.flatMap { Int32($0) }
    }

    func apply(to shard: inout GroupShard) {
        shard.overrides = overrides
        if let assignmentIntervalMs { shard.options.consumer.assignmentIntervalMs = assignmentIntervalMs }
    }
}

/// The topics of an image as coordinators see them.
struct ImageTopics: TopicDirectory {
    private let image: ClusterImage

    init(_ image: ClusterImage) { self.image = image }

    var version: Int64 { image.offset }
    var names: [String] { Array(image.state.topicIds.keys) }
    func topic(named name: String) -> GroupTopic? { image.topic(named: name).map(GroupTopic.init) }
    func topic(id: Uuid) -> GroupTopic? { image.topic(id: id).map(GroupTopic.init) }
}

extension GroupTopic {
    fileprivate init(_ topic: TopicImage) {
        self.init(name: topic.name, id: topic.id, partitionCount: Int32(clamping: topic.partitions.count))
    }
}
