// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 81, RemoveRaftVoter, versions 0.
public struct RemoveRaftVoterRequest: KafkaRequest {
    public typealias Response = RemoveRaftVoterResponse
    public static var apiKey: ApiKey { .removeRaftVoter }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var clusterId: String? = ""
    public var voterId: Int32 = 0
    public var voterDirectoryId: Uuid = .zero

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        clusterId = reader.string(compact: true, nullable: true)
        voterId = reader.int32()
        voterDirectoryId = reader.uuid()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(clusterId, compact: true, nullable: true)
        writer.int32(voterId)
        writer.uuid(voterDirectoryId)
        writer.unsignedVarint(0)
    }
}

/// The response of API 81, RemoveRaftVoter, versions 0.
public struct RemoveRaftVoterResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var errorMessage: String? = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        errorMessage = reader.string(compact: true, nullable: true)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.string(errorMessage, compact: true, nullable: true)
        writer.unsignedVarint(0)
    }
}
