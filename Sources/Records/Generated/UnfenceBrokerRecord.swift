// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 8 of kafka-metadata, versions 0.
public struct UnfenceBrokerRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var id: Int32 = 0
    public var epoch: Int64 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        id = reader.int32()
        epoch = reader.int64()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(id)
        writer.int64(epoch)
        writer.unsignedVarint(0)
    }
}
