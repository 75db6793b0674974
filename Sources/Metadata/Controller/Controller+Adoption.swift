public import Binary
import KafkaProtocol
import Records

/// A topic whose partitions lie on a broker's disk, and which the metadata is to know.
public struct FoundTopic: Sendable {
    /// Its name.
    public let name: String
    /// Its identity, as its folders have it.
    public let id: Uuid
    /// By number the newest leader epoch in the partition's log, -1 for an empty log; nil for a partition that was not
    /// found.
    public var epochs: [Int32?]
    /// What is set for it.
    public let configs: [(name: String, value: String)]

    /// A topic.
    public init(name: String, id: Uuid, epochs: [Int32?], configs: [(name: String, value: String)]) {
        self.name = name
        self.id = id
        self.epochs = epochs
        self.configs = configs
    }
}

extension Controller {
    /// Takes a topic that lies on the disk of broker `broker` into the metadata, with that broker alone as replica. The
    /// leader epochs are above those of the logs, so that nobody takes old records for new ones; partitions that the
    /// topic leaves out are made empty. A topic that is known under its id gets what it lacks.
    ///
    /// - Returns: nil, or why it cannot be taken.
    public func planAdoption(of topic: FoundTopic, by broker: Int32) -> Plan<ApiError?> {
        do throws(ApiError) {
            return Plan(records: try adoption(of: topic, by: broker), reply: nil)
        } catch {
            return Plan(reply: error)
        }
    }

    private func adoption(of topic: FoundTopic, by broker: Int32) throws(ApiError) -> [MetadataRecord] {
        if let fault = TopicName.fault(topic.name) { throw ApiError(.invalidTopicException, fault) }
        let known = state.topic(named: topic.name)
        if let known, known.id != topic.id {
            throw ApiError(.topicAlreadyExists, "Another topic is called '\(topic.name)': its id is \(known.id).")
        }
        if known == nil, let other = state.topics[topic.id] {
            throw ApiError(.topicAlreadyExists, "The topic '\(other.name)' has the id \(topic.id), too.")
        }
        if known == nil, let key = TopicName.collisionKey(topic.name), let other = state.collisionNames[key] {
            throw ApiError(
                .invalidTopicException, "Topic '\(topic.name)' collides with existing topic: \(other)")
        }
        guard topic.epochs.count <= Controller.maxPartitionsPerRequest else {
            throw ApiError(.policyViolation, "Excessively large number of partitions per request.")
        }
        var records = known == nil ? heads(of: topic) : []
        for index in topic.epochs.indices.dropFirst(known?.partitions.count ?? 0) {
            var partition = newPartition([broker])
            let (epoch, overflow) = (topic.epochs[index] ?? -1).addingReportingOverflow(1)
            guard !overflow else {
                throw ApiError(.invalidTopicException, "Partition \(index) has no leader epoch left.")
            }
            partition.leaderEpoch = max(0, epoch)
            records.append(
                .partition(partition.record(topicId: topic.id, partition: Int32(truncatingIfNeeded: index))))
        }
        return records
    }

    private func heads(of topic: FoundTopic) -> [MetadataRecord] {
        var head = TopicRecord()
        head.name = topic.name
        head.topicId = topic.id
        return [.topic(head)] + topic.configs.map { .config(config(topic.name, $0.name, $0.value)) }
    }
}
