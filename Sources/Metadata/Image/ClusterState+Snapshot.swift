public import Records

extension ClusterState {
    /// The records that make this state from an empty one, in the order in which Kafka writes and needs them: features
    /// first, because the metadata version decides how the rest is read. Equal states give equal records.
    public func snapshotRecords() -> [MetadataRecord] {
        var records: [MetadataRecord] = []
        appendFeatures(to: &records)
        for id in brokers.keys.sorted() {
            if let broker = brokers[id] { records.append(.registerBroker(broker)) }
        }
        for id in controllers.keys.sorted() {
            if let controller = controllers[id] { records.append(.registerController(controller)) }
        }
        appendTopics(to: &records)
        appendConfigs(to: &records)
        appendQuotas(to: &records)
        if let producerIds { records.append(.producerIds(producerIds)) }
        for id in acls.entries.keys.sorted() {
            if let entry = acls.entries[id] { records.append(.accessControlEntry(entry)) }
        }
        for key in scramCredentials.keys.sorted() {
            if let credential = scramCredentials[key] { records.append(.userScramCredential(credential)) }
        }
        for id in delegationTokens.keys.sorted() {
            if let token = delegationTokens[id] { records.append(.delegationToken(token)) }
        }
        return records
    }

    private func appendFeatures(to records: inout [MetadataRecord]) {
        let others = features.keys.filter { $0 != MetadataVersion.feature }.sorted()
        for name in [MetadataVersion.feature] + others {
            guard let level = features[name] else { continue }
            var record = FeatureLevelRecord()
            record.name = name
            record.featureLevel = level
            records.append(.featureLevel(record))
        }
    }

    private func appendTopics(to records: inout [MetadataRecord]) {
        for name in topicIds.keys.sorted() {
            guard let topic = topic(named: name) else { continue }
            var record = TopicRecord()
            record.name = topic.name
            record.topicId = topic.id
            records.append(.topic(record))
            for (index, partition) in topic.partitions.enumerated() {
                records.append(
                    .partition(
                        partition.record(topicId: topic.id, partition: Int32(truncatingIfNeeded: index))))
            }
        }
    }

    private func appendConfigs(to records: inout [MetadataRecord]) {
        for resource in configs.keys.sorted() {
            for (name, value) in (configs[resource] ?? [:]).sorted(by: { $0.key < $1.key }) {
                var record = ConfigRecord()
                record.resourceType = resource.type
                record.resourceName = resource.name
                record.name = name
                record.value = value
                records.append(.config(record))
            }
        }
    }

    private func appendQuotas(to records: inout [MetadataRecord]) {
        for entity in clientQuotas.keys.sorted() {
            for (key, value) in (clientQuotas[entity] ?? [:]).sorted(by: { $0.key < $1.key }) {
                records.append(.clientQuota(ClientQuotaRecord(entity, key: key, value: value)))
            }
        }
    }
}
