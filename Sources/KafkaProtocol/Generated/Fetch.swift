// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 1, Fetch, versions 4-18.
public struct FetchRequest: KafkaRequest {
    public typealias Response = FetchResponse
    public static var apiKey: ApiKey { .fetch }
    public static var validVersions: ClosedRange<Int16> { 4...18 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 12 }

    /// Versions 12+.
    public var clusterId: String? = nil
    /// Versions 4-14.
    public var replicaId: Int32 = -1
    /// Versions 15+.
    public var replicaState: ReplicaState = ReplicaState()
    public var maxWaitMs: Int32 = 0
    public var minBytes: Int32 = 0
    public var maxBytes: Int32 = 0x7fffffff
    public var isolationLevel: Int8 = 0
    /// Versions 7+.
    public var sessionId: Int32 = 0
    /// Versions 7+.
    public var sessionEpoch: Int32 = -1
    public var topics: [FetchTopic] = []
    /// Versions 7+.
    public var forgottenTopicsData: [ForgottenTopic] = []
    /// Versions 11+.
    public var rackId: String = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 12
        if version <= 14 {
            replicaId = reader.int32()
        }
        maxWaitMs = reader.int32()
        minBytes = reader.int32()
        maxBytes = reader.int32()
        isolationLevel = reader.int8()
        if version >= 7 {
            sessionId = reader.int32()
            sessionEpoch = reader.int32()
        }
        topics = reader.array(of: FetchTopic.self, version: version, compact: flexible, elementSize: 3)
        if version >= 7 {
            forgottenTopicsData = reader.array(of: ForgottenTopic.self, version: version, compact: flexible, elementSize: 3)
        }
        if version >= 11 {
            rackId = reader.string(compact: flexible)
        }
        if flexible {
            var tags = reader.unsignedVarint()
            while tags > 0, !reader.failed {
                tags &-= 1
                let tag = reader.tag()
                switch tag.number {
                case 0: clusterId = reader.string(compact: flexible, nullable: true)
                case 1 where version >= 15: replicaState = ReplicaState(from: &reader, version: version)
                default: reader.skip(tag.end &- reader.position)
                }
                reader.endTag(tag.end)
            }
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 12
        if version <= 14 {
            writer.int32(replicaId)
        }
        writer.int32(maxWaitMs)
        writer.int32(minBytes)
        writer.int32(maxBytes)
        writer.int8(isolationLevel)
        if version >= 7 {
            writer.int32(sessionId)
            writer.int32(sessionEpoch)
        }
        writer.array(topics, version: version, compact: flexible)
        if version >= 7 {
            writer.array(forgottenTopicsData, version: version, compact: flexible)
        }
        if version >= 11 {
            writer.string(rackId, compact: flexible)
        }
        if flexible {
            var tags: UInt32 = 0
            let hasClusterId = clusterId != nil
            if hasClusterId { tags &+= 1 }
            let hasReplicaState = version >= 15 && !replicaState.isDefault
            if hasReplicaState { tags &+= 1 }
            writer.unsignedVarint(tags)
            if hasClusterId {
                writer.tag(0) { $0.string(clusterId, compact: flexible, nullable: true) }
            }
            if hasReplicaState {
                writer.tag(1) { replicaState.encode(to: &$0, version: version) }
            }
        }
    }

    /// Part of `FetchRequest`, versions 15-18.
    public struct ReplicaState: KafkaStruct {
        public var replicaId: Int32 = -1
        public var replicaEpoch: Int64 = -1

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            replicaId = reader.int32()
            replicaEpoch = reader.int64()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(replicaId)
            writer.int64(replicaEpoch)
            writer.unsignedVarint(0)
        }

        var isDefault: Bool {
            guard !(replicaId != -1) else { return false }
            return !(replicaEpoch != -1)
        }
    }

    /// Part of `FetchRequest`.
    public struct FetchTopic: KafkaStruct {
        /// Versions 4-12.
        public var topic: String = ""
        /// Versions 13+.
        public var topicId: Uuid = .zero
        public var partitions: [FetchPartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 12
            if version <= 12 {
                topic = reader.string(compact: flexible)
            }
            if version >= 13 {
                topicId = reader.uuid()
            }
            partitions = reader.array(of: FetchPartition.self, version: version, compact: flexible, elementSize: 16)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 12
            if version <= 12 {
                writer.string(topic, compact: flexible)
            }
            if version >= 13 {
                writer.uuid(topicId)
            }
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `FetchRequest`.
    public struct FetchPartition: KafkaStruct {
        public var partition: Int32 = 0
        /// Versions 9+.
        public var currentLeaderEpoch: Int32 = -1
        public var fetchOffset: Int64 = 0
        /// Versions 12+.
        public var lastFetchedEpoch: Int32 = -1
        /// Versions 5+.
        public var logStartOffset: Int64 = -1
        public var partitionMaxBytes: Int32 = 0
        /// Versions 17+.
        public var replicaDirectoryId: Uuid = .zero
        /// Versions 18+.
        public var highWatermark: Int64 = 9223372036854775807

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 12
            partition = reader.int32()
            if version >= 9 {
                currentLeaderEpoch = reader.int32()
            }
            fetchOffset = reader.int64()
            if version >= 12 {
                lastFetchedEpoch = reader.int32()
            }
            if version >= 5 {
                logStartOffset = reader.int64()
            }
            partitionMaxBytes = reader.int32()
            if flexible {
                var tags = reader.unsignedVarint()
                while tags > 0, !reader.failed {
                    tags &-= 1
                    let tag = reader.tag()
                    switch tag.number {
                    case 0 where version >= 17: replicaDirectoryId = reader.uuid()
                    case 1 where version == 18: highWatermark = reader.int64()
                    default: reader.skip(tag.end &- reader.position)
                    }
                    reader.endTag(tag.end)
                }
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 12
            writer.int32(partition)
            if version >= 9 {
                writer.int32(currentLeaderEpoch)
            }
            writer.int64(fetchOffset)
            if version >= 12 {
                writer.int32(lastFetchedEpoch)
            }
            if version >= 5 {
                writer.int64(logStartOffset)
            }
            writer.int32(partitionMaxBytes)
            if flexible {
                var tags: UInt32 = 0
                let hasReplicaDirectoryId = version >= 17 && replicaDirectoryId != .zero
                if hasReplicaDirectoryId { tags &+= 1 }
                let hasHighWatermark = version == 18 && highWatermark != 9223372036854775807
                if hasHighWatermark { tags &+= 1 }
                writer.unsignedVarint(tags)
                if hasReplicaDirectoryId {
                    writer.tag(0, size: 16)
                    writer.uuid(replicaDirectoryId)
                }
                if hasHighWatermark {
                    writer.tag(1, size: 8)
                    writer.int64(highWatermark)
                }
            }
        }
    }

    /// Part of `FetchRequest`, versions 7-18.
    public struct ForgottenTopic: KafkaStruct {
        /// Versions 7-12.
        public var topic: String = ""
        /// Versions 13+.
        public var topicId: Uuid = .zero
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 12
            if version <= 12 {
                topic = reader.string(compact: flexible)
            }
            if version >= 13 {
                topicId = reader.uuid()
            }
            partitions = reader.int32Array(compact: flexible) ?? []
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 12
            if version <= 12 {
                writer.string(topic, compact: flexible)
            }
            if version >= 13 {
                writer.uuid(topicId)
            }
            writer.int32Array(partitions, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 1, Fetch, versions 4-18.
public struct FetchResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 4...18 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 12 }

    public var throttleTimeMs: Int32 = 0
    /// Versions 7+.
    public var errorCode: Int16 = 0
    /// Versions 7+.
    public var sessionId: Int32 = 0
    public var responses: [FetchableTopicResponse] = []
    /// Versions 16+.
    public var nodeEndpoints: [NodeEndpoint] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 12
        throttleTimeMs = reader.int32()
        if version >= 7 {
            errorCode = reader.int16()
            sessionId = reader.int32()
        }
        responses = reader.array(of: FetchableTopicResponse.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            var tags = reader.unsignedVarint()
            while tags > 0, !reader.failed {
                tags &-= 1
                let tag = reader.tag()
                switch tag.number {
                case 0 where version >= 16: nodeEndpoints = reader.array(of: NodeEndpoint.self, version: version, compact: flexible, elementSize: 11)
                default: reader.skip(tag.end &- reader.position)
                }
                reader.endTag(tag.end)
            }
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 12
        writer.int32(throttleTimeMs)
        if version >= 7 {
            writer.int16(errorCode)
            writer.int32(sessionId)
        }
        writer.array(responses, version: version, compact: flexible)
        if flexible {
            var tags: UInt32 = 0
            let hasNodeEndpoints = version >= 16 && !nodeEndpoints.isEmpty
            if hasNodeEndpoints { tags &+= 1 }
            writer.unsignedVarint(tags)
            if hasNodeEndpoints {
                writer.tag(0) { $0.array(nodeEndpoints, version: version, compact: flexible) }
            }
        }
    }

    /// Part of `FetchResponse`.
    public struct FetchableTopicResponse: KafkaStruct {
        /// Versions 4-12.
        public var topic: String = ""
        /// Versions 13+.
        public var topicId: Uuid = .zero
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 12
            if version <= 12 {
                topic = reader.string(compact: flexible)
            }
            if version >= 13 {
                topicId = reader.uuid()
            }
            partitions = reader.array(of: PartitionData.self, version: version, compact: flexible, elementSize: 30)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 12
            if version <= 12 {
                writer.string(topic, compact: flexible)
            }
            if version >= 13 {
                writer.uuid(topicId)
            }
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `FetchResponse`.
    public struct PartitionData: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0
        public var highWatermark: Int64 = 0
        public var lastStableOffset: Int64 = -1
        /// Versions 5+.
        public var logStartOffset: Int64 = -1
        /// Versions 12+.
        public var divergingEpoch: EpochEndOffset = EpochEndOffset()
        /// Versions 12+.
        public var currentLeader: LeaderIdAndEpoch = LeaderIdAndEpoch()
        /// Versions 12+.
        public var snapshotId: SnapshotId = SnapshotId()
        public var abortedTransactions: [AbortedTransaction]? = []
        /// Versions 11+.
        public var preferredReadReplica: Int32 = -1
        public var records: [UInt8]? = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 12
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            highWatermark = reader.int64()
            lastStableOffset = reader.int64()
            if version >= 5 {
                logStartOffset = reader.int64()
            }
            abortedTransactions = reader.array(of: AbortedTransaction.self, version: version, compact: flexible, nullable: true, elementSize: 16)
            if version >= 11 {
                preferredReadReplica = reader.int32()
            }
            records = reader.byteArray(compact: flexible, nullable: true)
            if flexible {
                var tags = reader.unsignedVarint()
                while tags > 0, !reader.failed {
                    tags &-= 1
                    let tag = reader.tag()
                    switch tag.number {
                    case 0: divergingEpoch = EpochEndOffset(from: &reader, version: version)
                    case 1: currentLeader = LeaderIdAndEpoch(from: &reader, version: version)
                    case 2: snapshotId = SnapshotId(from: &reader, version: version)
                    default: reader.skip(tag.end &- reader.position)
                    }
                    reader.endTag(tag.end)
                }
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 12
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            writer.int64(highWatermark)
            writer.int64(lastStableOffset)
            if version >= 5 {
                writer.int64(logStartOffset)
            }
            writer.array(abortedTransactions, version: version, compact: flexible, nullable: true)
            if version >= 11 {
                writer.int32(preferredReadReplica)
            }
            writer.byteArray(records, compact: flexible, nullable: true)
            if flexible {
                var tags: UInt32 = 0
                let hasDivergingEpoch = !divergingEpoch.isDefault
                if hasDivergingEpoch { tags &+= 1 }
                let hasCurrentLeader = !currentLeader.isDefault
                if hasCurrentLeader { tags &+= 1 }
                let hasSnapshotId = !snapshotId.isDefault
                if hasSnapshotId { tags &+= 1 }
                writer.unsignedVarint(tags)
                if hasDivergingEpoch {
                    writer.tag(0) { divergingEpoch.encode(to: &$0, version: version) }
                }
                if hasCurrentLeader {
                    writer.tag(1) { currentLeader.encode(to: &$0, version: version) }
                }
                if hasSnapshotId {
                    writer.tag(2) { snapshotId.encode(to: &$0, version: version) }
                }
            }
        }
    }

    /// Part of `FetchResponse`, versions 12-18.
    public struct EpochEndOffset: KafkaStruct {
        public var epoch: Int32 = -1
        public var endOffset: Int64 = -1

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            epoch = reader.int32()
            endOffset = reader.int64()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(epoch)
            writer.int64(endOffset)
            writer.unsignedVarint(0)
        }

        var isDefault: Bool {
            guard !(epoch != -1) else { return false }
            return !(endOffset != -1)
        }
    }

    /// Part of `FetchResponse`, versions 12-18.
    public struct LeaderIdAndEpoch: KafkaStruct {
        public var leaderId: Int32 = -1
        public var leaderEpoch: Int32 = -1

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            leaderId = reader.int32()
            leaderEpoch = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(leaderId)
            writer.int32(leaderEpoch)
            writer.unsignedVarint(0)
        }

        var isDefault: Bool {
            guard !(leaderId != -1) else { return false }
            return !(leaderEpoch != -1)
        }
    }

    /// Part of `FetchResponse`, versions 12-18.
    public struct SnapshotId: KafkaStruct {
        public var endOffset: Int64 = -1
        public var epoch: Int32 = -1

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            endOffset = reader.int64()
            epoch = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int64(endOffset)
            writer.int32(epoch)
            writer.unsignedVarint(0)
        }

        var isDefault: Bool {
            guard !(endOffset != -1) else { return false }
            return !(epoch != -1)
        }
    }

    /// Part of `FetchResponse`.
    public struct AbortedTransaction: KafkaStruct {
        public var producerId: Int64 = 0
        public var firstOffset: Int64 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 12
            producerId = reader.int64()
            firstOffset = reader.int64()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 12
            writer.int64(producerId)
            writer.int64(firstOffset)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `FetchResponse`, versions 16-18.
    public struct NodeEndpoint: KafkaStruct {
        public var nodeId: Int32 = 0
        public var host: String = ""
        public var port: Int32 = 0
        public var rack: String? = nil

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            nodeId = reader.int32()
            host = reader.string(compact: true)
            port = reader.int32()
            rack = reader.string(compact: true, nullable: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(nodeId)
            writer.string(host, compact: true)
            writer.int32(port)
            writer.string(rack, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }
}
