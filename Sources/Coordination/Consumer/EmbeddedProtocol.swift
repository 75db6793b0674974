import Binary
import Records

/// What consumers of the classic protocol put into the bytes of JoinGroup and SyncGroup: the coordinator has to read and
/// write it for those that are members of a consumer group.
enum EmbeddedProtocol {
    /// The type of such groups.
    static let type = "consumer"

    /// A subscription, or nil if it cannot be read.
    static func subscription(_ bytes: [UInt8]) -> ConsumerProtocolSubscription? { decode(bytes) }

    /// An assignment, or nil if it cannot be read.
    static func assignment(_ bytes: [UInt8]) -> ConsumerProtocolAssignment? { decode(bytes) }

    /// Reads what begins with its version; what is newer than we know begins as what we know.
    private static func decode<Message: KafkaMessage>(_ bytes: [UInt8]) -> Message? {
        var reader = unsafe BinaryReader(bytes.span.bytes)
        let version = reader.int16()
        guard version >= 0 else { return nil }
        let message = Message(from: &reader, version: min(version, Message.validVersions.upperBound))
        return reader.failed ? nil : message
    }

    /// An assignment in the version of the subscription that it answers.
    static func encode(
        _ assigned: OwnedPartitions, for subscription: [UInt8], topics: any TopicDirectory
    ) -> [UInt8] {
        var reader = unsafe BinaryReader(subscription.span.bytes)
        let known = ConsumerProtocolAssignment.validVersions
        let version = min(max(reader.int16(), known.lowerBound), known.upperBound)
        var message = ConsumerProtocolAssignment()
        for (id, partitions) in assigned.sorted {
            // A topic that is gone is nothing that anyone could consume.
            guard let topic = topics.topic(id: id) else { continue }
            var entry = ConsumerProtocolAssignment.TopicPartition()
            entry.topic = topic.name
            entry.partitions = partitions.map(\.number)
            message.assignedPartitions.append(entry)
        }
        var writer = BinaryWriter()
        writer.int16(version)
        message.encode(to: &writer, version: version)
        return writer.array()
    }
}

extension PartitionSet {
    /// Partitions by topic names, as far as there are such topics.
    init(_ owned: [ConsumerProtocolSubscription.TopicPartition], topics: any TopicDirectory) {
        self.init()
        for entry in owned {
            guard let topic = topics.topic(named: entry.topic) else { continue }
            for partition in entry.partitions { insert(partition, of: topic.id) }
        }
    }

    init(_ assigned: [ConsumerProtocolAssignment.TopicPartition], topics: any TopicDirectory) {
        self.init()
        for entry in assigned {
            guard let topic = topics.topic(named: entry.topic) else { continue }
            for partition in entry.partitions { insert(partition, of: topic.id) }
        }
    }
}
