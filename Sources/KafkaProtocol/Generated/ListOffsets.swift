// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 2, ListOffsets, versions 1-11.
public struct ListOffsetsRequest: KafkaRequest {
    public typealias Response = ListOffsetsResponse
    public static var apiKey: ApiKey { .listOffsets }
    public static var validVersions: ClosedRange<Int16> { 1...11 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }

    public var replicaId: Int32 = 0
    /// Versions 2+.
    public var isolationLevel: Int8 = 0
    public var topics: [ListOffsetsTopic] = []
    /// Versions 10+.
    public var timeoutMs: Int32 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 6
        replicaId = reader.int32()
        if version >= 2 {
            isolationLevel = reader.int8()
        }
        topics = reader.array(of: ListOffsetsTopic.self, version: version, compact: flexible, elementSize: 3)
        if version >= 10 {
            timeoutMs = reader.int32()
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 6
        writer.int32(replicaId)
        if version >= 2 {
            writer.int8(isolationLevel)
        }
        writer.array(topics, version: version, compact: flexible)
        if version >= 10 {
            writer.int32(timeoutMs)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ListOffsetsRequest`.
    public struct ListOffsetsTopic: KafkaStruct {
        public var name: String = ""
        public var partitions: [ListOffsetsPartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 6
            name = reader.string(compact: flexible)
            partitions = reader.array(of: ListOffsetsPartition.self, version: version, compact: flexible, elementSize: 12)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 6
            writer.string(name, compact: flexible)
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `ListOffsetsRequest`.
    public struct ListOffsetsPartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        /// Versions 4+.
        public var currentLeaderEpoch: Int32 = -1
        public var timestamp: Int64 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 6
            partitionIndex = reader.int32()
            if version >= 4 {
                currentLeaderEpoch = reader.int32()
            }
            timestamp = reader.int64()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 6
            writer.int32(partitionIndex)
            if version >= 4 {
                writer.int32(currentLeaderEpoch)
            }
            writer.int64(timestamp)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 2, ListOffsets, versions 1-11.
public struct ListOffsetsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...11 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }

    /// Versions 2+.
    public var throttleTimeMs: Int32 = 0
    public var topics: [ListOffsetsTopicResponse] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 6
        if version >= 2 {
            throttleTimeMs = reader.int32()
        }
        topics = reader.array(of: ListOffsetsTopicResponse.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 6
        if version >= 2 {
            writer.int32(throttleTimeMs)
        }
        writer.array(topics, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ListOffsetsResponse`.
    public struct ListOffsetsTopicResponse: KafkaStruct {
        public var name: String = ""
        public var partitions: [ListOffsetsPartitionResponse] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 6
            name = reader.string(compact: flexible)
            partitions = reader.array(of: ListOffsetsPartitionResponse.self, version: version, compact: flexible, elementSize: 22)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 6
            writer.string(name, compact: flexible)
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `ListOffsetsResponse`.
    public struct ListOffsetsPartitionResponse: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0
        public var timestamp: Int64 = -1
        public var offset: Int64 = -1
        /// Versions 4+.
        public var leaderEpoch: Int32 = -1

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 6
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            timestamp = reader.int64()
            offset = reader.int64()
            if version >= 4 {
                leaderEpoch = reader.int32()
            }
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 6
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            writer.int64(timestamp)
            writer.int64(offset)
            if version >= 4 {
                writer.int32(leaderEpoch)
            }
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
