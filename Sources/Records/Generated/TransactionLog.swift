// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 0 of kafka-transaction-coordinator.
public struct TransactionLogKey: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var transactionalId: String = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        transactionalId = reader.string(compact: false)
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(transactionalId, compact: false)
    }
}

/// The value of record 0 of kafka-transaction-coordinator, versions 0-1.
public struct TransactionLogValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

    public var producerId: Int64 = 0
    /// Versions 1+.
    public var previousProducerId: Int64 = -1
    /// Versions 1+.
    public var nextProducerId: Int64 = -1
    public var producerEpoch: Int16 = 0
    /// Versions 1+.
    public var nextProducerEpoch: Int16 = -1
    public var transactionTimeoutMs: Int32 = 0
    public var transactionStatus: Int8 = 0
    public var transactionPartitions: [PartitionsSchema]? = []
    public var transactionLastUpdateTimestampMs: Int64 = 0
    public var transactionStartTimestampMs: Int64 = 0
    /// Versions 1+.
    public var clientTransactionVersion: Int16 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 1
        producerId = reader.int64()
        producerEpoch = reader.int16()
        transactionTimeoutMs = reader.int32()
        transactionStatus = reader.int8()
        transactionPartitions = reader.array(of: PartitionsSchema.self, version: version, compact: flexible, nullable: true, elementSize: 3)
        transactionLastUpdateTimestampMs = reader.int64()
        transactionStartTimestampMs = reader.int64()
        if flexible {
            var tags = reader.unsignedVarint()
            while tags > 0, !reader.failed {
                tags &-= 1
                let tag = reader.tag()
                switch tag.number {
                case 0: previousProducerId = reader.int64()
                case 1: nextProducerId = reader.int64()
                case 2: clientTransactionVersion = reader.int16()
                case 3: nextProducerEpoch = reader.int16()
                default: reader.skip(tag.end &- reader.position)
                }
                reader.endTag(tag.end)
            }
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 1
        writer.int64(producerId)
        writer.int16(producerEpoch)
        writer.int32(transactionTimeoutMs)
        writer.int8(transactionStatus)
        writer.array(transactionPartitions, version: version, compact: flexible, nullable: true)
        writer.int64(transactionLastUpdateTimestampMs)
        writer.int64(transactionStartTimestampMs)
        if flexible {
            var tags: UInt32 = 0
            let hasPreviousProducerId = previousProducerId != -1
            if hasPreviousProducerId { tags &+= 1 }
            let hasNextProducerId = nextProducerId != -1
            if hasNextProducerId { tags &+= 1 }
            let hasClientTransactionVersion = clientTransactionVersion != 0
            if hasClientTransactionVersion { tags &+= 1 }
            let hasNextProducerEpoch = nextProducerEpoch != -1
            if hasNextProducerEpoch { tags &+= 1 }
            writer.unsignedVarint(tags)
            if hasPreviousProducerId {
                writer.tag(0, size: 8)
                writer.int64(previousProducerId)
            }
            if hasNextProducerId {
                writer.tag(1, size: 8)
                writer.int64(nextProducerId)
            }
            if hasClientTransactionVersion {
                writer.tag(2, size: 2)
                writer.int16(clientTransactionVersion)
            }
            if hasNextProducerEpoch {
                writer.tag(3, size: 2)
                writer.int16(nextProducerEpoch)
            }
        }
    }

    /// Part of `TransactionLogValue`.
    public struct PartitionsSchema: KafkaStruct {
        public var topic: String = ""
        public var partitionIds: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            topic = reader.string(compact: flexible)
            partitionIds = reader.int32Array(compact: flexible) ?? []
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.string(topic, compact: flexible)
            writer.int32Array(partitionIds, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
