// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 18, ApiVersions, versions 0-4.
public struct ApiVersionsRequest: KafkaRequest {
    public typealias Response = ApiVersionsResponse
    public static var apiKey: ApiKey { .apiVersions }
    public static var validVersions: ClosedRange<Int16> { 0...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }

    /// Versions 3+.
    public var clientSoftwareName: String = ""
    /// Versions 3+.
    public var clientSoftwareVersion: String = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 3
        if version >= 3 {
            clientSoftwareName = reader.string(compact: flexible)
            clientSoftwareVersion = reader.string(compact: flexible)
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 3
        if version >= 3 {
            writer.string(clientSoftwareName, compact: flexible)
            writer.string(clientSoftwareVersion, compact: flexible)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 18, ApiVersions, versions 0-4.
public struct ApiVersionsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }

    public var errorCode: Int16 = 0
    public var apiKeys: [ApiVersion] = []
    /// Versions 1+.
    public var throttleTimeMs: Int32 = 0
    /// Versions 3+.
    public var supportedFeatures: [SupportedFeatureKey] = []
    /// Versions 3+.
    public var finalizedFeaturesEpoch: Int64 = -1
    /// Versions 3+.
    public var finalizedFeatures: [FinalizedFeatureKey] = []
    /// Versions 3+.
    public var zkMigrationReady: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 3
        errorCode = reader.int16()
        apiKeys = reader.array(of: ApiVersion.self, version: version, compact: flexible, elementSize: 6)
        if version >= 1 {
            throttleTimeMs = reader.int32()
        }
        if flexible {
            var tags = reader.unsignedVarint()
            while tags > 0, !reader.failed {
                tags &-= 1
                let tag = reader.tag()
                switch tag.number {
                case 0: supportedFeatures = reader.array(of: SupportedFeatureKey.self, version: version, compact: flexible, elementSize: 6)
                case 1: finalizedFeaturesEpoch = reader.int64()
                case 2: finalizedFeatures = reader.array(of: FinalizedFeatureKey.self, version: version, compact: flexible, elementSize: 6)
                case 3: zkMigrationReady = reader.bool()
                default: reader.skip(tag.end &- reader.position)
                }
                reader.endTag(tag.end)
            }
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 3
        writer.int16(errorCode)
        writer.array(apiKeys, version: version, compact: flexible)
        if version >= 1 {
            writer.int32(throttleTimeMs)
        }
        if flexible {
            var tags: UInt32 = 0
            let hasSupportedFeatures = !supportedFeatures.isEmpty
            if hasSupportedFeatures { tags &+= 1 }
            let hasFinalizedFeaturesEpoch = finalizedFeaturesEpoch != -1
            if hasFinalizedFeaturesEpoch { tags &+= 1 }
            let hasFinalizedFeatures = !finalizedFeatures.isEmpty
            if hasFinalizedFeatures { tags &+= 1 }
            let hasZkMigrationReady = zkMigrationReady
            if hasZkMigrationReady { tags &+= 1 }
            writer.unsignedVarint(tags)
            if hasSupportedFeatures {
                writer.tag(0) { $0.array(supportedFeatures, version: version, compact: flexible) }
            }
            if hasFinalizedFeaturesEpoch {
                writer.tag(1, size: 8)
                writer.int64(finalizedFeaturesEpoch)
            }
            if hasFinalizedFeatures {
                writer.tag(2) { $0.array(finalizedFeatures, version: version, compact: flexible) }
            }
            if hasZkMigrationReady {
                writer.tag(3, size: 1)
                writer.bool(zkMigrationReady)
            }
        }
    }

    /// Part of `ApiVersionsResponse`.
    public struct ApiVersion: KafkaStruct {
        public var apiKey: Int16 = 0
        public var minVersion: Int16 = 0
        public var maxVersion: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 3
            apiKey = reader.int16()
            minVersion = reader.int16()
            maxVersion = reader.int16()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 3
            writer.int16(apiKey)
            writer.int16(minVersion)
            writer.int16(maxVersion)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `ApiVersionsResponse`, versions 3-4.
    public struct SupportedFeatureKey: KafkaStruct {
        public var name: String = ""
        public var minVersion: Int16 = 0
        public var maxVersion: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            minVersion = reader.int16()
            maxVersion = reader.int16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.int16(minVersion)
            writer.int16(maxVersion)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ApiVersionsResponse`, versions 3-4.
    public struct FinalizedFeatureKey: KafkaStruct {
        public var name: String = ""
        public var maxVersionLevel: Int16 = 0
        public var minVersionLevel: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            maxVersionLevel = reader.int16()
            minVersionLevel = reader.int16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.int16(maxVersionLevel)
            writer.int16(minVersionLevel)
            writer.unsignedVarint(0)
        }
    }
}
