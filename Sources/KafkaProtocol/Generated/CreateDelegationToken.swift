// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 38, CreateDelegationToken, versions 1-3.
public struct CreateDelegationTokenRequest: KafkaRequest {
    public typealias Response = CreateDelegationTokenResponse
    public static var apiKey: ApiKey { .createDelegationToken }
    public static var validVersions: ClosedRange<Int16> { 1...3 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    /// Versions 3+.
    public var ownerPrincipalType: String? = ""
    /// Versions 3+.
    public var ownerPrincipalName: String? = ""
    public var renewers: [CreatableRenewers] = []
    public var maxLifetimeMs: Int64 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        if version == 3 {
            ownerPrincipalType = reader.string(compact: flexible, nullable: true)
            ownerPrincipalName = reader.string(compact: flexible, nullable: true)
        }
        renewers = reader.array(of: CreatableRenewers.self, version: version, compact: flexible, elementSize: 3)
        maxLifetimeMs = reader.int64()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        if version == 3 {
            writer.string(ownerPrincipalType, compact: flexible, nullable: true)
            writer.string(ownerPrincipalName, compact: flexible, nullable: true)
        }
        writer.array(renewers, version: version, compact: flexible)
        writer.int64(maxLifetimeMs)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `CreateDelegationTokenRequest`.
    public struct CreatableRenewers: KafkaStruct {
        public var principalType: String = ""
        public var principalName: String = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            principalType = reader.string(compact: flexible)
            principalName = reader.string(compact: flexible)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 2
            writer.string(principalType, compact: flexible)
            writer.string(principalName, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 38, CreateDelegationToken, versions 1-3.
public struct CreateDelegationTokenResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...3 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var errorCode: Int16 = 0
    public var principalType: String = ""
    public var principalName: String = ""
    /// Versions 3+.
    public var tokenRequesterPrincipalType: String = ""
    /// Versions 3+.
    public var tokenRequesterPrincipalName: String = ""
    public var issueTimestampMs: Int64 = 0
    public var expiryTimestampMs: Int64 = 0
    public var maxTimestampMs: Int64 = 0
    public var tokenId: String = ""
    public var hmac: [UInt8] = []
    public var throttleTimeMs: Int32 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        errorCode = reader.int16()
        principalType = reader.string(compact: flexible)
        principalName = reader.string(compact: flexible)
        if version == 3 {
            tokenRequesterPrincipalType = reader.string(compact: flexible)
            tokenRequesterPrincipalName = reader.string(compact: flexible)
        }
        issueTimestampMs = reader.int64()
        expiryTimestampMs = reader.int64()
        maxTimestampMs = reader.int64()
        tokenId = reader.string(compact: flexible)
        hmac = reader.byteArray(compact: flexible)
        throttleTimeMs = reader.int32()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        writer.int16(errorCode)
        writer.string(principalType, compact: flexible)
        writer.string(principalName, compact: flexible)
        if version == 3 {
            writer.string(tokenRequesterPrincipalType, compact: flexible)
            writer.string(tokenRequesterPrincipalName, compact: flexible)
        }
        writer.int64(issueTimestampMs)
        writer.int64(expiryTimestampMs)
        writer.int64(maxTimestampMs)
        writer.string(tokenId, compact: flexible)
        writer.byteArray(hmac, compact: flexible)
        writer.int32(throttleTimeMs)
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}
