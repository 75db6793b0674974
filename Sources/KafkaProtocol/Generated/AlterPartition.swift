// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 56, AlterPartition, versions 2-3.
public struct AlterPartitionRequest: KafkaRequest {
    public typealias Response = AlterPartitionResponse
    public static var apiKey: ApiKey { .alterPartition }
    public static var validVersions: ClosedRange<Int16> { 2...3 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var brokerId: Int32 = 0
    public var brokerEpoch: Int64 = -1
    public var topics: [TopicData] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        brokerId = reader.int32()
        brokerEpoch = reader.int64()
        topics = reader.array(of: TopicData.self, version: version, compact: true, elementSize: 18)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(brokerId)
        writer.int64(brokerEpoch)
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `AlterPartitionRequest`.
    public struct TopicData: KafkaStruct {
        public var topicId: Uuid = .zero
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            partitions = reader.array(of: PartitionData.self, version: version, compact: true, elementSize: 15)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AlterPartitionRequest`.
    public struct PartitionData: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var leaderEpoch: Int32 = 0
        /// Versions 2.
        public var newIsr: [Int32] = []
        /// Versions 3+.
        public var newIsrWithEpochs: [BrokerState] = []
        public var leaderRecoveryState: Int8 = 0
        public var partitionEpoch: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            leaderEpoch = reader.int32()
            if version == 2 {
                newIsr = reader.int32Array(compact: true) ?? []
            }
            if version == 3 {
                newIsrWithEpochs = reader.array(of: BrokerState.self, version: version, compact: true, elementSize: 13)
            }
            leaderRecoveryState = reader.int8()
            partitionEpoch = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int32(leaderEpoch)
            if version == 2 {
                writer.int32Array(newIsr, compact: true)
            }
            if version == 3 {
                writer.array(newIsrWithEpochs, version: version, compact: true)
            }
            writer.int8(leaderRecoveryState)
            writer.int32(partitionEpoch)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AlterPartitionRequest`, versions 3.
    public struct BrokerState: KafkaStruct {
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
}

/// The response of API 56, AlterPartition, versions 2-3.
public struct AlterPartitionResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 2...3 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var topics: [TopicData] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        topics = reader.array(of: TopicData.self, version: version, compact: true, elementSize: 18)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `AlterPartitionResponse`.
    public struct TopicData: KafkaStruct {
        public var topicId: Uuid = .zero
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            partitions = reader.array(of: PartitionData.self, version: version, compact: true, elementSize: 21)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AlterPartitionResponse`.
    public struct PartitionData: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0
        public var leaderId: Int32 = 0
        public var leaderEpoch: Int32 = 0
        public var isr: [Int32] = []
        public var leaderRecoveryState: Int8 = 0
        public var partitionEpoch: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            leaderId = reader.int32()
            leaderEpoch = reader.int32()
            isr = reader.int32Array(compact: true) ?? []
            leaderRecoveryState = reader.int8()
            partitionEpoch = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            writer.int32(leaderId)
            writer.int32(leaderEpoch)
            writer.int32Array(isr, compact: true)
            writer.int8(leaderRecoveryState)
            writer.int32(partitionEpoch)
            writer.unsignedVarint(0)
        }
    }
}
