// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 30, CreateAcls, versions 1-3.
public struct CreateAclsRequest: KafkaRequest {
    public typealias Response = CreateAclsResponse
    public static var apiKey: ApiKey { .createAcls }
    public static var validVersions: ClosedRange<Int16> { 1...3 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var creations: [AclCreation] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        creations = reader.array(of: AclCreation.self, version: version, compact: flexible, elementSize: 8)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        writer.array(creations, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `CreateAclsRequest`.
    public struct AclCreation: KafkaStruct {
        public var resourceType: Int8 = 0
        public var resourceName: String = ""
        public var resourcePatternType: Int8 = 3
        public var principal: String = ""
        public var host: String = ""
        public var operation: Int8 = 0
        public var permissionType: Int8 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            resourceType = reader.int8()
            resourceName = reader.string(compact: flexible)
            resourcePatternType = reader.int8()
            principal = reader.string(compact: flexible)
            host = reader.string(compact: flexible)
            operation = reader.int8()
            permissionType = reader.int8()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 2
            writer.int8(resourceType)
            writer.string(resourceName, compact: flexible)
            writer.int8(resourcePatternType)
            writer.string(principal, compact: flexible)
            writer.string(host, compact: flexible)
            writer.int8(operation)
            writer.int8(permissionType)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 30, CreateAcls, versions 1-3.
public struct CreateAclsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...3 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var throttleTimeMs: Int32 = 0
    public var results: [AclCreationResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        throttleTimeMs = reader.int32()
        results = reader.array(of: AclCreationResult.self, version: version, compact: flexible, elementSize: 4)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        writer.int32(throttleTimeMs)
        writer.array(results, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `CreateAclsResponse`.
    public struct AclCreationResult: KafkaStruct {
        public var errorCode: Int16 = 0
        public var errorMessage: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            errorCode = reader.int16()
            errorMessage = reader.string(compact: flexible, nullable: true)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 2
            writer.int16(errorCode)
            writer.string(errorMessage, compact: flexible, nullable: true)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
