// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 45, AlterPartitionReassignments, versions 0-1.
public struct AlterPartitionReassignmentsRequest: KafkaRequest {
    public typealias Response = AlterPartitionReassignmentsResponse
    public static var apiKey: ApiKey { .alterPartitionReassignments }
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var timeoutMs: Int32 = 60000
    /// Versions 1+.
    public var allowReplicationFactorChange: Bool = true
    public var topics: [ReassignableTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        timeoutMs = reader.int32()
        if version == 1 {
            allowReplicationFactorChange = reader.bool()
        }
        topics = reader.array(of: ReassignableTopic.self, version: version, compact: true, elementSize: 3)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(timeoutMs)
        if version == 1 {
            writer.bool(allowReplicationFactorChange)
        }
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `AlterPartitionReassignmentsRequest`.
    public struct ReassignableTopic: KafkaStruct {
        public var name: String = ""
        public var partitions: [ReassignablePartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            partitions = reader.array(of: ReassignablePartition.self, version: version, compact: true, elementSize: 6)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AlterPartitionReassignmentsRequest`.
    public struct ReassignablePartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var replicas: [Int32]? = nil

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            replicas = reader.int32Array(compact: true, nullable: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int32Array(replicas, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 45, AlterPartitionReassignments, versions 0-1.
public struct AlterPartitionReassignmentsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    /// Versions 1+.
    public var allowReplicationFactorChange: Bool = true
    public var errorCode: Int16 = 0
    public var errorMessage: String? = ""
    public var responses: [ReassignableTopicResponse] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        if version == 1 {
            allowReplicationFactorChange = reader.bool()
        }
        errorCode = reader.int16()
        errorMessage = reader.string(compact: true, nullable: true)
        responses = reader.array(of: ReassignableTopicResponse.self, version: version, compact: true, elementSize: 3)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        if version == 1 {
            writer.bool(allowReplicationFactorChange)
        }
        writer.int16(errorCode)
        writer.string(errorMessage, compact: true, nullable: true)
        writer.array(responses, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `AlterPartitionReassignmentsResponse`.
    public struct ReassignableTopicResponse: KafkaStruct {
        public var name: String = ""
        public var partitions: [ReassignablePartitionResponse] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            partitions = reader.array(of: ReassignablePartitionResponse.self, version: version, compact: true, elementSize: 8)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AlterPartitionReassignmentsResponse`.
    public struct ReassignablePartitionResponse: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0
        public var errorMessage: String? = ""

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
