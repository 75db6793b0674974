// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 22, InitProducerId, versions 0-6.
public struct InitProducerIdRequest: KafkaRequest {
    public typealias Response = InitProducerIdResponse
    public static var apiKey: ApiKey { .initProducerId }
    public static var validVersions: ClosedRange<Int16> { 0...6 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var transactionalId: String? = ""
    public var transactionTimeoutMs: Int32 = 0
    /// Versions 3+.
    public var producerId: Int64 = -1
    /// Versions 3+.
    public var producerEpoch: Int16 = -1
    /// Versions 6+.
    public var enable2Pc: Bool = false
    /// Versions 6+.
    public var keepPreparedTxn: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        transactionalId = reader.string(compact: flexible, nullable: true)
        transactionTimeoutMs = reader.int32()
        if version >= 3 {
            producerId = reader.int64()
            producerEpoch = reader.int16()
        }
        if version == 6 {
            enable2Pc = reader.bool()
            keepPreparedTxn = reader.bool()
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        writer.string(transactionalId, compact: flexible, nullable: true)
        writer.int32(transactionTimeoutMs)
        if version >= 3 {
            writer.int64(producerId)
            writer.int16(producerEpoch)
        }
        if version == 6 {
            writer.bool(enable2Pc)
            writer.bool(keepPreparedTxn)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 22, InitProducerId, versions 0-6.
public struct InitProducerIdResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...6 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var producerId: Int64 = -1
    public var producerEpoch: Int16 = 0
    /// Versions 6+.
    public var ongoingTxnProducerId: Int64 = -1
    /// Versions 6+.
    public var ongoingTxnProducerEpoch: Int16 = -1

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        producerId = reader.int64()
        producerEpoch = reader.int16()
        if version == 6 {
            ongoingTxnProducerId = reader.int64()
            ongoingTxnProducerEpoch = reader.int16()
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.int64(producerId)
        writer.int16(producerEpoch)
        if version == 6 {
            writer.int64(ongoingTxnProducerId)
            writer.int16(ongoingTxnProducerEpoch)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}
