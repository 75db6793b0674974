// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 4 of kafka-group-coordinator.
public struct ConsumerGroupPartitionMetadataKey: KafkaMessage {
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

/// The value of record 4 of kafka-group-coordinator, versions 0.
public struct ConsumerGroupPartitionMetadataValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var topics: [TopicMetadata] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        topics = reader.array(of: TopicMetadata.self, version: version, compact: true, elementSize: 23)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ConsumerGroupPartitionMetadataValue`.
    public struct TopicMetadata: KafkaStruct {
        public var topicId: Uuid = .zero
        public var topicName: String = ""
        public var numPartitions: Int32 = 0
        public var partitionMetadata: [PartitionMetadata] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            topicName = reader.string(compact: true)
            numPartitions = reader.int32()
            partitionMetadata = reader.array(of: PartitionMetadata.self, version: version, compact: true, elementSize: 6)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.string(topicName, compact: true)
            writer.int32(numPartitions)
            writer.array(partitionMetadata, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ConsumerGroupPartitionMetadataValue`.
    public struct PartitionMetadata: KafkaStruct {
        public var partition: Int32 = 0
        public var racks: [String] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partition = reader.int32()
            racks = reader.stringArray(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partition)
            writer.stringArray(racks, compact: true)
            writer.unsignedVarint(0)
        }
    }
}
