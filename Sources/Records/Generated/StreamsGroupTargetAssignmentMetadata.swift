// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 20 of kafka-group-coordinator.
public struct StreamsGroupTargetAssignmentMetadataKey: KafkaMessage {
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

/// The value of record 20 of kafka-group-coordinator, versions 0.
public struct StreamsGroupTargetAssignmentMetadataValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var assignmentEpoch: Int32 = 0
    public var assignmentTimestamp: Int64 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        assignmentEpoch = reader.int32()
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0: assignmentTimestamp = reader.int64()
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(assignmentEpoch)
        var tags: UInt32 = 0
        let hasAssignmentTimestamp = assignmentTimestamp != 0
        if hasAssignmentTimestamp { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasAssignmentTimestamp {
            writer.tag(0, size: 8)
            writer.int64(assignmentTimestamp)
        }
    }
}
