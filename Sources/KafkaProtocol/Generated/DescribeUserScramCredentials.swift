// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 50, DescribeUserScramCredentials, versions 0.
public struct DescribeUserScramCredentialsRequest: KafkaRequest {
    public typealias Response = DescribeUserScramCredentialsResponse
    public static var apiKey: ApiKey { .describeUserScramCredentials }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var users: [UserName]? = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        users = reader.array(of: UserName.self, version: version, compact: true, nullable: true, elementSize: 2)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(users, version: version, compact: true, nullable: true)
        writer.unsignedVarint(0)
    }

    /// Part of `DescribeUserScramCredentialsRequest`.
    public struct UserName: KafkaStruct {
        public var name: String = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 50, DescribeUserScramCredentials, versions 0.
public struct DescribeUserScramCredentialsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var errorMessage: String? = ""
    public var results: [DescribeUserScramCredentialsResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        errorMessage = reader.string(compact: true, nullable: true)
        results = reader.array(of: DescribeUserScramCredentialsResult.self, version: version, compact: true, elementSize: 6)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.string(errorMessage, compact: true, nullable: true)
        writer.array(results, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `DescribeUserScramCredentialsResponse`.
    public struct DescribeUserScramCredentialsResult: KafkaStruct {
        public var user: String = ""
        public var errorCode: Int16 = 0
        public var errorMessage: String? = ""
        public var credentialInfos: [CredentialInfo] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            user = reader.string(compact: true)
            errorCode = reader.int16()
            errorMessage = reader.string(compact: true, nullable: true)
            credentialInfos = reader.array(of: CredentialInfo.self, version: version, compact: true, elementSize: 6)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(user, compact: true)
            writer.int16(errorCode)
            writer.string(errorMessage, compact: true, nullable: true)
            writer.array(credentialInfos, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeUserScramCredentialsResponse`.
    public struct CredentialInfo: KafkaStruct {
        public var mechanism: Int8 = 0
        public var iterations: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            mechanism = reader.int8()
            iterations = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int8(mechanism)
            writer.int32(iterations)
            writer.unsignedVarint(0)
        }
    }
}
