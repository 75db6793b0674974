// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 75, DescribeTopicPartitions, versions 0.
public struct DescribeTopicPartitionsRequest: KafkaRequest {
    public typealias Response = DescribeTopicPartitionsResponse
    public static var apiKey: ApiKey { .describeTopicPartitions }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var topics: [TopicRequest] = []
    public var responsePartitionLimit: Int32 = 2000
    public var cursor: Cursor? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        topics = reader.array(of: TopicRequest.self, version: version, compact: true, elementSize: 2)
        responsePartitionLimit = reader.int32()
        cursor = reader.structIsNull(tagged: false, nullable: true) ? nil : Cursor(from: &reader, version: version)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(topics, version: version, compact: true)
        writer.int32(responsePartitionLimit)
        writer.structure(cursor, version: version, tagged: false, nullable: true)
        writer.unsignedVarint(0)
    }

    /// Part of `DescribeTopicPartitionsRequest`.
    public struct TopicRequest: KafkaStruct {
        public var name: String = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeTopicPartitionsRequest`.
    public struct Cursor: KafkaStruct {
        public var topicName: String = ""
        public var partitionIndex: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicName = reader.string(compact: true)
            partitionIndex = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topicName, compact: true)
            writer.int32(partitionIndex)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 75, DescribeTopicPartitions, versions 0.
public struct DescribeTopicPartitionsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var topics: [DescribeTopicPartitionsResponseTopic] = []
    public var nextCursor: Cursor? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        topics = reader.array(of: DescribeTopicPartitionsResponseTopic.self, version: version, compact: true, elementSize: 26)
        nextCursor = reader.structIsNull(tagged: false, nullable: true) ? nil : Cursor(from: &reader, version: version)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.array(topics, version: version, compact: true)
        writer.structure(nextCursor, version: version, tagged: false, nullable: true)
        writer.unsignedVarint(0)
    }

    /// Part of `DescribeTopicPartitionsResponse`.
    public struct DescribeTopicPartitionsResponseTopic: KafkaStruct {
        public var errorCode: Int16 = 0
        public var name: String? = ""
        public var topicId: Uuid = .zero
        public var isInternal: Bool = false
        public var partitions: [DescribeTopicPartitionsResponsePartition] = []
        public var topicAuthorizedOperations: Int32 = -2147483648

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            errorCode = reader.int16()
            name = reader.string(compact: true, nullable: true)
            topicId = reader.uuid()
            isInternal = reader.bool()
            partitions = reader.array(of: DescribeTopicPartitionsResponsePartition.self, version: version, compact: true, elementSize: 20)
            topicAuthorizedOperations = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int16(errorCode)
            writer.string(name, compact: true, nullable: true)
            writer.uuid(topicId)
            writer.bool(isInternal)
            writer.array(partitions, version: version, compact: true)
            writer.int32(topicAuthorizedOperations)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeTopicPartitionsResponse`.
    public struct DescribeTopicPartitionsResponsePartition: KafkaStruct {
        public var errorCode: Int16 = 0
        public var partitionIndex: Int32 = 0
        public var leaderId: Int32 = 0
        public var leaderEpoch: Int32 = -1
        public var replicaNodes: [Int32] = []
        public var isrNodes: [Int32] = []
        public var eligibleLeaderReplicas: [Int32]? = nil
        public var lastKnownElr: [Int32]? = nil
        public var offlineReplicas: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            errorCode = reader.int16()
            partitionIndex = reader.int32()
            leaderId = reader.int32()
            leaderEpoch = reader.int32()
            replicaNodes = reader.int32Array(compact: true) ?? []
            isrNodes = reader.int32Array(compact: true) ?? []
            eligibleLeaderReplicas = reader.int32Array(compact: true, nullable: true)
            lastKnownElr = reader.int32Array(compact: true, nullable: true)
            offlineReplicas = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int16(errorCode)
            writer.int32(partitionIndex)
            writer.int32(leaderId)
            writer.int32(leaderEpoch)
            writer.int32Array(replicaNodes, compact: true)
            writer.int32Array(isrNodes, compact: true)
            writer.int32Array(eligibleLeaderReplicas, compact: true, nullable: true)
            writer.int32Array(lastKnownElr, compact: true, nullable: true)
            writer.int32Array(offlineReplicas, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeTopicPartitionsResponse`.
    public struct Cursor: KafkaStruct {
        public var topicName: String = ""
        public var partitionIndex: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicName = reader.string(compact: true)
            partitionIndex = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topicName, compact: true)
            writer.int32(partitionIndex)
            writer.unsignedVarint(0)
        }
    }
}
