// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 39, RenewDelegationToken, versions 1-2.
public struct RenewDelegationTokenRequest: KafkaRequest {
    public typealias Response = RenewDelegationTokenResponse
    public static var apiKey: ApiKey { .renewDelegationToken }
    public static var validVersions: ClosedRange<Int16> { 1...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var hmac: [UInt8] = []
    public var renewPeriodMs: Int64 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 2
        hmac = reader.byteArray(compact: flexible)
        renewPeriodMs = reader.int64()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 2
        writer.byteArray(hmac, compact: flexible)
        writer.int64(renewPeriodMs)
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 39, RenewDelegationToken, versions 1-2.
public struct RenewDelegationTokenResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var errorCode: Int16 = 0
    public var expiryTimestampMs: Int64 = 0
    public var throttleTimeMs: Int32 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 2
        errorCode = reader.int16()
        expiryTimestampMs = reader.int64()
        throttleTimeMs = reader.int32()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 2
        writer.int16(errorCode)
        writer.int64(expiryTimestampMs)
        writer.int32(throttleTimeMs)
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}
