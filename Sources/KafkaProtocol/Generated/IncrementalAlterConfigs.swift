// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 44, IncrementalAlterConfigs, versions 0-1.
public struct IncrementalAlterConfigsRequest: KafkaRequest {
    public typealias Response = IncrementalAlterConfigsResponse
    public static var apiKey: ApiKey { .incrementalAlterConfigs }
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

    public var resources: [AlterConfigsResource] = []
    public var validateOnly: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 1
        resources = reader.array(of: AlterConfigsResource.self, version: version, compact: flexible, elementSize: 4)
        validateOnly = reader.bool()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 1
        writer.array(resources, version: version, compact: flexible)
        writer.bool(validateOnly)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `IncrementalAlterConfigsRequest`.
    public struct AlterConfigsResource: KafkaStruct {
        public var resourceType: Int8 = 0
        public var resourceName: String = ""
        public var configs: [AlterableConfig] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            resourceType = reader.int8()
            resourceName = reader.string(compact: flexible)
            configs = reader.array(of: AlterableConfig.self, version: version, compact: flexible, elementSize: 4)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.int8(resourceType)
            writer.string(resourceName, compact: flexible)
            writer.array(configs, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `IncrementalAlterConfigsRequest`.
    public struct AlterableConfig: KafkaStruct {
        public var name: String = ""
        public var configOperation: Int8 = 0
        public var value: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            name = reader.string(compact: flexible)
            configOperation = reader.int8()
            value = reader.string(compact: flexible, nullable: true)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.string(name, compact: flexible)
            writer.int8(configOperation)
            writer.string(value, compact: flexible, nullable: true)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 44, IncrementalAlterConfigs, versions 0-1.
public struct IncrementalAlterConfigsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

    public var throttleTimeMs: Int32 = 0
    public var responses: [AlterConfigsResourceResponse] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 1
        throttleTimeMs = reader.int32()
        responses = reader.array(of: AlterConfigsResourceResponse.self, version: version, compact: flexible, elementSize: 6)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 1
        writer.int32(throttleTimeMs)
        writer.array(responses, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `IncrementalAlterConfigsResponse`.
    public struct AlterConfigsResourceResponse: KafkaStruct {
        public var errorCode: Int16 = 0
        public var errorMessage: String? = ""
        public var resourceType: Int8 = 0
        public var resourceName: String = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            errorCode = reader.int16()
            errorMessage = reader.string(compact: flexible, nullable: true)
            resourceType = reader.int8()
            resourceName = reader.string(compact: flexible)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.int16(errorCode)
            writer.string(errorMessage, compact: flexible, nullable: true)
            writer.int8(resourceType)
            writer.string(resourceName, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
