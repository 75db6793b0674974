// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 91, AlterShareGroupOffsets, versions 0.
public struct AlterShareGroupOffsetsRequest: KafkaRequest {
    public typealias Response = AlterShareGroupOffsetsResponse
    public static var apiKey: ApiKey { .alterShareGroupOffsets }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var groupId: String = ""
    public var topics: [AlterShareGroupOffsetsRequestTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: true)
        topics = reader.array(of: AlterShareGroupOffsetsRequestTopic.self, version: version, compact: true, elementSize: 3)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: true)
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `AlterShareGroupOffsetsRequest`.
    public struct AlterShareGroupOffsetsRequestTopic: KafkaStruct {
        public var topicName: String = ""
        public var partitions: [AlterShareGroupOffsetsRequestPartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicName = reader.string(compact: true)
            partitions = reader.array(of: AlterShareGroupOffsetsRequestPartition.self, version: version, compact: true, elementSize: 13)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topicName, compact: true)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AlterShareGroupOffsetsRequest`.
    public struct AlterShareGroupOffsetsRequestPartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var startOffset: Int64 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            startOffset = reader.int64()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int64(startOffset)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 91, AlterShareGroupOffsets, versions 0.
public struct AlterShareGroupOffsetsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var errorMessage: String? = nil
    public var responses: [AlterShareGroupOffsetsResponseTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        errorMessage = reader.string(compact: true, nullable: true)
        responses = reader.array(of: AlterShareGroupOffsetsResponseTopic.self, version: version, compact: true, elementSize: 19)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.string(errorMessage, compact: true, nullable: true)
        writer.array(responses, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `AlterShareGroupOffsetsResponse`.
    public struct AlterShareGroupOffsetsResponseTopic: KafkaStruct {
        public var topicName: String = ""
        public var topicId: Uuid = .zero
        public var partitions: [AlterShareGroupOffsetsResponsePartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicName = reader.string(compact: true)
            topicId = reader.uuid()
            partitions = reader.array(of: AlterShareGroupOffsetsResponsePartition.self, version: version, compact: true, elementSize: 8)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topicName, compact: true)
            writer.uuid(topicId)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AlterShareGroupOffsetsResponse`.
    public struct AlterShareGroupOffsetsResponsePartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0
        public var errorMessage: String? = nil

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            errorMessage = reader.string(compact: true, nullable: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            writer.string(errorMessage, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }
}
