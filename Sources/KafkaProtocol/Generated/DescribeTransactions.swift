// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 65, DescribeTransactions, versions 0.
public struct DescribeTransactionsRequest: KafkaRequest {
    public typealias Response = DescribeTransactionsResponse
    public static var apiKey: ApiKey { .describeTransactions }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var transactionalIds: [String] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        transactionalIds = reader.stringArray(compact: true) ?? []
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.stringArray(transactionalIds, compact: true)
        writer.unsignedVarint(0)
    }
}

/// The response of API 65, DescribeTransactions, versions 0.
public struct DescribeTransactionsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var transactionStates: [TransactionState] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        transactionStates = reader.array(of: TransactionState.self, version: version, compact: true, elementSize: 28)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.array(transactionStates, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `DescribeTransactionsResponse`.
    public struct TransactionState: KafkaStruct {
        public var errorCode: Int16 = 0
        public var transactionalId: String = ""
        public var transactionState: String = ""
        public var transactionTimeoutMs: Int32 = 0
        public var transactionStartTimeMs: Int64 = 0
        public var producerId: Int64 = 0
        public var producerEpoch: Int16 = 0
        public var topics: [TopicData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            errorCode = reader.int16()
            transactionalId = reader.string(compact: true)
            transactionState = reader.string(compact: true)
            transactionTimeoutMs = reader.int32()
            transactionStartTimeMs = reader.int64()
            producerId = reader.int64()
            producerEpoch = reader.int16()
            topics = reader.array(of: TopicData.self, version: version, compact: true, elementSize: 3)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int16(errorCode)
            writer.string(transactionalId, compact: true)
            writer.string(transactionState, compact: true)
            writer.int32(transactionTimeoutMs)
            writer.int64(transactionStartTimeMs)
            writer.int64(producerId)
            writer.int16(producerEpoch)
            writer.array(topics, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeTransactionsResponse`.
    public struct TopicData: KafkaStruct {
        public var topic: String = ""
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topic = reader.string(compact: true)
            partitions = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topic, compact: true)
            writer.int32Array(partitions, compact: true)
            writer.unsignedVarint(0)
        }
    }
}
