// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 72, PushTelemetry, versions 0.
public struct PushTelemetryRequest: KafkaRequest {
    public typealias Response = PushTelemetryResponse
    public static var apiKey: ApiKey { .pushTelemetry }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var clientInstanceId: Uuid = .zero
    public var subscriptionId: Int32 = 0
    public var terminating: Bool = false
    public var compressionType: Int8 = 0
    public var metrics: [UInt8] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        clientInstanceId = reader.uuid()
        subscriptionId = reader.int32()
        terminating = reader.bool()
        compressionType = reader.int8()
        metrics = reader.byteArray(compact: true)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.uuid(clientInstanceId)
        writer.int32(subscriptionId)
        writer.bool(terminating)
        writer.int8(compressionType)
        writer.byteArray(metrics, compact: true)
        writer.unsignedVarint(0)
    }
}

/// The response of API 72, PushTelemetry, versions 0.
public struct PushTelemetryResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.unsignedVarint(0)
    }
}
