// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 57, UpdateFeatures, versions 0-2.
public struct UpdateFeaturesRequest: KafkaRequest {
    public typealias Response = UpdateFeaturesResponse
    public static var apiKey: ApiKey { .updateFeatures }
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var timeoutMs: Int32 = 60000
    public var featureUpdates: [FeatureUpdateKey] = []
    /// Versions 1+.
    public var validateOnly: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        timeoutMs = reader.int32()
        featureUpdates = reader.array(of: FeatureUpdateKey.self, version: version, compact: true, elementSize: 5)
        if version >= 1 {
            validateOnly = reader.bool()
        }
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(timeoutMs)
        writer.array(featureUpdates, version: version, compact: true)
        if version >= 1 {
            writer.bool(validateOnly)
        }
        writer.unsignedVarint(0)
    }

    /// Part of `UpdateFeaturesRequest`.
    public struct FeatureUpdateKey: KafkaStruct {
        public var feature: String = ""
        public var maxVersionLevel: Int16 = 0
        /// Versions 0.
        public var allowDowngrade: Bool = false
        /// Versions 1+.
        public var upgradeType: Int8 = 1

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            feature = reader.string(compact: true)
            maxVersionLevel = reader.int16()
            if version == 0 {
                allowDowngrade = reader.bool()
            }
            if version >= 1 {
                upgradeType = reader.int8()
            }
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(feature, compact: true)
            writer.int16(maxVersionLevel)
            if version == 0 {
                writer.bool(allowDowngrade)
            }
            if version >= 1 {
                writer.int8(upgradeType)
            }
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 57, UpdateFeatures, versions 0-2.
public struct UpdateFeaturesResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var errorMessage: String? = ""
    /// Versions 0-1.
    public var results: [UpdatableFeatureResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        errorMessage = reader.string(compact: true, nullable: true)
        if version <= 1 {
            results = reader.array(of: UpdatableFeatureResult.self, version: version, compact: true, elementSize: 5)
        }
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.string(errorMessage, compact: true, nullable: true)
        if version <= 1 {
            writer.array(results, version: version, compact: true)
        }
        writer.unsignedVarint(0)
    }

    /// Part of `UpdateFeaturesResponse`, versions 0-1.
    public struct UpdatableFeatureResult: KafkaStruct {
        public var feature: String = ""
        public var errorCode: Int16 = 0
        public var errorMessage: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            feature = reader.string(compact: true)
            errorCode = reader.int16()
            errorMessage = reader.string(compact: true, nullable: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(feature, compact: true)
            writer.int16(errorCode)
            writer.string(errorMessage, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }
}
