// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 54, EndQuorumEpoch, versions 0-1.
public struct EndQuorumEpochRequest: KafkaRequest {
    public typealias Response = EndQuorumEpochResponse
    public static var apiKey: ApiKey { .endQuorumEpoch }
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

    public var clusterId: String? = nil
    public var topics: [TopicData] = []
    /// Versions 1+.
    public var leaderEndpoints: [LeaderEndpoint] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 1
        clusterId = reader.string(compact: flexible, nullable: true)
        topics = reader.array(of: TopicData.self, version: version, compact: flexible, elementSize: 3)
        if version == 1 {
            leaderEndpoints = reader.array(of: LeaderEndpoint.self, version: version, compact: flexible, elementSize: 5)
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 1
        writer.string(clusterId, compact: flexible, nullable: true)
        writer.array(topics, version: version, compact: flexible)
        if version == 1 {
            writer.array(leaderEndpoints, version: version, compact: flexible)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `EndQuorumEpochRequest`.
    public struct TopicData: KafkaStruct {
        public var topicName: String = ""
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            topicName = reader.string(compact: flexible)
            partitions = reader.array(of: PartitionData.self, version: version, compact: flexible, elementSize: 14)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.string(topicName, compact: flexible)
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `EndQuorumEpochRequest`.
    public struct PartitionData: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var leaderId: Int32 = 0
        public var leaderEpoch: Int32 = 0
        /// Versions 0.
        public var preferredSuccessors: [Int32] = []
        /// Versions 1+.
        public var preferredCandidates: [ReplicaInfo] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            partitionIndex = reader.int32()
            leaderId = reader.int32()
            leaderEpoch = reader.int32()
            if version == 0 {
                preferredSuccessors = reader.int32Array(compact: flexible) ?? []
            }
            if version == 1 {
                preferredCandidates = reader.array(of: ReplicaInfo.self, version: version, compact: flexible, elementSize: 21)
            }
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.int32(partitionIndex)
            writer.int32(leaderId)
            writer.int32(leaderEpoch)
            if version == 0 {
                writer.int32Array(preferredSuccessors, compact: flexible)
            }
            if version == 1 {
                writer.array(preferredCandidates, version: version, compact: flexible)
            }
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `EndQuorumEpochRequest`, versions 1.
    public struct ReplicaInfo: KafkaStruct {
        public var candidateId: Int32 = 0
        public var candidateDirectoryId: Uuid = .zero

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            candidateId = reader.int32()
            candidateDirectoryId = reader.uuid()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(candidateId)
            writer.uuid(candidateDirectoryId)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `EndQuorumEpochRequest`, versions 1.
    public struct LeaderEndpoint: KafkaStruct {
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

/// The response of API 54, EndQuorumEpoch, versions 0-1.
public struct EndQuorumEpochResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

    public var errorCode: Int16 = 0
    public var topics: [TopicData] = []
    /// Versions 1+.
    public var nodeEndpoints: [NodeEndpoint] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 1
        errorCode = reader.int16()
        topics = reader.array(of: TopicData.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            var tags = reader.unsignedVarint()
            while tags > 0, !reader.failed {
                tags &-= 1
                let tag = reader.tag()
                switch tag.number {
                case 0: nodeEndpoints = reader.array(of: NodeEndpoint.self, version: version, compact: flexible, elementSize: 8)
                default: reader.skip(tag.end &- reader.position)
                }
                reader.endTag(tag.end)
            }
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 1
        writer.int16(errorCode)
        writer.array(topics, version: version, compact: flexible)
        if flexible {
            var tags: UInt32 = 0
            let hasNodeEndpoints = !nodeEndpoints.isEmpty
            if hasNodeEndpoints { tags &+= 1 }
            writer.unsignedVarint(tags)
            if hasNodeEndpoints {
                writer.tag(0) { $0.array(nodeEndpoints, version: version, compact: flexible) }
            }
        }
    }

    /// Part of `EndQuorumEpochResponse`.
    public struct TopicData: KafkaStruct {
        public var topicName: String = ""
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            topicName = reader.string(compact: flexible)
            partitions = reader.array(of: PartitionData.self, version: version, compact: flexible, elementSize: 14)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.string(topicName, compact: flexible)
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `EndQuorumEpochResponse`.
    public struct PartitionData: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0
        public var leaderId: Int32 = 0
        public var leaderEpoch: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            leaderId = reader.int32()
            leaderEpoch = reader.int32()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            writer.int32(leaderId)
            writer.int32(leaderEpoch)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `EndQuorumEpochResponse`, versions 1.
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
