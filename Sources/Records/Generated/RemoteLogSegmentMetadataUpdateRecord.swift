// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 1 of kafka-storage, versions 0.
public struct RemoteLogSegmentMetadataUpdateRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var remoteLogSegmentId: RemoteLogSegmentIdEntry = RemoteLogSegmentIdEntry()
    public var brokerId: Int32 = 0
    public var eventTimestampMs: Int64 = 0
    public var customMetadata: [UInt8]? = nil
    public var remoteLogSegmentState: Int8 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        remoteLogSegmentId = RemoteLogSegmentIdEntry(from: &reader, version: version)
        brokerId = reader.int32()
        eventTimestampMs = reader.int64()
        customMetadata = reader.byteArray(compact: true, nullable: true)
        remoteLogSegmentState = reader.int8()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        remoteLogSegmentId.encode(to: &writer, version: version)
        writer.int32(brokerId)
        writer.int64(eventTimestampMs)
        writer.byteArray(customMetadata, compact: true, nullable: true)
        writer.int8(remoteLogSegmentState)
        writer.unsignedVarint(0)
    }

    /// Part of `RemoteLogSegmentMetadataUpdateRecord`.
    public struct RemoteLogSegmentIdEntry: KafkaStruct {
        public var topicIdPartition: TopicIdPartitionEntry = TopicIdPartitionEntry()
        public var id: Uuid = .zero

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicIdPartition = TopicIdPartitionEntry(from: &reader, version: version)
            id = reader.uuid()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            topicIdPartition.encode(to: &writer, version: version)
            writer.uuid(id)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `RemoteLogSegmentMetadataUpdateRecord`.
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
