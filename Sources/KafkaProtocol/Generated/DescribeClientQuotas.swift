// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 48, DescribeClientQuotas, versions 0-1.
public struct DescribeClientQuotasRequest: KafkaRequest {
    public typealias Response = DescribeClientQuotasResponse
    public static var apiKey: ApiKey { .describeClientQuotas }
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

    public var components: [ComponentData] = []
    public var strict: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 1
        components = reader.array(of: ComponentData.self, version: version, compact: flexible, elementSize: 4)
        strict = reader.bool()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 1
        writer.array(components, version: version, compact: flexible)
        writer.bool(strict)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeClientQuotasRequest`.
    public struct ComponentData: KafkaStruct {
        public var entityType: String = ""
        public var matchType: Int8 = 0
        public var match: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            entityType = reader.string(compact: flexible)
            matchType = reader.int8()
            match = reader.string(compact: flexible, nullable: true)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.string(entityType, compact: flexible)
            writer.int8(matchType)
            writer.string(match, compact: flexible, nullable: true)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 48, DescribeClientQuotas, versions 0-1.
public struct DescribeClientQuotasResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var errorMessage: String? = ""
    public var entries: [EntryData]? = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 1
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        errorMessage = reader.string(compact: flexible, nullable: true)
        entries = reader.array(of: EntryData.self, version: version, compact: flexible, nullable: true, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 1
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.string(errorMessage, compact: flexible, nullable: true)
        writer.array(entries, version: version, compact: flexible, nullable: true)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeClientQuotasResponse`.
    public struct EntryData: KafkaStruct {
        public var entity: [EntityData] = []
        public var values: [ValueData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            entity = reader.array(of: EntityData.self, version: version, compact: flexible, elementSize: 3)
            values = reader.array(of: ValueData.self, version: version, compact: flexible, elementSize: 10)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.array(entity, version: version, compact: flexible)
            writer.array(values, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `DescribeClientQuotasResponse`.
    public struct EntityData: KafkaStruct {
        public var entityType: String = ""
        public var entityName: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            entityType = reader.string(compact: flexible)
            entityName = reader.string(compact: flexible, nullable: true)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.string(entityType, compact: flexible)
            writer.string(entityName, compact: flexible, nullable: true)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `DescribeClientQuotasResponse`.
    public struct ValueData: KafkaStruct {
        public var key: String = ""
        public var value: Double = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            key = reader.string(compact: flexible)
            value = reader.float64()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.string(key, compact: flexible)
            writer.float64(value)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
