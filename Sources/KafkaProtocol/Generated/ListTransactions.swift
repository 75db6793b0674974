// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 66, ListTransactions, versions 0-2.
public struct ListTransactionsRequest: KafkaRequest {
    public typealias Response = ListTransactionsResponse
    public static var apiKey: ApiKey { .listTransactions }
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var stateFilters: [String] = []
    public var producerIdFilters: [Int64] = []
    /// Versions 1+.
    public var durationFilter: Int64 = -1
    /// Versions 2+.
    public var transactionalIdPattern: String? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        stateFilters = reader.stringArray(compact: true) ?? []
        producerIdFilters = reader.int64Array(compact: true) ?? []
        if version >= 1 {
            durationFilter = reader.int64()
        }
        if version == 2 {
            transactionalIdPattern = reader.string(compact: true, nullable: true)
        }
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.stringArray(stateFilters, compact: true)
        writer.int64Array(producerIdFilters, compact: true)
        if version >= 1 {
            writer.int64(durationFilter)
        }
        if version == 2 {
            writer.string(transactionalIdPattern, compact: true, nullable: true)
        }
        writer.unsignedVarint(0)
    }
}

/// The response of API 66, ListTransactions, versions 0-2.
public struct ListTransactionsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var unknownStateFilters: [String] = []
    public var transactionStates: [TransactionState] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        unknownStateFilters = reader.stringArray(compact: true) ?? []
        transactionStates = reader.array(of: TransactionState.self, version: version, compact: true, elementSize: 11)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.stringArray(unknownStateFilters, compact: true)
        writer.array(transactionStates, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ListTransactionsResponse`.
    public struct TransactionState: KafkaStruct {
        public var transactionalId: String = ""
        public var producerId: Int64 = 0
        public var transactionState: String = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            transactionalId = reader.string(compact: true)
            producerId = reader.int64()
            transactionState = reader.string(compact: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(transactionalId, compact: true)
            writer.int64(producerId)
            writer.string(transactionState, compact: true)
            writer.unsignedVarint(0)
        }
    }
}
