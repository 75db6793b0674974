// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 11, JoinGroup, versions 0-9.
public struct JoinGroupRequest: KafkaRequest {
    public typealias Response = JoinGroupResponse
    public static var apiKey: ApiKey { .joinGroup }
    public static var validVersions: ClosedRange<Int16> { 0...9 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }

    public var groupId: String = ""
    public var sessionTimeoutMs: Int32 = 0
    /// Versions 1+.
    public var rebalanceTimeoutMs: Int32 = -1
    public var memberId: String = ""
    /// Versions 5+.
    public var groupInstanceId: String? = nil
    public var protocolType: String = ""
    public var protocols: [JoinGroupRequestProtocol] = []
    /// Versions 8+.
    public var reason: String? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 6
        groupId = reader.string(compact: flexible)
        sessionTimeoutMs = reader.int32()
        if version >= 1 {
            rebalanceTimeoutMs = reader.int32()
        }
        memberId = reader.string(compact: flexible)
        if version >= 5 {
            groupInstanceId = reader.string(compact: flexible, nullable: true)
        }
        protocolType = reader.string(compact: flexible)
        protocols = reader.array(of: JoinGroupRequestProtocol.self, version: version, compact: flexible, elementSize: 3)
        if version >= 8 {
            reason = reader.string(compact: flexible, nullable: true)
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 6
        writer.string(groupId, compact: flexible)
        writer.int32(sessionTimeoutMs)
        if version >= 1 {
            writer.int32(rebalanceTimeoutMs)
        }
        writer.string(memberId, compact: flexible)
        if version >= 5 {
            writer.string(groupInstanceId, compact: flexible, nullable: true)
        }
        writer.string(protocolType, compact: flexible)
        writer.array(protocols, version: version, compact: flexible)
        if version >= 8 {
            writer.string(reason, compact: flexible, nullable: true)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `JoinGroupRequest`.
    public struct JoinGroupRequestProtocol: KafkaStruct {
        public var name: String = ""
        public var metadata: [UInt8] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 6
            name = reader.string(compact: flexible)
            metadata = reader.byteArray(compact: flexible)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 6
            writer.string(name, compact: flexible)
            writer.byteArray(metadata, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 11, JoinGroup, versions 0-9.
public struct JoinGroupResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...9 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }

    /// Versions 2+.
    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var generationId: Int32 = -1
    /// Versions 7+.
    public var protocolType: String? = nil
    /// Nil only in versions 7+.
    public var protocolName: String? = ""
    public var leader: String = ""
    /// Versions 9+.
    public var skipAssignment: Bool = false
    public var memberId: String = ""
    public var members: [JoinGroupResponseMember] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 6
        if version >= 2 {
            throttleTimeMs = reader.int32()
        }
        errorCode = reader.int16()
        generationId = reader.int32()
        if version >= 7 {
            protocolType = reader.string(compact: flexible, nullable: true)
        }
        protocolName = reader.string(compact: flexible, nullable: version >= 7)
        leader = reader.string(compact: flexible)
        if version == 9 {
            skipAssignment = reader.bool()
        }
        memberId = reader.string(compact: flexible)
        members = reader.array(of: JoinGroupResponseMember.self, version: version, compact: flexible, elementSize: 4)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 6
        if version >= 2 {
            writer.int32(throttleTimeMs)
        }
        writer.int16(errorCode)
        writer.int32(generationId)
        if version >= 7 {
            writer.string(protocolType, compact: flexible, nullable: true)
        }
        writer.string(protocolName, compact: flexible, nullable: version >= 7)
        writer.string(leader, compact: flexible)
        if version == 9 {
            writer.bool(skipAssignment)
        }
        writer.string(memberId, compact: flexible)
        writer.array(members, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `JoinGroupResponse`.
    public struct JoinGroupResponseMember: KafkaStruct {
        public var memberId: String = ""
        /// Versions 5+.
        public var groupInstanceId: String? = nil
        public var metadata: [UInt8] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 6
            memberId = reader.string(compact: flexible)
            if version >= 5 {
                groupInstanceId = reader.string(compact: flexible, nullable: true)
            }
            metadata = reader.byteArray(compact: flexible)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 6
            writer.string(memberId, compact: flexible)
            if version >= 5 {
                writer.string(groupInstanceId, compact: flexible, nullable: true)
            }
            writer.byteArray(metadata, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
