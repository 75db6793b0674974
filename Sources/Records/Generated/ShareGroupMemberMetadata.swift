// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 10 of kafka-group-coordinator.
public struct ShareGroupMemberMetadataKey: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var groupId: String = ""
    public var memberId: String = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: false)
        memberId = reader.string(compact: false)
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: false)
        writer.string(memberId, compact: false)
    }
}

/// The value of record 10 of kafka-group-coordinator, versions 0.
public struct ShareGroupMemberMetadataValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var rackId: String? = ""
    public var clientId: String = ""
    public var clientHost: String = ""
    public var subscribedTopicNames: [String] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        rackId = reader.string(compact: true, nullable: true)
        clientId = reader.string(compact: true)
        clientHost = reader.string(compact: true)
        subscribedTopicNames = reader.stringArray(compact: true) ?? []
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(rackId, compact: true, nullable: true)
        writer.string(clientId, compact: true)
        writer.string(clientHost, compact: true)
        writer.stringArray(subscribedTopicNames, compact: true)
        writer.unsignedVarint(0)
    }
}
