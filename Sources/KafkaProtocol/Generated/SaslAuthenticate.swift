// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 36, SaslAuthenticate, versions 0-2.
public struct SaslAuthenticateRequest: KafkaRequest {
    public typealias Response = SaslAuthenticateResponse
    public static var apiKey: ApiKey { .saslAuthenticate }
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var authBytes: [UInt8] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 2
        authBytes = reader.byteArray(compact: flexible)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 2
        writer.byteArray(authBytes, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 36, SaslAuthenticate, versions 0-2.
public struct SaslAuthenticateResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var errorCode: Int16 = 0
    public var errorMessage: String? = ""
    public var authBytes: [UInt8] = []
    /// Versions 1+.
    public var sessionLifetimeMs: Int64 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 2
        errorCode = reader.int16()
        errorMessage = reader.string(compact: flexible, nullable: true)
        authBytes = reader.byteArray(compact: flexible)
        if version >= 1 {
            sessionLifetimeMs = reader.int64()
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 2
        writer.int16(errorCode)
        writer.string(errorMessage, compact: flexible, nullable: true)
        writer.byteArray(authBytes, compact: flexible)
        if version >= 1 {
            writer.int64(sessionLifetimeMs)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}
