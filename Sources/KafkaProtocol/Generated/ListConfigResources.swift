// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 74, ListConfigResources, versions 0-1.
public struct ListConfigResourcesRequest: KafkaRequest {
    public typealias Response = ListConfigResourcesResponse
    public static var apiKey: ApiKey { .listConfigResources }
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    /// Versions 1+.
    public var resourceTypes: [Int8] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        if version == 1 {
            resourceTypes = reader.int8Array(compact: true) ?? []
        }
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        if version == 1 {
            writer.int8Array(resourceTypes, compact: true)
        }
        writer.unsignedVarint(0)
    }
}

/// The response of API 74, ListConfigResources, versions 0-1.
public struct ListConfigResourcesResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var configResources: [ConfigResource] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        configResources = reader.array(of: ConfigResource.self, version: version, compact: true, elementSize: 2)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.array(configResources, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ListConfigResourcesResponse`.
    public struct ConfigResource: KafkaStruct {
        public var resourceName: String = ""
        /// Versions 1+.
        public var resourceType: Int8 = 16

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            resourceName = reader.string(compact: true)
            if version == 1 {
                resourceType = reader.int8()
            }
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(resourceName, compact: true)
            if version == 1 {
                writer.int8(resourceType)
            }
            writer.unsignedVarint(0)
        }
    }
}
