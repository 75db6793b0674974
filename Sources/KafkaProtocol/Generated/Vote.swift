// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 52, Vote, versions 0-2.
public struct VoteRequest: KafkaRequest {
    public typealias Response = VoteResponse
    public static var apiKey: ApiKey { .vote }
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var clusterId: String? = nil
    /// Versions 1+.
    public var voterId: Int32 = -1
    public var topics: [TopicData] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        clusterId = reader.string(compact: true, nullable: true)
        if version >= 1 {
            voterId = reader.int32()
        }
        topics = reader.array(of: TopicData.self, version: version, compact: true, elementSize: 3)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(clusterId, compact: true, nullable: true)
        if version >= 1 {
            writer.int32(voterId)
        }
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `VoteRequest`.
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

    /// Part of `VoteRequest`.
    public struct PartitionData: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var replicaEpoch: Int32 = 0
        public var replicaId: Int32 = 0
        /// Versions 1+.
        public var replicaDirectoryId: Uuid = .zero
        /// Versions 1+.
        public var voterDirectoryId: Uuid = .zero
        public var lastOffsetEpoch: Int32 = 0
        public var lastOffset: Int64 = 0
        /// Versions 2+.
        public var preVote: Bool = false

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            replicaEpoch = reader.int32()
            replicaId = reader.int32()
            if version >= 1 {
                replicaDirectoryId = reader.uuid()
                voterDirectoryId = reader.uuid()
            }
            lastOffsetEpoch = reader.int32()
            lastOffset = reader.int64()
            if version == 2 {
                preVote = reader.bool()
            }
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int32(replicaEpoch)
            writer.int32(replicaId)
            if version >= 1 {
                writer.uuid(replicaDirectoryId)
                writer.uuid(voterDirectoryId)
            }
            writer.int32(lastOffsetEpoch)
            writer.int64(lastOffset)
            if version == 2 {
                writer.bool(preVote)
            }
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 52, Vote, versions 0-2.
public struct VoteResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var errorCode: Int16 = 0
    public var topics: [TopicData] = []
    /// Versions 1+.
    public var nodeEndpoints: [NodeEndpoint] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        errorCode = reader.int16()
        topics = reader.array(of: TopicData.self, version: version, compact: true, elementSize: 3)
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0 where version >= 1: nodeEndpoints = reader.array(of: NodeEndpoint.self, version: version, compact: true, elementSize: 8)
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int16(errorCode)
        writer.array(topics, version: version, compact: true)
        var tags: UInt32 = 0
        let hasNodeEndpoints = version >= 1 && !nodeEndpoints.isEmpty
        if hasNodeEndpoints { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasNodeEndpoints {
            writer.tag(0) { $0.array(nodeEndpoints, version: version, compact: true) }
        }
    }

    /// Part of `VoteResponse`.
    public struct TopicData: KafkaStruct {
        public var topicName: String = ""
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicName = reader.string(compact: true)
            partitions = reader.array(of: PartitionData.self, version: version, compact: true, elementSize: 16)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topicName, compact: true)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `VoteResponse`.
    public struct PartitionData: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0
        public var leaderId: Int32 = 0
        public var leaderEpoch: Int32 = 0
        public var voteGranted: Bool = false

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            leaderId = reader.int32()
            leaderEpoch = reader.int32()
            voteGranted = reader.bool()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            writer.int32(leaderId)
            writer.int32(leaderEpoch)
            writer.bool(voteGranted)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `VoteResponse`, versions 1-2.
    public struct NodeEndpoint: KafkaStruct {
        public var nodeId: Int32 = 0
        public var host: String = ""
        public var port: UInt16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            nodeId = reader.int32()
            host = reader.string(compact: true)
            port = reader.uint16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(nodeId)
            writer.string(host, compact: true)
            writer.uint16(port)
            writer.unsignedVarint(0)
        }
    }
}
