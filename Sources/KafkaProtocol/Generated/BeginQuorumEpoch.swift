// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 53, BeginQuorumEpoch, versions 0-1.
public struct BeginQuorumEpochRequest: KafkaRequest {
    public typealias Response = BeginQuorumEpochResponse
    public static var apiKey: ApiKey { .beginQuorumEpoch }
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

    public var clusterId: String? = nil
    /// Versions 1+.
    public var voterId: Int32 = -1
    public var topics: [TopicData] = []
    /// Versions 1+.
    public var leaderEndpoints: [LeaderEndpoint] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 1
        clusterId = reader.string(compact: flexible, nullable: true)
        if version == 1 {
            voterId = reader.int32()
        }
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
        if version == 1 {
            writer.int32(voterId)
        }
        writer.array(topics, version: version, compact: flexible)
        if version == 1 {
            writer.array(leaderEndpoints, version: version, compact: flexible)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `BeginQuorumEpochRequest`.
    public struct TopicData: KafkaStruct {
        public var topicName: String = ""
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            topicName = reader.string(compact: flexible)
            partitions = reader.array(of: PartitionData.self, version: version, compact: flexible, elementSize: 12)
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

    /// Part of `BeginQuorumEpochRequest`.
    public struct PartitionData: KafkaStruct {
        public var partitionIndex: Int32 = 0
        /// Versions 1+.
        public var voterDirectoryId: Uuid = .zero
        public var leaderId: Int32 = 0
        public var leaderEpoch: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 1
            partitionIndex = reader.int32()
            if version == 1 {
                voterDirectoryId = reader.uuid()
            }
            leaderId = reader.int32()
            leaderEpoch = reader.int32()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 1
            writer.int32(partitionIndex)
            if version == 1 {
                writer.uuid(voterDirectoryId)
            }
            writer.int32(leaderId)
            writer.int32(leaderEpoch)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `BeginQuorumEpochRequest`, versions 1.
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

/// The response of API 53, BeginQuorumEpoch, versions 0-1.
public struct BeginQuorumEpochResponse: KafkaResponse {
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

    /// Part of `BeginQuorumEpochResponse`.
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

    /// Part of `BeginQuorumEpochResponse`.
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

    /// Part of `BeginQuorumEpochResponse`, versions 1.
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
