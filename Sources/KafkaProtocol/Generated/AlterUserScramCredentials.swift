// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 51, AlterUserScramCredentials, versions 0.
public struct AlterUserScramCredentialsRequest: KafkaRequest {
    public typealias Response = AlterUserScramCredentialsResponse
    public static var apiKey: ApiKey { .alterUserScramCredentials }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var deletions: [ScramCredentialDeletion] = []
    public var upsertions: [ScramCredentialUpsertion] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        deletions = reader.array(of: ScramCredentialDeletion.self, version: version, compact: true, elementSize: 3)
        upsertions = reader.array(of: ScramCredentialUpsertion.self, version: version, compact: true, elementSize: 9)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(deletions, version: version, compact: true)
        writer.array(upsertions, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `AlterUserScramCredentialsRequest`.
    public struct ScramCredentialDeletion: KafkaStruct {
        public var name: String = ""
        public var mechanism: Int8 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            mechanism = reader.int8()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.int8(mechanism)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AlterUserScramCredentialsRequest`.
    public struct ScramCredentialUpsertion: KafkaStruct {
        public var name: String = ""
        public var mechanism: Int8 = 0
        public var iterations: Int32 = 0
        public var salt: [UInt8] = []
        public var saltedPassword: [UInt8] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            mechanism = reader.int8()
            iterations = reader.int32()
            salt = reader.byteArray(compact: true)
            saltedPassword = reader.byteArray(compact: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.int8(mechanism)
            writer.int32(iterations)
            writer.byteArray(salt, compact: true)
            writer.byteArray(saltedPassword, compact: true)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 51, AlterUserScramCredentials, versions 0.
public struct AlterUserScramCredentialsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var results: [AlterUserScramCredentialsResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        results = reader.array(of: AlterUserScramCredentialsResult.self, version: version, compact: true, elementSize: 5)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.array(results, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `AlterUserScramCredentialsResponse`.
    public struct AlterUserScramCredentialsResult: KafkaStruct {
        public var user: String = ""
        public var errorCode: Int16 = 0
        public var errorMessage: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            user = reader.string(compact: true)
            errorCode = reader.int16()
            errorMessage = reader.string(compact: true, nullable: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(user, compact: true)
            writer.int16(errorCode)
            writer.string(errorMessage, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }
}
