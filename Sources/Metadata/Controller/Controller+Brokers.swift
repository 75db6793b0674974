import KafkaProtocol
public import Records

extension Controller {
    /// What a controller writes first into an empty log: the features of this build, and the cluster's defaults.
    public static func bootstrapRecords() -> [MetadataRecord] {
        var records = Features.initial.map { feature -> MetadataRecord in
            var record = FeatureLevelRecord()
            record.name = feature.name
            record.featureLevel = feature.level
            return .featureLevel(record)
        }
        // With eligible leader replicas the minimum has to be the same for all, so Kafka keeps it as a record.
        var minimum = ConfigRecord()
        minimum.resourceType = ConfigResource.cluster.type
        minimum.name = "min.insync.replicas"
        minimum.value = "1"
        records.append(.config(minimum))
        return records
    }

    /// Registers a broker and gives its partitions leaders.
    ///
    /// - Returns: the broker's epoch, which is the offset of its registration.
    public func planRegistration(_ broker: BrokerRegistration, _ context: PlanContext) -> Plan<Int64> {
        var records = state.features.isEmpty ? Controller.bootstrapRecords() : []
        let epoch = context.nextOffset + Int64(records.count)
        var registration = RegisterBrokerRecord()
        registration.brokerId = broker.id
        registration.incarnationId = broker.incarnationId
        registration.brokerEpoch = epoch
        registration.endPoints = broker.listeners.map { listener in
            var endpoint = RegisterBrokerRecord.BrokerEndpoint()
            endpoint.name = listener.name
            endpoint.host = listener.host
            endpoint.port = listener.port
            endpoint.securityProtocol = listener.securityProtocol
            return endpoint
        }
        registration.features = Features.supported.map { feature in
            var range = RegisterBrokerRecord.BrokerFeature()
            range.name = feature.name
            range.minSupportedVersion = feature.levels.lowerBound
            range.maxSupportedVersion = feature.levels.upperBound
            return range
        }
        registration.rack = broker.rack
        registration.fenced = false
        registration.logDirs = [broker.directoryId]
        records.append(.registerBroker(registration))
        records += elections(starting: broker)
        return Plan(records: records, reply: epoch)
    }

    /// The partitions that get a leader because `broker` is there again, and those whose leader epoch rises.
    private func elections(starting broker: BrokerRegistration) -> [MetadataRecord] {
        let election = PartitionElection(isAlive: { $0 == broker.id || isAlive($0) })
        var records: [MetadataRecord] = []
        for name in state.topicIds.keys.sorted() {
            guard let topic = state.topic(named: name) else { continue }
            for (index, partition) in topic.partitions.enumerated() where partition.replicas.contains(broker.id) {
                let decision: PartitionChangeRecord?
                if partition.leader == broker.id {
                    decision = broker.startedClean ? nil : election.renew(partition)
                } else {
                    decision = election.elect(partition)
                }
                guard var change = decision else { continue }
                change.topicId = topic.id
                change.partitionId = Int32(truncatingIfNeeded: index)
                records.append(.partitionChange(change))
            }
        }
        return records
    }

    /// Gives out the next block of producer ids.
    ///
    /// - Returns: the ids of the block, which nobody else gets.
    public func planProducerIds(brokerId: Int32, brokerEpoch: Int64) -> Plan<Result<Range<Int64>, ApiError>> {
        let first = state.producerIds?.nextProducerId ?? 0
        let (next, overflow) = first.addingReportingOverflow(Controller.producerIdBlockSize)
        guard !overflow, first >= 0 else {
            return Plan(reply: .failure(ApiError(.unknownServerError, "all producer ids are used up")))
        }
        var record = ProducerIdsRecord()
        record.brokerId = brokerId
        record.brokerEpoch = brokerEpoch
        record.nextProducerId = next
        return Plan(records: [.producerIds(record)], reply: .success(first..<next))
    }

    /// Ids per block, as Kafka's.
    static let producerIdBlockSize: Int64 = 1000
}
