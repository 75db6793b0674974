// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 16 of kafka-group-coordinator.
public struct ConsumerGroupRegularExpressionKey: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var groupId: String = ""
    public var regularExpression: String = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: false)
        regularExpression = reader.string(compact: false)
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: false)
        writer.string(regularExpression, compact: false)
    }
}

/// The value of record 16 of kafka-group-coordinator, versions 0.
public struct ConsumerGroupRegularExpressionValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var topics: [String] = []
    public var version: Int64 = 0
    public var timestamp: Int64 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        topics = reader.stringArray(compact: true) ?? []
        self.version = reader.int64()
        timestamp = reader.int64()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.stringArray(topics, compact: true)
        writer.int64(self.version)
        writer.int64(timestamp)
        writer.unsignedVarint(0)
    }
}
