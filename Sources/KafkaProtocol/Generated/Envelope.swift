// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 58, Envelope, versions 0.
public struct EnvelopeRequest: KafkaRequest {
    public typealias Response = EnvelopeResponse
    public static var apiKey: ApiKey { .envelope }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var requestData: [UInt8] = []
    public var requestPrincipal: [UInt8]? = []
    public var clientHostAddress: [UInt8] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        requestData = reader.byteArray(compact: true)
        requestPrincipal = reader.byteArray(compact: true, nullable: true)
        clientHostAddress = reader.byteArray(compact: true)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.byteArray(requestData, compact: true)
        writer.byteArray(requestPrincipal, compact: true, nullable: true)
        writer.byteArray(clientHostAddress, compact: true)
        writer.unsignedVarint(0)
    }
}

/// The response of API 58, Envelope, versions 0.
public struct EnvelopeResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var responseData: [UInt8]? = nil
    public var errorCode: Int16 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        responseData = reader.byteArray(compact: true, nullable: true)
        errorCode = reader.int16()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.byteArray(responseData, compact: true, nullable: true)
        writer.int16(errorCode)
        writer.unsignedVarint(0)
    }
}
