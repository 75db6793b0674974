// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 31, DeleteAcls, versions 1-3.
public struct DeleteAclsRequest: KafkaRequest {
    public typealias Response = DeleteAclsResponse
    public static var apiKey: ApiKey { .deleteAcls }
    public static var validVersions: ClosedRange<Int16> { 1...3 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var filters: [DeleteAclsFilter] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        filters = reader.array(of: DeleteAclsFilter.self, version: version, compact: flexible, elementSize: 8)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        writer.array(filters, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DeleteAclsRequest`.
    public struct DeleteAclsFilter: KafkaStruct {
        public var resourceTypeFilter: Int8 = 0
        public var resourceNameFilter: String? = ""
        public var patternTypeFilter: Int8 = 3
        public var principalFilter: String? = ""
        public var hostFilter: String? = ""
        public var operation: Int8 = 0
        public var permissionType: Int8 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            resourceTypeFilter = reader.int8()
            resourceNameFilter = reader.string(compact: flexible, nullable: true)
            patternTypeFilter = reader.int8()
            principalFilter = reader.string(compact: flexible, nullable: true)
            hostFilter = reader.string(compact: flexible, nullable: true)
            operation = reader.int8()
            permissionType = reader.int8()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 2
            writer.int8(resourceTypeFilter)
            writer.string(resourceNameFilter, compact: flexible, nullable: true)
            writer.int8(patternTypeFilter)
            writer.string(principalFilter, compact: flexible, nullable: true)
            writer.string(hostFilter, compact: flexible, nullable: true)
            writer.int8(operation)
            writer.int8(permissionType)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 31, DeleteAcls, versions 1-3.
public struct DeleteAclsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...3 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var throttleTimeMs: Int32 = 0
    public var filterResults: [DeleteAclsFilterResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        throttleTimeMs = reader.int32()
        filterResults = reader.array(of: DeleteAclsFilterResult.self, version: version, compact: flexible, elementSize: 5)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        writer.int32(throttleTimeMs)
        writer.array(filterResults, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DeleteAclsResponse`.
    public struct DeleteAclsFilterResult: KafkaStruct {
        public var errorCode: Int16 = 0
        public var errorMessage: String? = ""
        public var matchingAcls: [DeleteAclsMatchingAcl] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            errorCode = reader.int16()
            errorMessage = reader.string(compact: flexible, nullable: true)
            matchingAcls = reader.array(of: DeleteAclsMatchingAcl.self, version: version, compact: flexible, elementSize: 11)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 2
            writer.int16(errorCode)
            writer.string(errorMessage, compact: flexible, nullable: true)
            writer.array(matchingAcls, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `DeleteAclsResponse`.
    public struct DeleteAclsMatchingAcl: KafkaStruct {
        public var errorCode: Int16 = 0
        public var errorMessage: String? = ""
        public var resourceType: Int8 = 0
        public var resourceName: String = ""
        public var patternType: Int8 = 3
        public var principal: String = ""
        public var host: String = ""
        public var operation: Int8 = 0
        public var permissionType: Int8 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            errorCode = reader.int16()
            errorMessage = reader.string(compact: flexible, nullable: true)
            resourceType = reader.int8()
            resourceName = reader.string(compact: flexible)
            patternType = reader.int8()
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
            writer.int16(errorCode)
            writer.string(errorMessage, compact: flexible, nullable: true)
            writer.int8(resourceType)
            writer.string(resourceName, compact: flexible)
            writer.int8(patternType)
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
