// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 13, LeaveGroup, versions 0-5.
public struct LeaveGroupRequest: KafkaRequest {
    public typealias Response = LeaveGroupResponse
    public static var apiKey: ApiKey { .leaveGroup }
    public static var validVersions: ClosedRange<Int16> { 0...5 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    public var groupId: String = ""
    /// Versions 0-2.
    public var memberId: String = ""
    /// Versions 3+.
    public var members: [MemberIdentity] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 4
        groupId = reader.string(compact: flexible)
        if version <= 2 {
            memberId = reader.string(compact: flexible)
        }
        if version >= 3 {
            members = reader.array(of: MemberIdentity.self, version: version, compact: flexible, elementSize: 3)
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 4
        writer.string(groupId, compact: flexible)
        if version <= 2 {
            writer.string(memberId, compact: flexible)
        }
        if version >= 3 {
            writer.array(members, version: version, compact: flexible)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `LeaveGroupRequest`, versions 3-5.
    public struct MemberIdentity: KafkaStruct {
        public var memberId: String = ""
        public var groupInstanceId: String? = nil
        /// Versions 5+.
        public var reason: String? = nil

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 4
            memberId = reader.string(compact: flexible)
            groupInstanceId = reader.string(compact: flexible, nullable: true)
            if version == 5 {
                reason = reader.string(compact: flexible, nullable: true)
            }
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 4
            writer.string(memberId, compact: flexible)
            writer.string(groupInstanceId, compact: flexible, nullable: true)
            if version == 5 {
                writer.string(reason, compact: flexible, nullable: true)
            }
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 13, LeaveGroup, versions 0-5.
public struct LeaveGroupResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...5 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    /// Versions 1+.
    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    /// Versions 3+.
    public var members: [MemberResponse] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 4
        if version >= 1 {
            throttleTimeMs = reader.int32()
        }
        errorCode = reader.int16()
        if version >= 3 {
            members = reader.array(of: MemberResponse.self, version: version, compact: flexible, elementSize: 5)
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 4
        if version >= 1 {
            writer.int32(throttleTimeMs)
        }
        writer.int16(errorCode)
        if version >= 3 {
            writer.array(members, version: version, compact: flexible)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `LeaveGroupResponse`, versions 3-5.
    public struct MemberResponse: KafkaStruct {
        public var memberId: String = ""
        public var groupInstanceId: String? = ""
        public var errorCode: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 4
            memberId = reader.string(compact: flexible)
            groupInstanceId = reader.string(compact: flexible, nullable: true)
            errorCode = reader.int16()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 4
            writer.string(memberId, compact: flexible)
            writer.string(groupInstanceId, compact: flexible, nullable: true)
            writer.int16(errorCode)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
