import Binary
import KafkaProtocol
import Records

/// A topic that brokers keep for themselves, made when it is first wanted.
public struct InternalTopic: Sendable {
    public let name: String
    public let partitions: Int32
    /// As many as there are brokers where there are fewer.
    public let replicationFactor: Int16
    /// `min.insync.replicas`, fewer where there are fewer replicas; nil for the cluster's.
    public let minInSyncReplicas: Int32?
    /// Set for the topic, whatever clients may set for theirs.
    public let configs: [(name: String, value: String)]

    /// A topic.
    public init(
        name: String, partitions: Int32, replicationFactor: Int16, minInSyncReplicas: Int32? = nil,
        configs: [(name: String, value: String)]
    ) {
        self.minInSyncReplicas = minInSyncReplicas
        self.name = name
        self.partitions = partitions
        self.replicationFactor = replicationFactor
        self.configs = configs
    }
}

extension Controller {
    /// Makes an internal topic; nothing where it is there. The reply is nil, or why it cannot be made now.
    public func planInternalTopic(_ topic: InternalTopic, _ context: PlanContext) -> Plan<ApiError?> {
        guard state.topic(named: topic.name) == nil else { return Plan(reply: nil) }
        let count = min(max(Int(topic.partitions), 1), Controller.maxPartitionsPerRequest)
        let factor = max(1, min(Int(topic.replicationFactor), state.brokers.count))
        do throws(ApiError) {
            let lists = try placement.place(
                partitions: count, replicationFactor: factor, random: context.random)
            var record = TopicRecord()
            record.name = topic.name
            record.topicId = .random(using: context.random)
            var plan = Plan<ApiError?>(records: [.topic(record)], reply: nil)
            plan.records += topic.configs.map { .config(config(topic.name, $0.name, $0.value)) }
            if let minimum = topic.minInSyncReplicas {
                let value = String(min(minimum, Int32(clamping: factor)))
                plan.records.append(.config(config(topic.name, "min.insync.replicas", value)))
            }
            for (index, replicas) in lists.enumerated() {
                let number = Int32(truncatingIfNeeded: index)
                plan.records.append(
                    .partition(newPartition(replicas).record(topicId: record.topicId, partition: number)))
            }
            return plan
        } catch {
            return Plan(reply: error)
        }
    }

    func config(_ topic: String, _ name: String, _ value: String) -> ConfigRecord {
        let resource = ConfigResource.topic(topic)
        var record = ConfigRecord()
        record.resourceType = resource.type
        record.resourceName = resource.name
        record.name = name
        record.value = value
        return record
    }
}
