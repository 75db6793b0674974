// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 15 of kafka-group-coordinator.
public struct ShareGroupStatePartitionMetadataKey: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var groupId: String = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: false)
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: false)
    }
}

/// The value of record 15 of kafka-group-coordinator, versions 0.
public struct ShareGroupStatePartitionMetadataValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var initializingTopics: [TopicPartitionsInfo] = []
    public var initializedTopics: [TopicPartitionsInfo] = []
    public var deletingTopics: [TopicInfo] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        initializingTopics = reader.array(of: TopicPartitionsInfo.self, version: version, compact: true, elementSize: 19)
        initializedTopics = reader.array(of: TopicPartitionsInfo.self, version: version, compact: true, elementSize: 19)
        deletingTopics = reader.array(of: TopicInfo.self, version: version, compact: true, elementSize: 18)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(initializingTopics, version: version, compact: true)
        writer.array(initializedTopics, version: version, compact: true)
        writer.array(deletingTopics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ShareGroupStatePartitionMetadataValue`.
    public struct TopicPartitionsInfo: KafkaStruct {
        public var topicId: Uuid = .zero
        public var topicName: String = ""
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            topicName = reader.string(compact: true)
            partitions = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.string(topicName, compact: true)
            writer.int32Array(partitions, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ShareGroupStatePartitionMetadataValue`.
    public struct TopicInfo: KafkaStruct {
        public var topicId: Uuid = .zero
        public var topicName: String = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            topicName = reader.string(compact: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.string(topicName, compact: true)
            writer.unsignedVarint(0)
        }
    }
}
