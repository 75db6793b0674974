// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 18 of kafka-metadata, versions 0.
public struct AccessControlEntryRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var id: Uuid = .zero
    public var resourceType: Int8 = 0
    public var resourceName: String = ""
    public var patternType: Int8 = 0
    public var principal: String = ""
    public var host: String = ""
    public var operation: Int8 = 0
    public var permissionType: Int8 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        id = reader.uuid()
        resourceType = reader.int8()
        resourceName = reader.string(compact: true)
        patternType = reader.int8()
        principal = reader.string(compact: true)
        host = reader.string(compact: true)
        operation = reader.int8()
        permissionType = reader.int8()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.uuid(id)
        writer.int8(resourceType)
        writer.string(resourceName, compact: true)
        writer.int8(patternType)
        writer.string(principal, compact: true)
        writer.string(host, compact: true)
        writer.int8(operation)
        writer.int8(permissionType)
        writer.unsignedVarint(0)
    }
}
