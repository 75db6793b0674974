// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// A value in a record or file, versions 0.
public struct ControlRecordTypeSchema: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var type: Int16 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        type = reader.int16()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int16(type)
    }
}
