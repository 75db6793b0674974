// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 71, GetTelemetrySubscriptions, versions 0.
public struct GetTelemetrySubscriptionsRequest: KafkaRequest {
    public typealias Response = GetTelemetrySubscriptionsResponse
    public static var apiKey: ApiKey { .getTelemetrySubscriptions }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var clientInstanceId: Uuid = .zero

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        clientInstanceId = reader.uuid()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.uuid(clientInstanceId)
        writer.unsignedVarint(0)
    }
}

/// The response of API 71, GetTelemetrySubscriptions, versions 0.
public struct GetTelemetrySubscriptionsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var clientInstanceId: Uuid = .zero
    public var subscriptionId: Int32 = 0
    public var acceptedCompressionTypes: [Int8] = []
    public var pushIntervalMs: Int32 = 0
    public var telemetryMaxBytes: Int32 = 0
    public var deltaTemporality: Bool = false
    public var requestedMetrics: [String] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        clientInstanceId = reader.uuid()
        subscriptionId = reader.int32()
        acceptedCompressionTypes = reader.int8Array(compact: true) ?? []
        pushIntervalMs = reader.int32()
        telemetryMaxBytes = reader.int32()
        deltaTemporality = reader.bool()
        requestedMetrics = reader.stringArray(compact: true) ?? []
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.uuid(clientInstanceId)
        writer.int32(subscriptionId)
        writer.int8Array(acceptedCompressionTypes, compact: true)
        writer.int32(pushIntervalMs)
        writer.int32(telemetryMaxBytes)
        writer.bool(deltaTemporality)
        writer.stringArray(requestedMetrics, compact: true)
        writer.unsignedVarint(0)
    }
}
