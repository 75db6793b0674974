// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 32, DescribeConfigs, versions 1-4.
public struct DescribeConfigsRequest: KafkaRequest {
    public typealias Response = DescribeConfigsResponse
    public static var apiKey: ApiKey { .describeConfigs }
    public static var validVersions: ClosedRange<Int16> { 1...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    public var resources: [DescribeConfigsResource] = []
    public var includeSynonyms: Bool = false
    /// Versions 3+.
    public var includeDocumentation: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 4
        resources = reader.array(of: DescribeConfigsResource.self, version: version, compact: flexible, elementSize: 4)
        includeSynonyms = reader.bool()
        if version >= 3 {
            includeDocumentation = reader.bool()
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 4
        writer.array(resources, version: version, compact: flexible)
        writer.bool(includeSynonyms)
        if version >= 3 {
            writer.bool(includeDocumentation)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeConfigsRequest`.
    public struct DescribeConfigsResource: KafkaStruct {
        public var resourceType: Int8 = 0
        public var resourceName: String = ""
        public var configurationKeys: [String]? = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 4
            resourceType = reader.int8()
            resourceName = reader.string(compact: flexible)
            configurationKeys = reader.stringArray(compact: flexible, nullable: true)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 4
            writer.int8(resourceType)
            writer.string(resourceName, compact: flexible)
            writer.stringArray(configurationKeys, compact: flexible, nullable: true)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 32, DescribeConfigs, versions 1-4.
public struct DescribeConfigsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    public var throttleTimeMs: Int32 = 0
    public var results: [DescribeConfigsResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 4
        throttleTimeMs = reader.int32()
        results = reader.array(of: DescribeConfigsResult.self, version: version, compact: flexible, elementSize: 7)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 4
        writer.int32(throttleTimeMs)
        writer.array(results, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeConfigsResponse`.
    public struct DescribeConfigsResult: KafkaStruct {
        public var errorCode: Int16 = 0
        public var errorMessage: String? = ""
        public var resourceType: Int8 = 0
        public var resourceName: String = ""
        public var configs: [DescribeConfigsResourceResult] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 4
            errorCode = reader.int16()
            errorMessage = reader.string(compact: flexible, nullable: true)
            resourceType = reader.int8()
            resourceName = reader.string(compact: flexible)
            configs = reader.array(of: DescribeConfigsResourceResult.self, version: version, compact: flexible, elementSize: 9)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 4
            writer.int16(errorCode)
            writer.string(errorMessage, compact: flexible, nullable: true)
            writer.int8(resourceType)
            writer.string(resourceName, compact: flexible)
            writer.array(configs, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `DescribeConfigsResponse`.
    public struct DescribeConfigsResourceResult: KafkaStruct {
        public var name: String = ""
        public var value: String? = ""
        public var readOnly: Bool = false
        public var configSource: Int8 = -1
        public var isSensitive: Bool = false
        public var synonyms: [DescribeConfigsSynonym] = []
        /// Versions 3+.
        public var configType: Int8 = 0
        /// Versions 3+.
        public var documentation: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 4
            name = reader.string(compact: flexible)
            value = reader.string(compact: flexible, nullable: true)
            readOnly = reader.bool()
            configSource = reader.int8()
            isSensitive = reader.bool()
            synonyms = reader.array(of: DescribeConfigsSynonym.self, version: version, compact: flexible, elementSize: 4)
            if version >= 3 {
                configType = reader.int8()
                documentation = reader.string(compact: flexible, nullable: true)
            }
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 4
            writer.string(name, compact: flexible)
            writer.string(value, compact: flexible, nullable: true)
            writer.bool(readOnly)
            writer.int8(configSource)
            writer.bool(isSensitive)
            writer.array(synonyms, version: version, compact: flexible)
            if version >= 3 {
                writer.int8(configType)
                writer.string(documentation, compact: flexible, nullable: true)
            }
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `DescribeConfigsResponse`.
    public struct DescribeConfigsSynonym: KafkaStruct {
        public var name: String = ""
        public var value: String? = ""
        public var source: Int8 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 4
            name = reader.string(compact: flexible)
            value = reader.string(compact: flexible, nullable: true)
            source = reader.int8()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 4
            writer.string(name, compact: flexible)
            writer.string(value, compact: flexible, nullable: true)
            writer.int8(source)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
