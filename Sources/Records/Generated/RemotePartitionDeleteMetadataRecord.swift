// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 2 of kafka-storage, versions 0.
public struct RemotePartitionDeleteMetadataRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var topicIdPartition: TopicIdPartitionEntry = TopicIdPartitionEntry()
    public var brokerId: Int32 = 0
    public var eventTimestampMs: Int64 = 0
    public var remotePartitionDeleteState: Int8 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        topicIdPartition = TopicIdPartitionEntry(from: &reader, version: version)
        brokerId = reader.int32()
        eventTimestampMs = reader.int64()
        remotePartitionDeleteState = reader.int8()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        topicIdPartition.encode(to: &writer, version: version)
        writer.int32(brokerId)
        writer.int64(eventTimestampMs)
        writer.int8(remotePartitionDeleteState)
        writer.unsignedVarint(0)
    }

    /// Part of `RemotePartitionDeleteMetadataRecord`.
    public struct TopicIdPartitionEntry: KafkaStruct {
        public var name: String = ""
        public var id: Uuid = .zero
        public var partition: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            id = reader.uuid()
            partition = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.uuid(id)
            writer.int32(partition)
            writer.unsignedVarint(0)
        }
    }
}
