// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 14 of kafka-metadata, versions 0.
public struct ClientQuotaRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var entity: [EntityData] = []
    public var key: String = ""
    public var value: Double = 0
    public var remove: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        entity = reader.array(of: EntityData.self, version: version, compact: true, elementSize: 3)
        key = reader.string(compact: true)
        value = reader.float64()
        remove = reader.bool()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(entity, version: version, compact: true)
        writer.string(key, compact: true)
        writer.float64(value)
        writer.bool(remove)
        writer.unsignedVarint(0)
    }

    /// Part of `ClientQuotaRecord`.
    public struct EntityData: KafkaStruct {
        public var entityType: String = ""
        public var entityName: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            entityType = reader.string(compact: true)
            entityName = reader.string(compact: true, nullable: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(entityType, compact: true)
            writer.string(entityName, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }
}
