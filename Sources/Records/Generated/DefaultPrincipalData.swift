// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// A value in a record or file, versions 0.
public struct DefaultPrincipalData: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var type: String = ""
    public var name: String = ""
    public var tokenAuthenticated: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        type = reader.string(compact: true)
        name = reader.string(compact: true)
        tokenAuthenticated = reader.bool()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(type, compact: true)
        writer.string(name, compact: true)
        writer.bool(tokenAuthenticated)
        writer.unsignedVarint(0)
    }
}
