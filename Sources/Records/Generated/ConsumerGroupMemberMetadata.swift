// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 5 of kafka-group-coordinator.
public struct ConsumerGroupMemberMetadataKey: KafkaMessage {
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

/// The value of record 5 of kafka-group-coordinator, versions 0.
public struct ConsumerGroupMemberMetadataValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var instanceId: String? = ""
    public var rackId: String? = ""
    public var clientId: String = ""
    public var clientHost: String = ""
    public var subscribedTopicNames: [String] = []
    public var subscribedTopicRegex: String? = ""
    public var rebalanceTimeoutMs: Int32 = -1
    public var serverAssignor: String? = ""
    public var classicMemberMetadata: ClassicMemberMetadata? = ClassicMemberMetadata()

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        instanceId = reader.string(compact: true, nullable: true)
        rackId = reader.string(compact: true, nullable: true)
        clientId = reader.string(compact: true)
        clientHost = reader.string(compact: true)
        subscribedTopicNames = reader.stringArray(compact: true) ?? []
        subscribedTopicRegex = reader.string(compact: true, nullable: true)
        rebalanceTimeoutMs = reader.int32()
        serverAssignor = reader.string(compact: true, nullable: true)
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0: classicMemberMetadata = reader.structIsNull(tagged: true, nullable: true) ? nil : ClassicMemberMetadata(from: &reader, version: version)
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(instanceId, compact: true, nullable: true)
        writer.string(rackId, compact: true, nullable: true)
        writer.string(clientId, compact: true)
        writer.string(clientHost, compact: true)
        writer.stringArray(subscribedTopicNames, compact: true)
        writer.string(subscribedTopicRegex, compact: true, nullable: true)
        writer.int32(rebalanceTimeoutMs)
        writer.string(serverAssignor, compact: true, nullable: true)
        var tags: UInt32 = 0
        let hasClassicMemberMetadata = classicMemberMetadata?.isDefault != true
        if hasClassicMemberMetadata { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasClassicMemberMetadata {
            writer.tag(0) { $0.structure(classicMemberMetadata, version: version, tagged: true, nullable: true) }
        }
    }

    /// Part of `ConsumerGroupMemberMetadataValue`.
    public struct ClassicMemberMetadata: KafkaStruct {
        public var sessionTimeoutMs: Int32 = 0
        public var supportedProtocols: [ClassicProtocol] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            sessionTimeoutMs = reader.int32()
            supportedProtocols = reader.array(of: ClassicProtocol.self, version: version, compact: true, elementSize: 3)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(sessionTimeoutMs)
            writer.array(supportedProtocols, version: version, compact: true)
            writer.unsignedVarint(0)
        }

        var isDefault: Bool {
            guard !(sessionTimeoutMs != 0) else { return false }
            return !(!supportedProtocols.isEmpty)
        }
    }

    /// Part of `ConsumerGroupMemberMetadataValue`.
    public struct ClassicProtocol: KafkaStruct {
        public var name: String = ""
        public var metadata: [UInt8] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            metadata = reader.byteArray(compact: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.byteArray(metadata, compact: true)
            writer.unsignedVarint(0)
        }
    }
}
