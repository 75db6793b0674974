import Binary
public import Records

extension ClusterState {
    /// Applies one record and notes in `delta` what it changed.
    ///
    /// - Throws: `.contradiction` where the record does not fit what is there, `.unknownRecord`; the state is then as before.
    public mutating func apply(
        _ record: MetadataRecord, noting delta: inout ImageDelta
    ) throws(MetadataError) {
        switch record {
        case .topic(let record): try apply(record, &delta)
        case .partition(let record): try apply(record, &delta)
        case .partitionChange(let record): try apply(record, &delta)
        case .removeTopic(let record): try apply(record, &delta)
        case .clearElr(let record): try apply(record, &delta)
        case .config(let record): apply(record, &delta)
        case .featureLevel(let record):
            features[record.name] = record.featureLevel == 0 ? nil : record.featureLevel
            delta.features = true
        case .producerIds(let record): producerIds = record
        case .registerBroker, .unregisterBroker, .fenceBroker, .unfenceBroker,
            .brokerRegistrationChange, .registerController:
            try applyNode(record, &delta)
        case .clientQuota, .accessControlEntry, .removeAccessControlEntry,
            .userScramCredential, .removeUserScramCredential, .delegationToken,
            .removeDelegationToken:
            applyRights(record, &delta)
        // Transactions are resolved before (`MetadataReplay`); the others say nothing that lasts.
        case .beginTransaction, .endTransaction, .abortTransaction, .noOp, .zkMigrationState:
            break
        case .unknown(let type, let version):
            throw MetadataError(
                .unknownRecord, "metadata record of type \(type) version \(version)",
                "a newer release wrote it; start that release or a later one on this directory")
        }
    }

    private mutating func apply(_ record: TopicRecord, _ delta: inout ImageDelta) throws(MetadataError) {
        guard topics[record.topicId] == nil, topicIds[record.name] == nil else {
            throw MetadataError(.contradiction, "TopicRecord", "topic \(record.name) \(record.topicId) exists already")
        }
        topics[record.topicId] = TopicImage(name: record.name, id: record.topicId)
        topicIds[record.name] = record.topicId
        if let key = TopicName.collisionKey(record.name) { collisionNames[key] = record.name }
        delta.changedTopics.insert(record.topicId)
    }

    private mutating func apply(_ record: PartitionRecord, _ delta: inout ImageDelta) throws(MetadataError) {
        guard let count = topics[record.topicId]?.partitions.count else {
            throw MetadataError(.contradiction, "PartitionRecord", "topic \(record.topicId) does not exist")
        }
        let partition = Int(record.partitionId)
        // Kafka's log and snapshots have the partitions of a topic in ascending order.
        guard (0...count).contains(partition) else {
            throw MetadataError(
                .contradiction, "PartitionRecord",
                "partition \(partition) of topic \(record.topicId) follows \(count - 1)")
        }
        if partition == count {
            topics[record.topicId]?.partitions.append(PartitionImage(record))
        } else {
            topics[record.topicId]?.partitions[partition] = PartitionImage(record)
        }
        delta.changedTopics.insert(record.topicId)
    }

    private mutating func apply(_ record: PartitionChangeRecord, _ delta: inout ImageDelta) throws(MetadataError) {
        guard topics[record.topicId]?.partition(record.partitionId) != nil else {
            throw MetadataError(
                .contradiction, "PartitionChangeRecord",
                "partition \(record.partitionId) of topic \(record.topicId) does not exist")
        }
        topics[record.topicId]?.partitions[Int(record.partitionId)].apply(record)
        delta.changedTopics.insert(record.topicId)
    }

    private mutating func apply(_ record: RemoveTopicRecord, _ delta: inout ImageDelta) throws(MetadataError) {
        guard let topic = topics.removeValue(forKey: record.topicId) else {
            throw MetadataError(.contradiction, "RemoveTopicRecord", "topic \(record.topicId) does not exist")
        }
        topicIds[topic.name] = nil
        if let key = TopicName.collisionKey(topic.name) { collisionNames[key] = nil }
        // A topic's settings go with it; the log has no records for that.
        configs[.topic(topic.name)] = nil
        delta.changedTopics.remove(topic.id)
        delta.removedTopics[topic.id] = topic
    }

    /// ELR is cleared for one topic, or for all where the name is empty.
    private mutating func apply(_ record: ClearElrRecord, _ delta: inout ImageDelta) throws(MetadataError) {
        guard record.topicName.isEmpty || topicIds[record.topicName] != nil else {
            throw MetadataError(.contradiction, "ClearElrRecord", "topic \(record.topicName) does not exist")
        }
        let ids = record.topicName.isEmpty ? Array(topics.keys) : [topicIds[record.topicName]].compactMap { $0 }
        for id in ids {
            guard let count = topics[id]?.partitions.count else { continue }
            for index in 0..<count {
                topics[id]?.partitions[index].eligibleLeaderReplicas = []
                topics[id]?.partitions[index].lastKnownLeaders = []
            }
            delta.changedTopics.insert(id)
        }
    }

    private mutating func apply(_ record: ConfigRecord, _ delta: inout ImageDelta) {
        let resource = ConfigResource(type: record.resourceType, name: record.resourceName)
        configs[resource, default: [:]][record.name] = record.value
        if configs[resource]?.isEmpty == true { configs[resource] = nil }
        delta.changedConfigs.insert(resource)
    }
}

extension ClusterState {
    private mutating func applyNode(_ record: MetadataRecord, _ delta: inout ImageDelta) throws(MetadataError) {
        switch record {
        case .registerBroker(let record):
            brokers[record.brokerId] = record
            delta.changedBrokers.insert(record.brokerId)
        case .unregisterBroker(let record):
            try change(record.brokerId, record.brokerEpoch, &delta) { _ in }
            brokers[record.brokerId] = nil
        case .fenceBroker(let record):
            try change(record.id, record.epoch, &delta) { $0.fenced = true }
        case .unfenceBroker(let record):
            try change(record.id, record.epoch, &delta) { $0.fenced = false }
        case .brokerRegistrationChange(let record):
            try change(record.brokerId, record.brokerEpoch, &delta) { broker in
                // 1 sets, -1 clears, 0 keeps.
                if record.fenced != 0 { broker.fenced = record.fenced == 1 }
                if record.inControlledShutdown == 1 { broker.inControlledShutdown = true }
                if !record.logDirs.isEmpty { broker.logDirs = record.logDirs }
                if let cordoned = record.cordonedLogDirs { broker.cordonedLogDirs = cordoned }
            }
        case .registerController(let record):
            controllers[record.controllerId] = record
        default:
            break
        }
    }

    private mutating func change(
        _ id: Int32, _ epoch: Int64, _ delta: inout ImageDelta, _ body: (inout RegisterBrokerRecord) -> Void
    ) throws(MetadataError) {
        guard var broker = brokers[id] else {
            throw MetadataError(.contradiction, "broker registration", "broker \(id) is not registered")
        }
        guard broker.brokerEpoch == epoch else {
            throw MetadataError(
                .contradiction, "broker registration", "broker \(id) has epoch \(broker.brokerEpoch), not \(epoch)")
        }
        body(&broker)
        brokers[id] = broker
        delta.changedBrokers.insert(id)
    }

    private mutating func applyRights(_ record: MetadataRecord, _ delta: inout ImageDelta) {
        switch record {
        case .clientQuota(let record):
            let entity = QuotaEntity(record)
            clientQuotas[entity, default: [:]][record.key] = record.remove ? nil : record.value
            if clientQuotas[entity]?.isEmpty == true { clientQuotas[entity] = nil }
        case .accessControlEntry(let record):
            acls.insert(record)
            delta.acls = true
        case .removeAccessControlEntry(let record):
            acls.remove(record.id)
            delta.acls = true
        case .userScramCredential(let record):
            scramCredentials[ScramKey(user: record.name, mechanism: record.mechanism)] = record
        case .removeUserScramCredential(let record):
            scramCredentials[ScramKey(user: record.name, mechanism: record.mechanism)] = nil
        case .delegationToken(let record):
            delegationTokens[record.tokenId] = record
        case .removeDelegationToken(let record):
            delegationTokens[record.tokenId] = nil
        default:
            break
        }
    }
}
