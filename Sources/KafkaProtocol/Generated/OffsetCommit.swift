// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 8, OffsetCommit, versions 2-10.
public struct OffsetCommitRequest: KafkaRequest {
    public typealias Response = OffsetCommitResponse
    public static var apiKey: ApiKey { .offsetCommit }
    public static var validVersions: ClosedRange<Int16> { 2...10 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 8 }

    public var groupId: String = ""
    public var generationIdOrMemberEpoch: Int32 = -1
    public var memberId: String = ""
    /// Versions 7+.
    public var groupInstanceId: String? = nil
    /// Versions 2-4.
    public var retentionTimeMs: Int64 = -1
    public var topics: [OffsetCommitRequestTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 8
        groupId = reader.string(compact: flexible)
        generationIdOrMemberEpoch = reader.int32()
        memberId = reader.string(compact: flexible)
        if version >= 7 {
            groupInstanceId = reader.string(compact: flexible, nullable: true)
        }
        if version <= 4 {
            retentionTimeMs = reader.int64()
        }
        topics = reader.array(of: OffsetCommitRequestTopic.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 8
        writer.string(groupId, compact: flexible)
        writer.int32(generationIdOrMemberEpoch)
        writer.string(memberId, compact: flexible)
        if version >= 7 {
            writer.string(groupInstanceId, compact: flexible, nullable: true)
        }
        if version <= 4 {
            writer.int64(retentionTimeMs)
        }
        writer.array(topics, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `OffsetCommitRequest`.
    public struct OffsetCommitRequestTopic: KafkaStruct {
        /// Versions 2-9.
        public var name: String = ""
        /// Versions 10+.
        public var topicId: Uuid = .zero
        public var partitions: [OffsetCommitRequestPartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 8
            if version <= 9 {
                name = reader.string(compact: flexible)
            }
            if version == 10 {
                topicId = reader.uuid()
            }
            partitions = reader.array(of: OffsetCommitRequestPartition.self, version: version, compact: flexible, elementSize: 14)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 8
            if version <= 9 {
                writer.string(name, compact: flexible)
            }
            if version == 10 {
                writer.uuid(topicId)
            }
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `OffsetCommitRequest`.
    public struct OffsetCommitRequestPartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var committedOffset: Int64 = 0
        /// Versions 6+.
        public var committedLeaderEpoch: Int32 = -1
        public var committedMetadata: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 8
            partitionIndex = reader.int32()
            committedOffset = reader.int64()
            if version >= 6 {
                committedLeaderEpoch = reader.int32()
            }
            committedMetadata = reader.string(compact: flexible, nullable: true)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 8
            writer.int32(partitionIndex)
            writer.int64(committedOffset)
            if version >= 6 {
                writer.int32(committedLeaderEpoch)
            }
            writer.string(committedMetadata, compact: flexible, nullable: true)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 8, OffsetCommit, versions 2-10.
public struct OffsetCommitResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 2...10 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 8 }

    /// Versions 3+.
    public var throttleTimeMs: Int32 = 0
    public var topics: [OffsetCommitResponseTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 8
        if version >= 3 {
            throttleTimeMs = reader.int32()
        }
        topics = reader.array(of: OffsetCommitResponseTopic.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 8
        if version >= 3 {
            writer.int32(throttleTimeMs)
        }
        writer.array(topics, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `OffsetCommitResponse`.
    public struct OffsetCommitResponseTopic: KafkaStruct {
        /// Versions 2-9.
        public var name: String = ""
        /// Versions 10+.
        public var topicId: Uuid = .zero
        public var partitions: [OffsetCommitResponsePartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 8
            if version <= 9 {
                name = reader.string(compact: flexible)
            }
            if version == 10 {
                topicId = reader.uuid()
            }
            partitions = reader.array(of: OffsetCommitResponsePartition.self, version: version, compact: flexible, elementSize: 6)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 8
            if version <= 9 {
                writer.string(name, compact: flexible)
            }
            if version == 10 {
                writer.uuid(topicId)
            }
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `OffsetCommitResponse`.
    public struct OffsetCommitResponsePartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 8
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 8
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
