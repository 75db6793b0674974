// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 2 of kafka-group-coordinator.
public struct GroupMetadataKey: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var group: String = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        group = reader.string(compact: false)
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(group, compact: false)
    }
}

/// The value of record 2 of kafka-group-coordinator, versions 0-4.
public struct GroupMetadataValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    public var protocolType: String = ""
    public var generation: Int32 = 0
    public var `protocol`: String? = ""
    public var leader: String? = ""
    /// Versions 2+.
    public var currentStateTimestamp: Int64 = -1
    public var members: [MemberMetadata] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 4
        protocolType = reader.string(compact: flexible)
        generation = reader.int32()
        `protocol` = reader.string(compact: flexible, nullable: true)
        leader = reader.string(compact: flexible, nullable: true)
        if version >= 2 {
            currentStateTimestamp = reader.int64()
        }
        members = reader.array(of: MemberMetadata.self, version: version, compact: flexible, elementSize: 15)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 4
        writer.string(protocolType, compact: flexible)
        writer.int32(generation)
        writer.string(`protocol`, compact: flexible, nullable: true)
        writer.string(leader, compact: flexible, nullable: true)
        if version >= 2 {
            writer.int64(currentStateTimestamp)
        }
        writer.array(members, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `GroupMetadataValue`.
    public struct MemberMetadata: KafkaStruct {
        public var memberId: String = ""
        /// Versions 3+.
        public var groupInstanceId: String? = nil
        public var clientId: String = ""
        public var clientHost: String = ""
        /// Versions 1+.
        public var rebalanceTimeout: Int32 = -1
        public var sessionTimeout: Int32 = 0
        public var subscription: [UInt8] = []
        public var assignment: [UInt8] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 4
            memberId = reader.string(compact: flexible)
            if version >= 3 {
                groupInstanceId = reader.string(compact: flexible, nullable: true)
            }
            clientId = reader.string(compact: flexible)
            clientHost = reader.string(compact: flexible)
            if version >= 1 {
                rebalanceTimeout = reader.int32()
            }
            sessionTimeout = reader.int32()
            subscription = reader.byteArray(compact: flexible)
            assignment = reader.byteArray(compact: flexible)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 4
            writer.string(memberId, compact: flexible)
            if version >= 3 {
                writer.string(groupInstanceId, compact: flexible, nullable: true)
            }
            writer.string(clientId, compact: flexible)
            writer.string(clientHost, compact: flexible)
            if version >= 1 {
                writer.int32(rebalanceTimeout)
            }
            writer.int32(sessionTimeout)
            writer.byteArray(subscription, compact: flexible)
            writer.byteArray(assignment, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
