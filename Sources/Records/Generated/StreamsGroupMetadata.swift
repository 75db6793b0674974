// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 17 of kafka-group-coordinator.
public struct StreamsGroupMetadataKey: KafkaMessage {
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

/// The value of record 17 of kafka-group-coordinator, versions 0.
public struct StreamsGroupMetadataValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var epoch: Int32 = 0
    public var metadataHash: Int64 = 0
    public var validatedTopologyEpoch: Int32 = -1
    public var lastAssignmentConfigs: [LastAssignmentConfig]? = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        epoch = reader.int32()
        metadataHash = reader.int64()
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0: validatedTopologyEpoch = reader.int32()
            case 1: lastAssignmentConfigs = reader.array(of: LastAssignmentConfig.self, version: version, compact: true, nullable: true, elementSize: 3)
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(epoch)
        writer.int64(metadataHash)
        var tags: UInt32 = 0
        let hasValidatedTopologyEpoch = validatedTopologyEpoch != -1
        if hasValidatedTopologyEpoch { tags &+= 1 }
        let hasLastAssignmentConfigs = lastAssignmentConfigs?.isEmpty != true
        if hasLastAssignmentConfigs { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasValidatedTopologyEpoch {
            writer.tag(0, size: 4)
            writer.int32(validatedTopologyEpoch)
        }
        if hasLastAssignmentConfigs {
            writer.tag(1) { $0.array(lastAssignmentConfigs, version: version, compact: true, nullable: true) }
        }
    }

    /// Part of `StreamsGroupMetadataValue`.
    public struct LastAssignmentConfig: KafkaStruct {
        public var key: String = ""
        public var value: String = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            key = reader.string(compact: true)
            value = reader.string(compact: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(key, compact: true)
            writer.string(value, compact: true)
            writer.unsignedVarint(0)
        }
    }
}
