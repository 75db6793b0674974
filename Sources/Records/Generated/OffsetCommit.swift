// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 1 of kafka-group-coordinator.
public struct OffsetCommitKey: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var group: String = ""
    public var topic: String = ""
    public var partition: Int32 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        group = reader.string(compact: false)
        topic = reader.string(compact: false)
        partition = reader.int32()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(group, compact: false)
        writer.string(topic, compact: false)
        writer.int32(partition)
    }
}

/// The value of record 1 of kafka-group-coordinator, versions 0-4.
public struct OffsetCommitValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    public var offset: Int64 = 0
    /// Versions 3+.
    public var leaderEpoch: Int32 = -1
    public var metadata: String = ""
    public var commitTimestamp: Int64 = 0
    /// Versions 1.
    public var expireTimestamp: Int64 = -1
    /// Versions 4+.
    public var topicId: Uuid = .zero

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 4
        offset = reader.int64()
        if version >= 3 {
            leaderEpoch = reader.int32()
        }
        metadata = reader.string(compact: flexible)
        commitTimestamp = reader.int64()
        if version == 1 {
            expireTimestamp = reader.int64()
        }
        if flexible {
            var tags = reader.unsignedVarint()
            while tags > 0, !reader.failed {
                tags &-= 1
                let tag = reader.tag()
                switch tag.number {
                case 0: topicId = reader.uuid()
                default: reader.skip(tag.end &- reader.position)
                }
                reader.endTag(tag.end)
            }
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 4
        writer.int64(offset)
        if version >= 3 {
            writer.int32(leaderEpoch)
        }
        writer.string(metadata, compact: flexible)
        writer.int64(commitTimestamp)
        if version == 1 {
            writer.int64(expireTimestamp)
        }
        if flexible {
            var tags: UInt32 = 0
            let hasTopicId = topicId != .zero
            if hasTopicId { tags &+= 1 }
            writer.unsignedVarint(tags)
            if hasTopicId {
                writer.tag(0, size: 16)
                writer.uuid(topicId)
            }
        }
    }
}
