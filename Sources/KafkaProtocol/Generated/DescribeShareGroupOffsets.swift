// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 90, DescribeShareGroupOffsets, versions 0-1.
public struct DescribeShareGroupOffsetsRequest: KafkaRequest {
    public typealias Response = DescribeShareGroupOffsetsResponse
    public static var apiKey: ApiKey { .describeShareGroupOffsets }
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var groups: [DescribeShareGroupOffsetsRequestGroup] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groups = reader.array(of: DescribeShareGroupOffsetsRequestGroup.self, version: version, compact: true, elementSize: 3)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(groups, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `DescribeShareGroupOffsetsRequest`.
    public struct DescribeShareGroupOffsetsRequestGroup: KafkaStruct {
        public var groupId: String = ""
        public var topics: [DescribeShareGroupOffsetsRequestTopic]? = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            groupId = reader.string(compact: true)
            topics = reader.array(of: DescribeShareGroupOffsetsRequestTopic.self, version: version, compact: true, nullable: true, elementSize: 3)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(groupId, compact: true)
            writer.array(topics, version: version, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeShareGroupOffsetsRequest`.
    public struct DescribeShareGroupOffsetsRequestTopic: KafkaStruct {
        public var topicName: String = ""
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicName = reader.string(compact: true)
            partitions = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topicName, compact: true)
            writer.int32Array(partitions, compact: true)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 90, DescribeShareGroupOffsets, versions 0-1.
public struct DescribeShareGroupOffsetsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var groups: [DescribeShareGroupOffsetsResponseGroup] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        groups = reader.array(of: DescribeShareGroupOffsetsResponseGroup.self, version: version, compact: true, elementSize: 6)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.array(groups, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `DescribeShareGroupOffsetsResponse`.
    public struct DescribeShareGroupOffsetsResponseGroup: KafkaStruct {
        public var groupId: String = ""
        public var topics: [DescribeShareGroupOffsetsResponseTopic] = []
        public var errorCode: Int16 = 0
        public var errorMessage: String? = nil

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            groupId = reader.string(compact: true)
            topics = reader.array(of: DescribeShareGroupOffsetsResponseTopic.self, version: version, compact: true, elementSize: 19)
            errorCode = reader.int16()
            errorMessage = reader.string(compact: true, nullable: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(groupId, compact: true)
            writer.array(topics, version: version, compact: true)
            writer.int16(errorCode)
            writer.string(errorMessage, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeShareGroupOffsetsResponse`.
    public struct DescribeShareGroupOffsetsResponseTopic: KafkaStruct {
        public var topicName: String = ""
        public var topicId: Uuid = .zero
        public var partitions: [DescribeShareGroupOffsetsResponsePartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicName = reader.string(compact: true)
            topicId = reader.uuid()
            partitions = reader.array(of: DescribeShareGroupOffsetsResponsePartition.self, version: version, compact: true, elementSize: 20)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topicName, compact: true)
            writer.uuid(topicId)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeShareGroupOffsetsResponse`.
    public struct DescribeShareGroupOffsetsResponsePartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var startOffset: Int64 = 0
        public var leaderEpoch: Int32 = 0
        /// Versions 1+.
        public var lag: Int64 = -1
        public var errorCode: Int16 = 0
        public var errorMessage: String? = nil

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            startOffset = reader.int64()
            leaderEpoch = reader.int32()
            if version == 1 {
                lag = reader.int64()
            }
            errorCode = reader.int16()
            errorMessage = reader.string(compact: true, nullable: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int64(startOffset)
            writer.int32(leaderEpoch)
            if version == 1 {
                writer.int64(lag)
            }
            writer.int16(errorCode)
            writer.string(errorMessage, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }
}
