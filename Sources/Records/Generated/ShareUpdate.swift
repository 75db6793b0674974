// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 1 of kafka-share-coordinator.
public struct ShareUpdateKey: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var groupId: String = ""
    public var topicId: Uuid = .zero
    public var partition: Int32 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: false)
        topicId = reader.uuid()
        partition = reader.int32()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: false)
        writer.uuid(topicId)
        writer.int32(partition)
    }
}

/// The value of record 1 of kafka-share-coordinator, versions 0.
public struct ShareUpdateValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var snapshotEpoch: Int32 = 0
    public var leaderEpoch: Int32 = 0
    public var startOffset: Int64 = 0
    public var deliveryCompleteCount: Int32 = -1
    public var stateBatches: [StateBatch] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        snapshotEpoch = reader.int32()
        leaderEpoch = reader.int32()
        startOffset = reader.int64()
        stateBatches = reader.array(of: StateBatch.self, version: version, compact: true, elementSize: 20)
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0: deliveryCompleteCount = reader.int32()
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(snapshotEpoch)
        writer.int32(leaderEpoch)
        writer.int64(startOffset)
        writer.array(stateBatches, version: version, compact: true)
        var tags: UInt32 = 0
        let hasDeliveryCompleteCount = deliveryCompleteCount != -1
        if hasDeliveryCompleteCount { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasDeliveryCompleteCount {
            writer.tag(0, size: 4)
            writer.int32(deliveryCompleteCount)
        }
    }

    /// Part of `ShareUpdateValue`.
    public struct StateBatch: KafkaStruct {
        public var firstOffset: Int64 = 0
        public var lastOffset: Int64 = 0
        public var deliveryState: Int8 = 0
        public var deliveryCount: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            firstOffset = reader.int64()
            lastOffset = reader.int64()
            deliveryState = reader.int8()
            deliveryCount = reader.int16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int64(firstOffset)
            writer.int64(lastOffset)
            writer.int8(deliveryState)
            writer.int16(deliveryCount)
            writer.unsignedVarint(0)
        }
    }
}
