// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 24, AddPartitionsToTxn, versions 0-5.
public struct AddPartitionsToTxnRequest: KafkaRequest {
    public typealias Response = AddPartitionsToTxnResponse
    public static var apiKey: ApiKey { .addPartitionsToTxn }
    public static var validVersions: ClosedRange<Int16> { 0...5 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }

    /// Versions 4+.
    public var transactions: [AddPartitionsToTxnTransaction] = []
    /// Versions 0-3.
    public var v3AndBelowTransactionalId: String = ""
    /// Versions 0-3.
    public var v3AndBelowProducerId: Int64 = 0
    /// Versions 0-3.
    public var v3AndBelowProducerEpoch: Int16 = 0
    /// Versions 0-3.
    public var v3AndBelowTopics: [AddPartitionsToTxnTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 3
        if version >= 4 {
            transactions = reader.array(of: AddPartitionsToTxnTransaction.self, version: version, compact: flexible, elementSize: 14)
        }
        if version <= 3 {
            v3AndBelowTransactionalId = reader.string(compact: flexible)
            v3AndBelowProducerId = reader.int64()
            v3AndBelowProducerEpoch = reader.int16()
            v3AndBelowTopics = reader.array(of: AddPartitionsToTxnTopic.self, version: version, compact: flexible, elementSize: 3)
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 3
        if version >= 4 {
            writer.array(transactions, version: version, compact: flexible)
        }
        if version <= 3 {
            writer.string(v3AndBelowTransactionalId, compact: flexible)
            writer.int64(v3AndBelowProducerId)
            writer.int16(v3AndBelowProducerEpoch)
            writer.array(v3AndBelowTopics, version: version, compact: flexible)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AddPartitionsToTxnRequest`, versions 4-5.
    public struct AddPartitionsToTxnTransaction: KafkaStruct {
        public var transactionalId: String = ""
        public var producerId: Int64 = 0
        public var producerEpoch: Int16 = 0
        public var verifyOnly: Bool = false
        public var topics: [AddPartitionsToTxnTopic] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            transactionalId = reader.string(compact: true)
            producerId = reader.int64()
            producerEpoch = reader.int16()
            verifyOnly = reader.bool()
            topics = reader.array(of: AddPartitionsToTxnTopic.self, version: version, compact: true, elementSize: 3)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(transactionalId, compact: true)
            writer.int64(producerId)
            writer.int16(producerEpoch)
            writer.bool(verifyOnly)
            writer.array(topics, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AddPartitionsToTxnRequest`.
    public struct AddPartitionsToTxnTopic: KafkaStruct {
        public var name: String = ""
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 3
            name = reader.string(compact: flexible)
            partitions = reader.int32Array(compact: flexible) ?? []
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 3
            writer.string(name, compact: flexible)
            writer.int32Array(partitions, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 24, AddPartitionsToTxn, versions 0-5.
public struct AddPartitionsToTxnResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...5 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }

    public var throttleTimeMs: Int32 = 0
    /// Versions 4+.
    public var errorCode: Int16 = 0
    /// Versions 4+.
    public var resultsByTransaction: [AddPartitionsToTxnResult] = []
    /// Versions 0-3.
    public var resultsByTopicV3AndBelow: [AddPartitionsToTxnTopicResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 3
        throttleTimeMs = reader.int32()
        if version >= 4 {
            errorCode = reader.int16()
            resultsByTransaction = reader.array(of: AddPartitionsToTxnResult.self, version: version, compact: flexible, elementSize: 3)
        }
        if version <= 3 {
            resultsByTopicV3AndBelow = reader.array(of: AddPartitionsToTxnTopicResult.self, version: version, compact: flexible, elementSize: 3)
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 3
        writer.int32(throttleTimeMs)
        if version >= 4 {
            writer.int16(errorCode)
            writer.array(resultsByTransaction, version: version, compact: flexible)
        }
        if version <= 3 {
            writer.array(resultsByTopicV3AndBelow, version: version, compact: flexible)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AddPartitionsToTxnResponse`, versions 4-5.
    public struct AddPartitionsToTxnResult: KafkaStruct {
        public var transactionalId: String = ""
        public var topicResults: [AddPartitionsToTxnTopicResult] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            transactionalId = reader.string(compact: true)
            topicResults = reader.array(of: AddPartitionsToTxnTopicResult.self, version: version, compact: true, elementSize: 3)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(transactionalId, compact: true)
            writer.array(topicResults, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AddPartitionsToTxnResponse`.
    public struct AddPartitionsToTxnTopicResult: KafkaStruct {
        public var name: String = ""
        public var resultsByPartition: [AddPartitionsToTxnPartitionResult] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 3
            name = reader.string(compact: flexible)
            resultsByPartition = reader.array(of: AddPartitionsToTxnPartitionResult.self, version: version, compact: flexible, elementSize: 6)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 3
            writer.string(name, compact: flexible)
            writer.array(resultsByPartition, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `AddPartitionsToTxnResponse`.
    public struct AddPartitionsToTxnPartitionResult: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var partitionErrorCode: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 3
            partitionIndex = reader.int32()
            partitionErrorCode = reader.int16()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 3
            writer.int32(partitionIndex)
            writer.int16(partitionErrorCode)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
