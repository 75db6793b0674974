// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 3, Metadata, versions 0-13.
public struct MetadataRequest: KafkaRequest {
    public typealias Response = MetadataResponse
    public static var apiKey: ApiKey { .metadata }
    public static var validVersions: ClosedRange<Int16> { 0...13 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 9 }

    /// Nil only in versions 1+.
    public var topics: [MetadataRequestTopic]? = []
    /// Versions 4+.
    public var allowAutoTopicCreation: Bool = true
    /// Versions 8-10.
    public var includeClusterAuthorizedOperations: Bool = false
    /// Versions 8+.
    public var includeTopicAuthorizedOperations: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 9
        topics = reader.array(of: MetadataRequestTopic.self, version: version, compact: flexible, nullable: version >= 1, elementSize: 2)
        if version >= 4 {
            allowAutoTopicCreation = reader.bool()
        }
        if version >= 8 && version <= 10 {
            includeClusterAuthorizedOperations = reader.bool()
        }
        if version >= 8 {
            includeTopicAuthorizedOperations = reader.bool()
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 9
        writer.array(topics, version: version, compact: flexible, nullable: version >= 1)
        if version >= 4 {
            writer.bool(allowAutoTopicCreation)
        }
        if version >= 8 && version <= 10 {
            writer.bool(includeClusterAuthorizedOperations)
        }
        if version >= 8 {
            writer.bool(includeTopicAuthorizedOperations)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `MetadataRequest`.
    public struct MetadataRequestTopic: KafkaStruct {
        /// Versions 10+.
        public var topicId: Uuid = .zero
        /// Nil only in versions 10+.
        public var name: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 9
            if version >= 10 {
                topicId = reader.uuid()
            }
            name = reader.string(compact: flexible, nullable: version >= 10)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 9
            if version >= 10 {
                writer.uuid(topicId)
            }
            writer.string(name, compact: flexible, nullable: version >= 10)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 3, Metadata, versions 0-13.
public struct MetadataResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...13 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 9 }

    /// Versions 3+.
    public var throttleTimeMs: Int32 = 0
    public var brokers: [MetadataResponseBroker] = []
    /// Versions 2+.
    public var clusterId: String? = nil
    /// Versions 1+.
    public var controllerId: Int32 = -1
    public var topics: [MetadataResponseTopic] = []
    /// Versions 8-10.
    public var clusterAuthorizedOperations: Int32 = -2147483648
    /// Versions 13+.
    public var errorCode: Int16 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 9
        if version >= 3 {
            throttleTimeMs = reader.int32()
        }
        brokers = reader.array(of: MetadataResponseBroker.self, version: version, compact: flexible, elementSize: 10)
        if version >= 2 {
            clusterId = reader.string(compact: flexible, nullable: true)
        }
        if version >= 1 {
            controllerId = reader.int32()
        }
        topics = reader.array(of: MetadataResponseTopic.self, version: version, compact: flexible, elementSize: 8)
        if version >= 8 && version <= 10 {
            clusterAuthorizedOperations = reader.int32()
        }
        if version == 13 {
            errorCode = reader.int16()
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 9
        if version >= 3 {
            writer.int32(throttleTimeMs)
        }
        writer.array(brokers, version: version, compact: flexible)
        if version >= 2 {
            writer.string(clusterId, compact: flexible, nullable: true)
        }
        if version >= 1 {
            writer.int32(controllerId)
        }
        writer.array(topics, version: version, compact: flexible)
        if version >= 8 && version <= 10 {
            writer.int32(clusterAuthorizedOperations)
        }
        if version == 13 {
            writer.int16(errorCode)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `MetadataResponse`.
    public struct MetadataResponseBroker: KafkaStruct {
        public var nodeId: Int32 = 0
        public var host: String = ""
        public var port: Int32 = 0
        /// Versions 1+.
        public var rack: String? = nil

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 9
            nodeId = reader.int32()
            host = reader.string(compact: flexible)
            port = reader.int32()
            if version >= 1 {
                rack = reader.string(compact: flexible, nullable: true)
            }
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 9
            writer.int32(nodeId)
            writer.string(host, compact: flexible)
            writer.int32(port)
            if version >= 1 {
                writer.string(rack, compact: flexible, nullable: true)
            }
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `MetadataResponse`.
    public struct MetadataResponseTopic: KafkaStruct {
        public var errorCode: Int16 = 0
        /// Nil only in versions 12+.
        public var name: String? = ""
        /// Versions 10+.
        public var topicId: Uuid = .zero
        /// Versions 1+.
        public var isInternal: Bool = false
        public var partitions: [MetadataResponsePartition] = []
        /// Versions 8+.
        public var topicAuthorizedOperations: Int32 = -2147483648

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 9
            errorCode = reader.int16()
            name = reader.string(compact: flexible, nullable: version >= 12)
            if version >= 10 {
                topicId = reader.uuid()
            }
            if version >= 1 {
                isInternal = reader.bool()
            }
            partitions = reader.array(of: MetadataResponsePartition.self, version: version, compact: flexible, elementSize: 18)
            if version >= 8 {
                topicAuthorizedOperations = reader.int32()
            }
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 9
            writer.int16(errorCode)
            writer.string(name, compact: flexible, nullable: version >= 12)
            if version >= 10 {
                writer.uuid(topicId)
            }
            if version >= 1 {
                writer.bool(isInternal)
            }
            writer.array(partitions, version: version, compact: flexible)
            if version >= 8 {
                writer.int32(topicAuthorizedOperations)
            }
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `MetadataResponse`.
    public struct MetadataResponsePartition: KafkaStruct {
        public var errorCode: Int16 = 0
        public var partitionIndex: Int32 = 0
        public var leaderId: Int32 = 0
        /// Versions 7+.
        public var leaderEpoch: Int32 = -1
        public var replicaNodes: [Int32] = []
        public var isrNodes: [Int32] = []
        /// Versions 5+.
        public var offlineReplicas: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 9
            errorCode = reader.int16()
            partitionIndex = reader.int32()
            leaderId = reader.int32()
            if version >= 7 {
                leaderEpoch = reader.int32()
            }
            replicaNodes = reader.int32Array(compact: flexible) ?? []
            isrNodes = reader.int32Array(compact: flexible) ?? []
            if version >= 5 {
                offlineReplicas = reader.int32Array(compact: flexible) ?? []
            }
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 9
            writer.int16(errorCode)
            writer.int32(partitionIndex)
            writer.int32(leaderId)
            if version >= 7 {
                writer.int32(leaderEpoch)
            }
            writer.int32Array(replicaNodes, compact: flexible)
            writer.int32Array(isrNodes, compact: flexible)
            if version >= 5 {
                writer.int32Array(offlineReplicas, compact: flexible)
            }
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
