// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 23, OffsetForLeaderEpoch, versions 2-4.
public struct OffsetForLeaderEpochRequest: KafkaRequest {
    public typealias Response = OffsetForLeaderEpochResponse
    public static var apiKey: ApiKey { .offsetForLeaderEpoch }
    public static var validVersions: ClosedRange<Int16> { 2...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    /// Versions 3+.
    public var replicaId: Int32 = -2
    public var topics: [OffsetForLeaderTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 4
        if version >= 3 {
            replicaId = reader.int32()
        }
        topics = reader.array(of: OffsetForLeaderTopic.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 4
        if version >= 3 {
            writer.int32(replicaId)
        }
        writer.array(topics, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `OffsetForLeaderEpochRequest`.
    public struct OffsetForLeaderTopic: KafkaStruct {
        public var topic: String = ""
        public var partitions: [OffsetForLeaderPartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 4
            topic = reader.string(compact: flexible)
            partitions = reader.array(of: OffsetForLeaderPartition.self, version: version, compact: flexible, elementSize: 12)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 4
            writer.string(topic, compact: flexible)
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `OffsetForLeaderEpochRequest`.
    public struct OffsetForLeaderPartition: KafkaStruct {
        public var partition: Int32 = 0
        public var currentLeaderEpoch: Int32 = -1
        public var leaderEpoch: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 4
            partition = reader.int32()
            currentLeaderEpoch = reader.int32()
            leaderEpoch = reader.int32()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 4
            writer.int32(partition)
            writer.int32(currentLeaderEpoch)
            writer.int32(leaderEpoch)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 23, OffsetForLeaderEpoch, versions 2-4.
public struct OffsetForLeaderEpochResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 2...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    public var throttleTimeMs: Int32 = 0
    public var topics: [OffsetForLeaderTopicResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 4
        throttleTimeMs = reader.int32()
        topics = reader.array(of: OffsetForLeaderTopicResult.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 4
        writer.int32(throttleTimeMs)
        writer.array(topics, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `OffsetForLeaderEpochResponse`.
    public struct OffsetForLeaderTopicResult: KafkaStruct {
        public var topic: String = ""
        public var partitions: [EpochEndOffset] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 4
            topic = reader.string(compact: flexible)
            partitions = reader.array(of: EpochEndOffset.self, version: version, compact: flexible, elementSize: 18)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 4
            writer.string(topic, compact: flexible)
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `OffsetForLeaderEpochResponse`.
    public struct EpochEndOffset: KafkaStruct {
        public var errorCode: Int16 = 0
        public var partition: Int32 = 0
        public var leaderEpoch: Int32 = -1
        public var endOffset: Int64 = -1

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 4
            errorCode = reader.int16()
            partition = reader.int32()
            leaderEpoch = reader.int32()
            endOffset = reader.int64()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 4
            writer.int16(errorCode)
            writer.int32(partition)
            writer.int32(leaderEpoch)
            writer.int64(endOffset)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
