// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Begins every frame, versions 0-1.
public struct ResponseHeader: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

    public var correlationId: Int32 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 1
        correlationId = reader.int32()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 1
        writer.int32(correlationId)
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}
