// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 14, SyncGroup, versions 0-5.
public struct SyncGroupRequest: KafkaRequest {
    public typealias Response = SyncGroupResponse
    public static var apiKey: ApiKey { .syncGroup }
    public static var validVersions: ClosedRange<Int16> { 0...5 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    public var groupId: String = ""
    public var generationId: Int32 = 0
    public var memberId: String = ""
    /// Versions 3+.
    public var groupInstanceId: String? = nil
    /// Versions 5+.
    public var protocolType: String? = nil
    /// Versions 5+.
    public var protocolName: String? = nil
    public var assignments: [SyncGroupRequestAssignment] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 4
        groupId = reader.string(compact: flexible)
        generationId = reader.int32()
        memberId = reader.string(compact: flexible)
        if version >= 3 {
            groupInstanceId = reader.string(compact: flexible, nullable: true)
        }
        if version == 5 {
            protocolType = reader.string(compact: flexible, nullable: true)
            protocolName = reader.string(compact: flexible, nullable: true)
        }
        assignments = reader.array(of: SyncGroupRequestAssignment.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 4
        writer.string(groupId, compact: flexible)
        writer.int32(generationId)
        writer.string(memberId, compact: flexible)
        if version >= 3 {
            writer.string(groupInstanceId, compact: flexible, nullable: true)
        }
        if version == 5 {
            writer.string(protocolType, compact: flexible, nullable: true)
            writer.string(protocolName, compact: flexible, nullable: true)
        }
        writer.array(assignments, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `SyncGroupRequest`.
    public struct SyncGroupRequestAssignment: KafkaStruct {
        public var memberId: String = ""
        public var assignment: [UInt8] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 4
            memberId = reader.string(compact: flexible)
            assignment = reader.byteArray(compact: flexible)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 4
            writer.string(memberId, compact: flexible)
            writer.byteArray(assignment, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 14, SyncGroup, versions 0-5.
public struct SyncGroupResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...5 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    /// Versions 1+.
    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    /// Versions 5+.
    public var protocolType: String? = nil
    /// Versions 5+.
    public var protocolName: String? = nil
    public var assignment: [UInt8] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 4
        if version >= 1 {
            throttleTimeMs = reader.int32()
        }
        errorCode = reader.int16()
        if version == 5 {
            protocolType = reader.string(compact: flexible, nullable: true)
            protocolName = reader.string(compact: flexible, nullable: true)
        }
        assignment = reader.byteArray(compact: flexible)
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
        if version == 5 {
            writer.string(protocolType, compact: flexible, nullable: true)
            writer.string(protocolName, compact: flexible, nullable: true)
        }
        writer.byteArray(assignment, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}
