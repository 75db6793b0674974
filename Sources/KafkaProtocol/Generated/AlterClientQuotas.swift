// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 49, AlterClientQuotas, versions 0-1.
public struct AlterClientQuotasRequest: KafkaRequest {
    public typealias Response = AlterClientQuotasResponse
    public static var apiKey: ApiKey { .alterClientQuotas }
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

    public var entries: [EntryData] = []
    public var validateOnly: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 1
        entries = reader.array(of: EntryData.self, version: version, compact: flexible, elementSize: 3)
        validateOnly = reader.bool()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 1
        writer.array(entries, version: version, compact: flexible)
        writer.bool(validateOnly)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AlterClientQuotasRequest`.
    public struct EntryData: KafkaStruct {
        public var entity: [EntityData] = []
        public var ops: [OpData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            entity = reader.array(of: EntityData.self, version: version, compact: flexible, elementSize: 3)
            ops = reader.array(of: OpData.self, version: version, compact: flexible, elementSize: 11)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.array(entity, version: version, compact: flexible)
            writer.array(ops, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `AlterClientQuotasRequest`.
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

    /// Part of `AlterClientQuotasRequest`.
    public struct OpData: KafkaStruct {
        public var key: String = ""
        public var value: Double = 0
        public var remove: Bool = false

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            key = reader.string(compact: flexible)
            value = reader.float64()
            remove = reader.bool()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.string(key, compact: flexible)
            writer.float64(value)
            writer.bool(remove)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 49, AlterClientQuotas, versions 0-1.
public struct AlterClientQuotasResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

    public var throttleTimeMs: Int32 = 0
    public var entries: [EntryData] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 1
        throttleTimeMs = reader.int32()
        entries = reader.array(of: EntryData.self, version: version, compact: flexible, elementSize: 5)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 1
        writer.int32(throttleTimeMs)
        writer.array(entries, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AlterClientQuotasResponse`.
    public struct EntryData: KafkaStruct {
        public var errorCode: Int16 = 0
        public var errorMessage: String? = ""
        public var entity: [EntityData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            errorCode = reader.int16()
            errorMessage = reader.string(compact: flexible, nullable: true)
            entity = reader.array(of: EntityData.self, version: version, compact: flexible, elementSize: 3)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.int16(errorCode)
            writer.string(errorMessage, compact: flexible, nullable: true)
            writer.array(entity, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `AlterClientQuotasResponse`.
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
}
