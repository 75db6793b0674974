// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 12 of kafka-metadata, versions 0.
public struct FeatureLevelRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var name: String = ""
    public var featureLevel: Int16 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        name = reader.string(compact: true)
        featureLevel = reader.int16()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(name, compact: true)
        writer.int16(featureLevel)
        writer.unsignedVarint(0)
    }
}
