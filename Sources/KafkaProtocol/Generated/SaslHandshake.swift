// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 17, SaslHandshake, versions 0-1.
public struct SaslHandshakeRequest: KafkaRequest {
    public typealias Response = SaslHandshakeResponse
    public static var apiKey: ApiKey { .saslHandshake }
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var mechanism: String = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        mechanism = reader.string(compact: false)
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(mechanism, compact: false)
    }
}

/// The response of API 17, SaslHandshake, versions 0-1.
public struct SaslHandshakeResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var errorCode: Int16 = 0
    public var mechanisms: [String] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        errorCode = reader.int16()
        mechanisms = reader.stringArray(compact: false) ?? []
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int16(errorCode)
        writer.stringArray(mechanisms, compact: false)
    }
}
