// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 0 of kafka-storage, versions 0.
public struct RemoteLogSegmentMetadataRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var remoteLogSegmentId: RemoteLogSegmentIdEntry = RemoteLogSegmentIdEntry()
    public var startOffset: Int64 = 0
    public var endOffset: Int64 = 0
    public var brokerId: Int32 = 0
    public var maxTimestampMs: Int64 = 0
    public var eventTimestampMs: Int64 = 0
    public var segmentLeaderEpochs: [SegmentLeaderEpochEntry] = []
    public var segmentSizeInBytes: Int32 = 0
    public var customMetadata: [UInt8]? = nil
    public var remoteLogSegmentState: Int8 = 0
    public var txnIndexEmpty: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        remoteLogSegmentId = RemoteLogSegmentIdEntry(from: &reader, version: version)
        startOffset = reader.int64()
        endOffset = reader.int64()
        brokerId = reader.int32()
        maxTimestampMs = reader.int64()
        eventTimestampMs = reader.int64()
        segmentLeaderEpochs = reader.array(of: SegmentLeaderEpochEntry.self, version: version, compact: true, elementSize: 13)
        segmentSizeInBytes = reader.int32()
        customMetadata = reader.byteArray(compact: true, nullable: true)
        remoteLogSegmentState = reader.int8()
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0: txnIndexEmpty = reader.bool()
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        remoteLogSegmentId.encode(to: &writer, version: version)
        writer.int64(startOffset)
        writer.int64(endOffset)
        writer.int32(brokerId)
        writer.int64(maxTimestampMs)
        writer.int64(eventTimestampMs)
        writer.array(segmentLeaderEpochs, version: version, compact: true)
        writer.int32(segmentSizeInBytes)
        writer.byteArray(customMetadata, compact: true, nullable: true)
        writer.int8(remoteLogSegmentState)
        var tags: UInt32 = 0
        let hasTxnIndexEmpty = txnIndexEmpty
        if hasTxnIndexEmpty { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasTxnIndexEmpty {
            writer.tag(0, size: 1)
            writer.bool(txnIndexEmpty)
        }
    }

    /// Part of `RemoteLogSegmentMetadataRecord`.
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

    /// Part of `RemoteLogSegmentMetadataRecord`.
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

    /// Part of `RemoteLogSegmentMetadataRecord`.
    public struct SegmentLeaderEpochEntry: KafkaStruct {
        public var leaderEpoch: Int32 = 0
        public var offset: Int64 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            leaderEpoch = reader.int32()
            offset = reader.int64()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(leaderEpoch)
            writer.int64(offset)
            writer.unsignedVarint(0)
        }
    }
}
