// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 19 of kafka-group-coordinator.
public struct StreamsGroupMemberMetadataKey: KafkaMessage {
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

/// The value of record 19 of kafka-group-coordinator, versions 0.
public struct StreamsGroupMemberMetadataValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var instanceId: String? = ""
    public var rackId: String? = ""
    public var clientId: String = ""
    public var clientHost: String = ""
    public var rebalanceTimeoutMs: Int32 = -1
    public var topologyEpoch: Int32 = 0
    public var processId: String = ""
    public var userEndpoint: Endpoint? = nil
    public var clientTags: [KeyValue] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        instanceId = reader.string(compact: true, nullable: true)
        rackId = reader.string(compact: true, nullable: true)
        clientId = reader.string(compact: true)
        clientHost = reader.string(compact: true)
        rebalanceTimeoutMs = reader.int32()
        topologyEpoch = reader.int32()
        processId = reader.string(compact: true)
        userEndpoint = reader.structIsNull(tagged: false, nullable: true) ? nil : Endpoint(from: &reader, version: version)
        clientTags = reader.array(of: KeyValue.self, version: version, compact: true, elementSize: 3)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(instanceId, compact: true, nullable: true)
        writer.string(rackId, compact: true, nullable: true)
        writer.string(clientId, compact: true)
        writer.string(clientHost, compact: true)
        writer.int32(rebalanceTimeoutMs)
        writer.int32(topologyEpoch)
        writer.string(processId, compact: true)
        writer.structure(userEndpoint, version: version, tagged: false, nullable: true)
        writer.array(clientTags, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `StreamsGroupMemberMetadataValue`.
    public struct Endpoint: KafkaStruct {
        public var host: String = ""
        public var port: UInt16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            host = reader.string(compact: true)
            port = reader.uint16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(host, compact: true)
            writer.uint16(port)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupMemberMetadataValue`.
    public struct KeyValue: KafkaStruct {
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
