// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 55, DescribeQuorum, versions 0-2.
public struct DescribeQuorumRequest: KafkaRequest {
    public typealias Response = DescribeQuorumResponse
    public static var apiKey: ApiKey { .describeQuorum }
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var topics: [TopicData] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        topics = reader.array(of: TopicData.self, version: version, compact: true, elementSize: 3)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `DescribeQuorumRequest`.
    public struct TopicData: KafkaStruct {
        public var topicName: String = ""
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicName = reader.string(compact: true)
            partitions = reader.array(of: PartitionData.self, version: version, compact: true, elementSize: 5)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topicName, compact: true)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeQuorumRequest`.
    public struct PartitionData: KafkaStruct {
        public var partitionIndex: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 55, DescribeQuorum, versions 0-2.
public struct DescribeQuorumResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var errorCode: Int16 = 0
    /// Versions 2+.
    public var errorMessage: String? = ""
    public var topics: [TopicData] = []
    /// Versions 2+.
    public var nodes: [Node] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        errorCode = reader.int16()
        if version == 2 {
            errorMessage = reader.string(compact: true, nullable: true)
        }
        topics = reader.array(of: TopicData.self, version: version, compact: true, elementSize: 3)
        if version == 2 {
            nodes = reader.array(of: Node.self, version: version, compact: true, elementSize: 6)
        }
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int16(errorCode)
        if version == 2 {
            writer.string(errorMessage, compact: true, nullable: true)
        }
        writer.array(topics, version: version, compact: true)
        if version == 2 {
            writer.array(nodes, version: version, compact: true)
        }
        writer.unsignedVarint(0)
    }

    /// Part of `DescribeQuorumResponse`.
    public struct TopicData: KafkaStruct {
        public var topicName: String = ""
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicName = reader.string(compact: true)
            partitions = reader.array(of: PartitionData.self, version: version, compact: true, elementSize: 25)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topicName, compact: true)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeQuorumResponse`.
    public struct PartitionData: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0
        /// Versions 2+.
        public var errorMessage: String? = ""
        public var leaderId: Int32 = 0
        public var leaderEpoch: Int32 = 0
        public var highWatermark: Int64 = 0
        public var currentVoters: [ReplicaState] = []
        public var observers: [ReplicaState] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            if version == 2 {
                errorMessage = reader.string(compact: true, nullable: true)
            }
            leaderId = reader.int32()
            leaderEpoch = reader.int32()
            highWatermark = reader.int64()
            currentVoters = reader.array(of: ReplicaState.self, version: version, compact: true, elementSize: 13)
            observers = reader.array(of: ReplicaState.self, version: version, compact: true, elementSize: 13)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            if version == 2 {
                writer.string(errorMessage, compact: true, nullable: true)
            }
            writer.int32(leaderId)
            writer.int32(leaderEpoch)
            writer.int64(highWatermark)
            writer.array(currentVoters, version: version, compact: true)
            writer.array(observers, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeQuorumResponse`.
    public struct ReplicaState: KafkaStruct {
        public var replicaId: Int32 = 0
        /// Versions 2+.
        public var replicaDirectoryId: Uuid = .zero
        public var logEndOffset: Int64 = 0
        /// Versions 1+.
        public var lastFetchTimestamp: Int64 = -1
        /// Versions 1+.
        public var lastCaughtUpTimestamp: Int64 = -1

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            replicaId = reader.int32()
            if version == 2 {
                replicaDirectoryId = reader.uuid()
            }
            logEndOffset = reader.int64()
            if version >= 1 {
                lastFetchTimestamp = reader.int64()
                lastCaughtUpTimestamp = reader.int64()
            }
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(replicaId)
            if version == 2 {
                writer.uuid(replicaDirectoryId)
            }
            writer.int64(logEndOffset)
            if version >= 1 {
                writer.int64(lastFetchTimestamp)
                writer.int64(lastCaughtUpTimestamp)
            }
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeQuorumResponse`, versions 2.
    public struct Node: KafkaStruct {
        public var nodeId: Int32 = 0
        public var listeners: [Listener] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            nodeId = reader.int32()
            listeners = reader.array(of: Listener.self, version: version, compact: true, elementSize: 5)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(nodeId)
            writer.array(listeners, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeQuorumResponse`, versions 2.
    public struct Listener: KafkaStruct {
        public var name: String = ""
        public var host: String = ""
        public var port: UInt16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            host = reader.string(compact: true)
            port = reader.uint16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.string(host, compact: true)
            writer.uint16(port)
            writer.unsignedVarint(0)
        }
    }
}
