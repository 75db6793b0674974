// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 0, Produce, versions 3-13.
public struct ProduceRequest: KafkaRequest {
    public typealias Response = ProduceResponse
    public static var apiKey: ApiKey { .produce }
    public static var validVersions: ClosedRange<Int16> { 3...13 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 9 }

    public var transactionalId: String? = nil
    public var acks: Int16 = 0
    public var timeoutMs: Int32 = 0
    public var topicData: [TopicProduceData] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 9
        transactionalId = reader.string(compact: flexible, nullable: true)
        acks = reader.int16()
        timeoutMs = reader.int32()
        topicData = reader.array(of: TopicProduceData.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 9
        writer.string(transactionalId, compact: flexible, nullable: true)
        writer.int16(acks)
        writer.int32(timeoutMs)
        writer.array(topicData, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ProduceRequest`.
    public struct TopicProduceData: KafkaStruct {
        /// Versions 3-12.
        public var name: String = ""
        /// Versions 13+.
        public var topicId: Uuid = .zero
        public var partitionData: [PartitionProduceData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 9
            if version <= 12 {
                name = reader.string(compact: flexible)
            }
            if version == 13 {
                topicId = reader.uuid()
            }
            partitionData = reader.array(of: PartitionProduceData.self, version: version, compact: flexible, elementSize: 6)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 9
            if version <= 12 {
                writer.string(name, compact: flexible)
            }
            if version == 13 {
                writer.uuid(topicId)
            }
            writer.array(partitionData, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `ProduceRequest`.
    public struct PartitionProduceData: KafkaStruct {
        public var index: Int32 = 0
        public var records: [UInt8]? = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 9
            index = reader.int32()
            records = reader.byteArray(compact: flexible, nullable: true)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 9
            writer.int32(index)
            writer.byteArray(records, compact: flexible, nullable: true)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 0, Produce, versions 3-13.
public struct ProduceResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 3...13 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 9 }

    public var responses: [TopicProduceResponse] = []
    public var throttleTimeMs: Int32 = 0
    /// Versions 10+.
    public var nodeEndpoints: [NodeEndpoint] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 9
        responses = reader.array(of: TopicProduceResponse.self, version: version, compact: flexible, elementSize: 3)
        throttleTimeMs = reader.int32()
        if flexible {
            var tags = reader.unsignedVarint()
            while tags > 0, !reader.failed {
                tags &-= 1
                let tag = reader.tag()
                switch tag.number {
                case 0 where version >= 10: nodeEndpoints = reader.array(of: NodeEndpoint.self, version: version, compact: flexible, elementSize: 11)
                default: reader.skip(tag.end &- reader.position)
                }
                reader.endTag(tag.end)
            }
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 9
        writer.array(responses, version: version, compact: flexible)
        writer.int32(throttleTimeMs)
        if flexible {
            var tags: UInt32 = 0
            let hasNodeEndpoints = version >= 10 && !nodeEndpoints.isEmpty
            if hasNodeEndpoints { tags &+= 1 }
            writer.unsignedVarint(tags)
            if hasNodeEndpoints {
                writer.tag(0) { $0.array(nodeEndpoints, version: version, compact: flexible) }
            }
        }
    }

    /// Part of `ProduceResponse`.
    public struct TopicProduceResponse: KafkaStruct {
        /// Versions 3-12.
        public var name: String = ""
        /// Versions 13+.
        public var topicId: Uuid = .zero
        public var partitionResponses: [PartitionProduceResponse] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 9
            if version <= 12 {
                name = reader.string(compact: flexible)
            }
            if version == 13 {
                topicId = reader.uuid()
            }
            partitionResponses = reader.array(of: PartitionProduceResponse.self, version: version, compact: flexible, elementSize: 22)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 9
            if version <= 12 {
                writer.string(name, compact: flexible)
            }
            if version == 13 {
                writer.uuid(topicId)
            }
            writer.array(partitionResponses, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `ProduceResponse`.
    public struct PartitionProduceResponse: KafkaStruct {
        public var index: Int32 = 0
        public var errorCode: Int16 = 0
        public var baseOffset: Int64 = 0
        public var logAppendTimeMs: Int64 = -1
        /// Versions 5+.
        public var logStartOffset: Int64 = -1
        /// Versions 8+.
        public var recordErrors: [BatchIndexAndErrorMessage] = []
        /// Versions 8+.
        public var errorMessage: String? = nil
        /// Versions 10+.
        public var currentLeader: LeaderIdAndEpoch = LeaderIdAndEpoch()

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 9
            index = reader.int32()
            errorCode = reader.int16()
            baseOffset = reader.int64()
            logAppendTimeMs = reader.int64()
            if version >= 5 {
                logStartOffset = reader.int64()
            }
            if version >= 8 {
                recordErrors = reader.array(of: BatchIndexAndErrorMessage.self, version: version, compact: flexible, elementSize: 6)
                errorMessage = reader.string(compact: flexible, nullable: true)
            }
            if flexible {
                var tags = reader.unsignedVarint()
                while tags > 0, !reader.failed {
                    tags &-= 1
                    let tag = reader.tag()
                    switch tag.number {
                    case 0 where version >= 10: currentLeader = LeaderIdAndEpoch(from: &reader, version: version)
                    default: reader.skip(tag.end &- reader.position)
                    }
                    reader.endTag(tag.end)
                }
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 9
            writer.int32(index)
            writer.int16(errorCode)
            writer.int64(baseOffset)
            writer.int64(logAppendTimeMs)
            if version >= 5 {
                writer.int64(logStartOffset)
            }
            if version >= 8 {
                writer.array(recordErrors, version: version, compact: flexible)
                writer.string(errorMessage, compact: flexible, nullable: true)
            }
            if flexible {
                var tags: UInt32 = 0
                let hasCurrentLeader = version >= 10 && !currentLeader.isDefault
                if hasCurrentLeader { tags &+= 1 }
                writer.unsignedVarint(tags)
                if hasCurrentLeader {
                    writer.tag(0) { currentLeader.encode(to: &$0, version: version) }
                }
            }
        }
    }

    /// Part of `ProduceResponse`, versions 8-13.
    public struct BatchIndexAndErrorMessage: KafkaStruct {
        public var batchIndex: Int32 = 0
        public var batchIndexErrorMessage: String? = nil

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 9
            batchIndex = reader.int32()
            batchIndexErrorMessage = reader.string(compact: flexible, nullable: true)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 9
            writer.int32(batchIndex)
            writer.string(batchIndexErrorMessage, compact: flexible, nullable: true)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `ProduceResponse`, versions 10-13.
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

    /// Part of `ProduceResponse`, versions 10-13.
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
