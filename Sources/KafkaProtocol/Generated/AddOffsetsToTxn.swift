// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 25, AddOffsetsToTxn, versions 0-4.
public struct AddOffsetsToTxnRequest: KafkaRequest {
    public typealias Response = AddOffsetsToTxnResponse
    public static var apiKey: ApiKey { .addOffsetsToTxn }
    public static var validVersions: ClosedRange<Int16> { 0...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }

    public var transactionalId: String = ""
    public var producerId: Int64 = 0
    public var producerEpoch: Int16 = 0
    public var groupId: String = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 3
        transactionalId = reader.string(compact: flexible)
        producerId = reader.int64()
        producerEpoch = reader.int16()
        groupId = reader.string(compact: flexible)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 3
        writer.string(transactionalId, compact: flexible)
        writer.int64(producerId)
        writer.int16(producerEpoch)
        writer.string(groupId, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 25, AddOffsetsToTxn, versions 0-4.
public struct AddOffsetsToTxnResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 3
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 3
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}
