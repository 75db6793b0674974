// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 22 of kafka-metadata, versions 0.
public struct RemoveUserScramCredentialRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var name: String = ""
    public var mechanism: Int8 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        name = reader.string(compact: true)
        mechanism = reader.int8()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(name, compact: true)
        writer.int8(mechanism)
        writer.unsignedVarint(0)
    }
}
