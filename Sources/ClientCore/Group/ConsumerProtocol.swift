import Binary
import Records

/// What a member of a group of type "consumer" tells the group's leader.
public struct Subscription: Hashable, Sendable {
    /// The topics it wants.
    public var topics: [String]
    /// The assignor's own data.
    public var userData: [UInt8]?
    /// What it read when it joined.
    public var owned: [TopicPartition]
    /// The generation in which it got `owned`; -1 for none.
    public var generation: Int32

    /// A subscription.
    public init(topics: [String], userData: [UInt8]? = nil, owned: [TopicPartition] = [], generation: Int32 = -1) {
        self.topics = topics
        self.userData = userData
        self.owned = owned
        self.generation = generation
    }
}

/// The bytes that members of groups of type "consumer" exchange through the coordinator, which does not read them:
/// int16 version, then `ConsumerProtocolSubscription` or `ConsumerProtocolAssignment`.
public enum ConsumerProtocol {
    /// A subscription's bytes, in version 2 as Java's members without a rack.
    static func encode(_ subscription: Subscription) -> [UInt8] {
        var message = ConsumerProtocolSubscription()
        message.topics = subscription.topics
        message.userData = subscription.userData
        message.ownedPartitions = grouped(subscription.owned) { topic, numbers in
            var entry = ConsumerProtocolSubscription.TopicPartition()
            entry.topic = topic
            entry.partitions = numbers
            return entry
        }
        message.generationId = subscription.generation
        var writer = BinaryWriter()
        writer.int16(2)
        message.encode(to: &writer, version: 2)
        return writer.array()
    }

    /// A subscription; nil for bytes that are none.
    static func subscription(_ bytes: [UInt8]) -> Subscription? {
        var reader = BinaryReader(bytes.span.bytes)
        let version = reader.int16()
        guard !reader.failed, version >= 0 else { return nil }
        // Newer versions only append fields.
        let known = min(version, ConsumerProtocolSubscription.validVersions.upperBound)
        let message = ConsumerProtocolSubscription(from: &reader, version: known)
        guard !reader.failed else { return nil }
        return Subscription(
            topics: message.topics, userData: message.userData,
            owned: message.ownedPartitions.flatMap { entry in entry.partitions.map { TopicPartition(entry.topic, $0) }
            },
            generation: message.generationId)
    }

    /// An assignment's bytes.
    static func encode(_ assignment: [TopicPartition]) -> [UInt8] {
        var message = ConsumerProtocolAssignment()
        message.assignedPartitions = grouped(assignment) { topic, numbers in
            var entry = ConsumerProtocolAssignment.TopicPartition()
            entry.topic = topic
            entry.partitions = numbers
            return entry
        }
        var writer = BinaryWriter()
        writer.int16(1)
        message.encode(to: &writer, version: 1)
        return writer.array()
    }

    /// An assignment, sorted; empty bytes are an empty one, as members get that the leader left out. Nil for bytes that
    /// are none.
    public static func assignment(_ bytes: [UInt8]) -> [TopicPartition]? {
        guard !bytes.isEmpty else { return [] }
        var reader = BinaryReader(bytes.span.bytes)
        let version = reader.int16()
        guard !reader.failed, version >= 0 else { return nil }
        let known = min(version, ConsumerProtocolAssignment.validVersions.upperBound)
        let message = ConsumerProtocolAssignment(from: &reader, version: known)
        guard !reader.failed else { return nil }
        return message.assignedPartitions.flatMap { entry in
            entry.partitions.map { TopicPartition(entry.topic, $0) }
        }.sorted()
    }
}
