// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 0 of kafka-group-coordinator.
public struct LegacyOffsetCommitKey: KafkaMessage {
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

/// The value of record 0 of kafka-group-coordinator, versions 0.
public struct LegacyOffsetCommitValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var offset: Int64 = 0
    public var metadata: String = ""
    public var commitTimestamp: Int64 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        offset = reader.int64()
        metadata = reader.string(compact: false)
        commitTimestamp = reader.int64()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int64(offset)
        writer.string(metadata, compact: false)
        writer.int64(commitTimestamp)
    }
}
