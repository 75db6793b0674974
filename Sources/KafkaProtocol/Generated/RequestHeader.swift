// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Begins every frame, versions 1-2.
public struct RequestHeader: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 1...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var requestApiKey: Int16 = 0
    public var requestApiVersion: Int16 = 0
    public var correlationId: Int32 = 0
    public var clientId: String? = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 2
        requestApiKey = reader.int16()
        requestApiVersion = reader.int16()
        correlationId = reader.int32()
        clientId = reader.string(compact: false, nullable: true)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 2
        writer.int16(requestApiKey)
        writer.int16(requestApiVersion)
        writer.int32(correlationId)
        writer.string(clientId, compact: false, nullable: true)
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}
