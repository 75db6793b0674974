// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 67, AllocateProducerIds, versions 0.
public struct AllocateProducerIdsRequest: KafkaRequest {
    public typealias Response = AllocateProducerIdsResponse
    public static var apiKey: ApiKey { .allocateProducerIds }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var brokerId: Int32 = 0
    public var brokerEpoch: Int64 = -1

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        brokerId = reader.int32()
        brokerEpoch = reader.int64()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(brokerId)
        writer.int64(brokerEpoch)
        writer.unsignedVarint(0)
    }
}

/// The response of API 67, AllocateProducerIds, versions 0.
public struct AllocateProducerIdsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var producerIdStart: Int64 = 0
    public var producerIdLen: Int32 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        producerIdStart = reader.int64()
        producerIdLen = reader.int32()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.int64(producerIdStart)
        writer.int32(producerIdLen)
        writer.unsignedVarint(0)
    }
}
