// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 11 of kafka-metadata, versions 0.
public struct UserScramCredentialRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var name: String = ""
    public var mechanism: Int8 = 0
    public var salt: [UInt8] = []
    public var storedKey: [UInt8] = []
    public var serverKey: [UInt8] = []
    public var iterations: Int32 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        name = reader.string(compact: true)
        mechanism = reader.int8()
        salt = reader.byteArray(compact: true)
        storedKey = reader.byteArray(compact: true)
        serverKey = reader.byteArray(compact: true)
        iterations = reader.int32()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(name, compact: true)
        writer.int8(mechanism)
        writer.byteArray(salt, compact: true)
        writer.byteArray(storedKey, compact: true)
        writer.byteArray(serverKey, compact: true)
        writer.int32(iterations)
        writer.unsignedVarint(0)
    }
}
