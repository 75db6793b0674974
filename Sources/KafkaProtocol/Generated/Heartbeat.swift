// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 12, Heartbeat, versions 0-4.
public struct HeartbeatRequest: KafkaRequest {
    public typealias Response = HeartbeatResponse
    public static var apiKey: ApiKey { .heartbeat }
    public static var validVersions: ClosedRange<Int16> { 0...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    public var groupId: String = ""
    public var generationId: Int32 = 0
    public var memberId: String = ""
    /// Versions 3+.
    public var groupInstanceId: String? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 4
        groupId = reader.string(compact: flexible)
        generationId = reader.int32()
        memberId = reader.string(compact: flexible)
        if version >= 3 {
            groupInstanceId = reader.string(compact: flexible, nullable: true)
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 4
        writer.string(groupId, compact: flexible)
        writer.int32(generationId)
        writer.string(memberId, compact: flexible)
        if version >= 3 {
            writer.string(groupInstanceId, compact: flexible, nullable: true)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 12, Heartbeat, versions 0-4.
public struct HeartbeatResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    /// Versions 1+.
    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 4
        if version >= 1 {
            throttleTimeMs = reader.int32()
        }
        errorCode = reader.int16()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 4
        if version >= 1 {
            writer.int32(throttleTimeMs)
        }
        writer.int16(errorCode)
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}
