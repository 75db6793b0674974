// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 41, DescribeDelegationToken, versions 1-3.
public struct DescribeDelegationTokenRequest: KafkaRequest {
    public typealias Response = DescribeDelegationTokenResponse
    public static var apiKey: ApiKey { .describeDelegationToken }
    public static var validVersions: ClosedRange<Int16> { 1...3 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var owners: [DescribeDelegationTokenOwner]? = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        owners = reader.array(of: DescribeDelegationTokenOwner.self, version: version, compact: flexible, nullable: true, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        writer.array(owners, version: version, compact: flexible, nullable: true)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeDelegationTokenRequest`.
    public struct DescribeDelegationTokenOwner: KafkaStruct {
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

/// The response of API 41, DescribeDelegationToken, versions 1-3.
public struct DescribeDelegationTokenResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...3 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var errorCode: Int16 = 0
    public var tokens: [DescribedDelegationToken] = []
    public var throttleTimeMs: Int32 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        errorCode = reader.int16()
        tokens = reader.array(of: DescribedDelegationToken.self, version: version, compact: flexible, elementSize: 30)
        throttleTimeMs = reader.int32()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        writer.int16(errorCode)
        writer.array(tokens, version: version, compact: flexible)
        writer.int32(throttleTimeMs)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeDelegationTokenResponse`.
    public struct DescribedDelegationToken: KafkaStruct {
        public var principalType: String = ""
        public var principalName: String = ""
        /// Versions 3+.
        public var tokenRequesterPrincipalType: String = ""
        /// Versions 3+.
        public var tokenRequesterPrincipalName: String = ""
        public var issueTimestamp: Int64 = 0
        public var expiryTimestamp: Int64 = 0
        public var maxTimestamp: Int64 = 0
        public var tokenId: String = ""
        public var hmac: [UInt8] = []
        public var renewers: [DescribedDelegationTokenRenewer] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            principalType = reader.string(compact: flexible)
            principalName = reader.string(compact: flexible)
            if version == 3 {
                tokenRequesterPrincipalType = reader.string(compact: flexible)
                tokenRequesterPrincipalName = reader.string(compact: flexible)
            }
            issueTimestamp = reader.int64()
            expiryTimestamp = reader.int64()
            maxTimestamp = reader.int64()
            tokenId = reader.string(compact: flexible)
            hmac = reader.byteArray(compact: flexible)
            renewers = reader.array(of: DescribedDelegationTokenRenewer.self, version: version, compact: flexible, elementSize: 3)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 2
            writer.string(principalType, compact: flexible)
            writer.string(principalName, compact: flexible)
            if version == 3 {
                writer.string(tokenRequesterPrincipalType, compact: flexible)
                writer.string(tokenRequesterPrincipalName, compact: flexible)
            }
            writer.int64(issueTimestamp)
            writer.int64(expiryTimestamp)
            writer.int64(maxTimestamp)
            writer.string(tokenId, compact: flexible)
            writer.byteArray(hmac, compact: flexible)
            writer.array(renewers, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `DescribeDelegationTokenResponse`.
    public struct DescribedDelegationTokenRenewer: KafkaStruct {
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
