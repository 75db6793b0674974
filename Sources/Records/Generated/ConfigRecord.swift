// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 4 of kafka-metadata, versions 0.
public struct ConfigRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var resourceType: Int8 = 0
    public var resourceName: String = ""
    public var name: String = ""
    public var value: String? = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        resourceType = reader.int8()
        resourceName = reader.string(compact: true)
        name = reader.string(compact: true)
        value = reader.string(compact: true, nullable: true)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int8(resourceType)
        writer.string(resourceName, compact: true)
        writer.string(name, compact: true)
        writer.string(value, compact: true, nullable: true)
        writer.unsignedVarint(0)
    }
}
