import Binary
public import KafkaProtocol
import Records

extension Controller {

    /// Creates topics, each for itself: one that is refused does not hinder the others.
    ///
    /// - Parameter refused: names that the caller has refused already, by right, with the error to answer.
    public func planCreateTopics(
        _ request: CreateTopicsRequest, refused: [String: ApiError] = [:], _ context: PlanContext
    ) -> Plan<CreateTopicsResponse> {
        var plan = Plan(reply: CreateTopicsResponse())
        var counts: [String: Int] = [:]
        for topic in request.topics { counts[topic.name, default: 0] += 1 }
        var taken: [String: String] = [:]
        let isTooLarge = partitionCount(request) > Controller.maxPartitionsPerRequest
        for topic in request.topics {
            guard let count = counts.removeValue(forKey: topic.name) else { continue }
            do throws(ApiError) {
                guard count == 1 else { throw ApiError(.invalidRequest, "Duplicate topic name.") }
                if let error = refused[topic.name] { throw error }
                guard !isTooLarge else {
                    throw ApiError(.policyViolation, "Excessively large number of partitions per request.")
                }
                let draft = try draftTopic(topic, taken: taken, context)
                plan.reply.topics.append(describe(draft))
                if !request.validateOnly { plan.records += draft.records() }
                if let key = TopicName.collisionKey(topic.name) { taken[key] = topic.name }
            } catch {
                plan.reply.topics.append(.init(topic.name, error))
            }
        }
        return plan
    }

    private func partitionCount(_ request: CreateTopicsRequest) -> Int {
        request.topics.reduce(0) { sum, topic in
            let asked = topic.assignments.isEmpty ? Int(topic.numPartitions) : topic.assignments.count
            return sum + (asked == -1 ? settings.numPartitions : max(asked, 0))
        }
    }

    private func draftTopic(
        _ topic: CreateTopicsRequest.CreatableTopic, taken: [String: String], _ context: PlanContext
    ) throws(ApiError) -> TopicDraft {
        // The metadata log looks like a topic, and its folder is where such a topic's would be.
        guard topic.name != TopicName.clusterMetadata else {
            throw ApiError(
                .invalidRequest, "Creation of internal topic \(TopicName.clusterMetadata) is prohibited.")
        }
        if let fault = TopicName.fault(topic.name) { throw ApiError(.invalidTopicException, fault) }
        guard state.topicIds[topic.name] == nil else {
            throw ApiError(.topicAlreadyExists, "Topic '\(topic.name)' already exists.")
        }
        if let key = TopicName.collisionKey(topic.name), let other = state.collisionNames[key] ?? taken[key] {
            throw ApiError(
                .invalidTopicException, "Topic '\(topic.name)' collides with existing topic: \(other)")
        }
        let configs = try checkedConfigs(topic)
        let replicas = try replicaLists(topic, context)
        let id = Uuid.random(using: context.random)
        let partitions = replicas.map { newPartition($0) }
        return TopicDraft(topic: TopicImage(name: topic.name, id: id, partitions: partitions), configs: configs)
    }

    private func checkedConfigs(
        _ topic: CreateTopicsRequest.CreatableTopic
    ) throws(ApiError) -> [(name: String, value: String)] {
        var configs: [String: String] = [:]
        for config in topic.configs {
            guard let value = config.value else {
                throw ApiError(.invalidConfig, "Null value not supported for topic configs: \(config.name)")
            }
            configs[config.name] = value
        }
        try settings.check(topicConfigs: configs)
        return configs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func replicaLists(
        _ topic: CreateTopicsRequest.CreatableTopic, _ context: PlanContext
    ) throws(ApiError) -> [[Int32]] {
        guard topic.assignments.isEmpty else { return try manualReplicaLists(topic) }
        if topic.replicationFactor < -1 || topic.replicationFactor == 0 {
            throw ApiError(
                .invalidReplicationFactor, "Replication factor must be larger than 0, or -1 to use the default value.")
        }
        if topic.numPartitions < -1 || topic.numPartitions == 0 {
            throw ApiError(.invalidPartitions, "Number of partitions was set to an invalid non-positive value.")
        }
        let count = topic.numPartitions == -1 ? settings.numPartitions : Int(topic.numPartitions)
        let factor =
            topic.replicationFactor == -1 ? settings.defaultReplicationFactor : Int(topic.replicationFactor)
        return try placement.place(partitions: count, replicationFactor: factor, random: context.random)
    }

    private func describe(_ draft: TopicDraft) -> CreateTopicsResponse.CreatableTopicResult {
        var result = CreateTopicsResponse.CreatableTopicResult()
        result.name = draft.topic.name
        result.errorMessage = nil
        result.topicId = draft.topic.id
        result.numPartitions = Int32(clamping: draft.topic.partitions.count)
        result.replicationFactor = Int16(clamping: draft.topic.partitions.first?.replicas.count ?? 0)
        let overrides = Dictionary(draft.configs.map { ($0.name, $0.value) }) { first, _ in first }
        result.configs = settings.resolveTopic(overrides: overrides, in: state).map { setting in
            var config = CreateTopicsResponse.CreatableTopicConfigs()
            config.name = setting.name
            config.value = setting.value
            config.configSource = setting.source.rawValue
            config.isSensitive = setting.isSensitive
            return config
        }
        return result
    }
}

/// A topic that could be created.
private struct TopicDraft {
    let topic: TopicImage
    let configs: [(name: String, value: String)]

    /// In Kafka's order: the topic, its settings, its partitions.
    func records() -> [MetadataRecord] {
        var head = TopicRecord()
        head.name = topic.name
        head.topicId = topic.id
        var records: [MetadataRecord] = [.topic(head)]
        for (name, value) in configs {
            var record = ConfigRecord()
            record.resourceType = ConfigResource.topic(topic.name).type
            record.resourceName = topic.name
            record.name = name
            record.value = value
            records.append(.config(record))
        }
        for (index, partition) in topic.partitions.enumerated() {
            records.append(
                .partition(partition.record(topicId: topic.id, partition: Int32(truncatingIfNeeded: index))))
        }
        return records
    }
}
