// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 13 of kafka-group-coordinator.
public struct ShareGroupTargetAssignmentMemberKey: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var groupId: String = ""
    public var memberId: String = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: false)
        memberId = reader.string(compact: false)
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: false)
        writer.string(memberId, compact: false)
    }
}

/// The value of record 13 of kafka-group-coordinator, versions 0.
public struct ShareGroupTargetAssignmentMemberValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var topicPartitions: [TopicPartition] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        topicPartitions = reader.array(of: TopicPartition.self, version: version, compact: true, elementSize: 18)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(topicPartitions, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ShareGroupTargetAssignmentMemberValue`.
    public struct TopicPartition: KafkaStruct {
        public var topicId: Uuid = .zero
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            partitions = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.int32Array(partitions, compact: true)
            writer.unsignedVarint(0)
        }
    }
}
