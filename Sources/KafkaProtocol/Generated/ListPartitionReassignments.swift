// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 46, ListPartitionReassignments, versions 0.
public struct ListPartitionReassignmentsRequest: KafkaRequest {
    public typealias Response = ListPartitionReassignmentsResponse
    public static var apiKey: ApiKey { .listPartitionReassignments }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var timeoutMs: Int32 = 60000
    public var topics: [ListPartitionReassignmentsTopics]? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        timeoutMs = reader.int32()
        topics = reader.array(of: ListPartitionReassignmentsTopics.self, version: version, compact: true, nullable: true, elementSize: 3)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(timeoutMs)
        writer.array(topics, version: version, compact: true, nullable: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ListPartitionReassignmentsRequest`.
    public struct ListPartitionReassignmentsTopics: KafkaStruct {
        public var name: String = ""
        public var partitionIndexes: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            partitionIndexes = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.int32Array(partitionIndexes, compact: true)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 46, ListPartitionReassignments, versions 0.
public struct ListPartitionReassignmentsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var errorMessage: String? = ""
    public var topics: [OngoingTopicReassignment] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        errorMessage = reader.string(compact: true, nullable: true)
        topics = reader.array(of: OngoingTopicReassignment.self, version: version, compact: true, elementSize: 3)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.string(errorMessage, compact: true, nullable: true)
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ListPartitionReassignmentsResponse`.
    public struct OngoingTopicReassignment: KafkaStruct {
        public var name: String = ""
        public var partitions: [OngoingPartitionReassignment] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            partitions = reader.array(of: OngoingPartitionReassignment.self, version: version, compact: true, elementSize: 8)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ListPartitionReassignmentsResponse`.
    public struct OngoingPartitionReassignment: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var replicas: [Int32] = []
        public var addingReplicas: [Int32] = []
        public var removingReplicas: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            replicas = reader.int32Array(compact: true) ?? []
            addingReplicas = reader.int32Array(compact: true) ?? []
            removingReplicas = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int32Array(replicas, compact: true)
            writer.int32Array(addingReplicas, compact: true)
            writer.int32Array(removingReplicas, compact: true)
            writer.unsignedVarint(0)
        }
    }
}
