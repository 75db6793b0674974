// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 79, ShareAcknowledge, versions 1-2.
public struct ShareAcknowledgeRequest: KafkaRequest {
    public typealias Response = ShareAcknowledgeResponse
    public static var apiKey: ApiKey { .shareAcknowledge }
    public static var validVersions: ClosedRange<Int16> { 1...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var groupId: String? = nil
    public var memberId: String? = ""
    public var shareSessionEpoch: Int32 = 0
    /// Versions 2+.
    public var isRenewAck: Bool = false
    public var topics: [AcknowledgeTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: true, nullable: true)
        memberId = reader.string(compact: true, nullable: true)
        shareSessionEpoch = reader.int32()
        if version == 2 {
            isRenewAck = reader.bool()
        }
        topics = reader.array(of: AcknowledgeTopic.self, version: version, compact: true, elementSize: 18)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: true, nullable: true)
        writer.string(memberId, compact: true, nullable: true)
        writer.int32(shareSessionEpoch)
        if version == 2 {
            writer.bool(isRenewAck)
        }
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ShareAcknowledgeRequest`.
    public struct AcknowledgeTopic: KafkaStruct {
        public var topicId: Uuid = .zero
        public var partitions: [AcknowledgePartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            partitions = reader.array(of: AcknowledgePartition.self, version: version, compact: true, elementSize: 6)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ShareAcknowledgeRequest`.
    public struct AcknowledgePartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var acknowledgementBatches: [AcknowledgementBatch] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            acknowledgementBatches = reader.array(of: AcknowledgementBatch.self, version: version, compact: true, elementSize: 18)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.array(acknowledgementBatches, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ShareAcknowledgeRequest`.
    public struct AcknowledgementBatch: KafkaStruct {
        public var firstOffset: Int64 = 0
        public var lastOffset: Int64 = 0
        public var acknowledgeTypes: [Int8] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            firstOffset = reader.int64()
            lastOffset = reader.int64()
            acknowledgeTypes = reader.int8Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int64(firstOffset)
            writer.int64(lastOffset)
            writer.int8Array(acknowledgeTypes, compact: true)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 79, ShareAcknowledge, versions 1-2.
public struct ShareAcknowledgeResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var errorMessage: String? = nil
    /// Versions 2+.
    public var acquisitionLockTimeoutMs: Int32 = 0
    public var responses: [ShareAcknowledgeTopicResponse] = []
    public var nodeEndpoints: [NodeEndpoint] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        errorMessage = reader.string(compact: true, nullable: true)
        if version == 2 {
            acquisitionLockTimeoutMs = reader.int32()
        }
        responses = reader.array(of: ShareAcknowledgeTopicResponse.self, version: version, compact: true, elementSize: 18)
        nodeEndpoints = reader.array(of: NodeEndpoint.self, version: version, compact: true, elementSize: 11)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.string(errorMessage, compact: true, nullable: true)
        if version == 2 {
            writer.int32(acquisitionLockTimeoutMs)
        }
        writer.array(responses, version: version, compact: true)
        writer.array(nodeEndpoints, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ShareAcknowledgeResponse`.
    public struct ShareAcknowledgeTopicResponse: KafkaStruct {
        public var topicId: Uuid = .zero
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            partitions = reader.array(of: PartitionData.self, version: version, compact: true, elementSize: 17)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ShareAcknowledgeResponse`.
    public struct PartitionData: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0
        public var errorMessage: String? = nil
        public var currentLeader: LeaderIdAndEpoch = LeaderIdAndEpoch()

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            errorMessage = reader.string(compact: true, nullable: true)
            currentLeader = LeaderIdAndEpoch(from: &reader, version: version)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            writer.string(errorMessage, compact: true, nullable: true)
            currentLeader.encode(to: &writer, version: version)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ShareAcknowledgeResponse`.
    public struct LeaderIdAndEpoch: KafkaStruct {
        public var leaderId: Int32 = 0
        public var leaderEpoch: Int32 = 0

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
    }

    /// Part of `ShareAcknowledgeResponse`.
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
