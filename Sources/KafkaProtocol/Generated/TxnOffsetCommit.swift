// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 28, TxnOffsetCommit, versions 0-5.
public struct TxnOffsetCommitRequest: KafkaRequest {
    public typealias Response = TxnOffsetCommitResponse
    public static var apiKey: ApiKey { .txnOffsetCommit }
    public static var validVersions: ClosedRange<Int16> { 0...5 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }

    public var transactionalId: String = ""
    public var groupId: String = ""
    public var producerId: Int64 = 0
    public var producerEpoch: Int16 = 0
    /// Versions 3+.
    public var generationId: Int32 = -1
    /// Versions 3+.
    public var memberId: String = ""
    /// Versions 3+.
    public var groupInstanceId: String? = nil
    public var topics: [TxnOffsetCommitRequestTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 3
        transactionalId = reader.string(compact: flexible)
        groupId = reader.string(compact: flexible)
        producerId = reader.int64()
        producerEpoch = reader.int16()
        if version >= 3 {
            generationId = reader.int32()
            memberId = reader.string(compact: flexible)
            groupInstanceId = reader.string(compact: flexible, nullable: true)
        }
        topics = reader.array(of: TxnOffsetCommitRequestTopic.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 3
        writer.string(transactionalId, compact: flexible)
        writer.string(groupId, compact: flexible)
        writer.int64(producerId)
        writer.int16(producerEpoch)
        if version >= 3 {
            writer.int32(generationId)
            writer.string(memberId, compact: flexible)
            writer.string(groupInstanceId, compact: flexible, nullable: true)
        }
        writer.array(topics, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `TxnOffsetCommitRequest`.
    public struct TxnOffsetCommitRequestTopic: KafkaStruct {
        public var name: String = ""
        public var partitions: [TxnOffsetCommitRequestPartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 3
            name = reader.string(compact: flexible)
            partitions = reader.array(of: TxnOffsetCommitRequestPartition.self, version: version, compact: flexible, elementSize: 14)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 3
            writer.string(name, compact: flexible)
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `TxnOffsetCommitRequest`.
    public struct TxnOffsetCommitRequestPartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var committedOffset: Int64 = 0
        /// Versions 2+.
        public var committedLeaderEpoch: Int32 = -1
        public var committedMetadata: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 3
            partitionIndex = reader.int32()
            committedOffset = reader.int64()
            if version >= 2 {
                committedLeaderEpoch = reader.int32()
            }
            committedMetadata = reader.string(compact: flexible, nullable: true)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 3
            writer.int32(partitionIndex)
            writer.int64(committedOffset)
            if version >= 2 {
                writer.int32(committedLeaderEpoch)
            }
            writer.string(committedMetadata, compact: flexible, nullable: true)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 28, TxnOffsetCommit, versions 0-5.
public struct TxnOffsetCommitResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...5 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }

    public var throttleTimeMs: Int32 = 0
    public var topics: [TxnOffsetCommitResponseTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 3
        throttleTimeMs = reader.int32()
        topics = reader.array(of: TxnOffsetCommitResponseTopic.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 3
        writer.int32(throttleTimeMs)
        writer.array(topics, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `TxnOffsetCommitResponse`.
    public struct TxnOffsetCommitResponseTopic: KafkaStruct {
        public var name: String = ""
        public var partitions: [TxnOffsetCommitResponsePartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 3
            name = reader.string(compact: flexible)
            partitions = reader.array(of: TxnOffsetCommitResponsePartition.self, version: version, compact: flexible, elementSize: 6)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 3
            writer.string(name, compact: flexible)
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `TxnOffsetCommitResponse`.
    public struct TxnOffsetCommitResponsePartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 3
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 3
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
