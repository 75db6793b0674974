// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 61, DescribeProducers, versions 0.
public struct DescribeProducersRequest: KafkaRequest {
    public typealias Response = DescribeProducersResponse
    public static var apiKey: ApiKey { .describeProducers }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var topics: [TopicRequest] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        topics = reader.array(of: TopicRequest.self, version: version, compact: true, elementSize: 3)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `DescribeProducersRequest`.
    public struct TopicRequest: KafkaStruct {
        public var name: String = ""
        public var partitionIndexes: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            partitionIndexes = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.int32Array(partitionIndexes, compact: true)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 61, DescribeProducers, versions 0.
public struct DescribeProducersResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var topics: [TopicResponse] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        topics = reader.array(of: TopicResponse.self, version: version, compact: true, elementSize: 3)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `DescribeProducersResponse`.
    public struct TopicResponse: KafkaStruct {
        public var name: String = ""
        public var partitions: [PartitionResponse] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            partitions = reader.array(of: PartitionResponse.self, version: version, compact: true, elementSize: 9)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeProducersResponse`.
    public struct PartitionResponse: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0
        public var errorMessage: String? = nil
        public var activeProducers: [ProducerState] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            errorMessage = reader.string(compact: true, nullable: true)
            activeProducers = reader.array(of: ProducerState.self, version: version, compact: true, elementSize: 37)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            writer.string(errorMessage, compact: true, nullable: true)
            writer.array(activeProducers, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeProducersResponse`.
    public struct ProducerState: KafkaStruct {
        public var producerId: Int64 = 0
        public var producerEpoch: Int32 = 0
        public var lastSequence: Int32 = -1
        public var lastTimestamp: Int64 = -1
        public var coordinatorEpoch: Int32 = 0
        public var currentTxnStartOffset: Int64 = -1

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            producerId = reader.int64()
            producerEpoch = reader.int32()
            lastSequence = reader.int32()
            lastTimestamp = reader.int64()
            coordinatorEpoch = reader.int32()
            currentTxnStartOffset = reader.int64()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int64(producerId)
            writer.int32(producerEpoch)
            writer.int32(lastSequence)
            writer.int64(lastTimestamp)
            writer.int32(coordinatorEpoch)
            writer.int64(currentTxnStartOffset)
            writer.unsignedVarint(0)
        }
    }
}
