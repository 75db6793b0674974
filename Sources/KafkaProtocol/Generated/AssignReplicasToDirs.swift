// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 73, AssignReplicasToDirs, versions 0.
public struct AssignReplicasToDirsRequest: KafkaRequest {
    public typealias Response = AssignReplicasToDirsResponse
    public static var apiKey: ApiKey { .assignReplicasToDirs }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var brokerId: Int32 = 0
    public var brokerEpoch: Int64 = -1
    public var directories: [DirectoryData] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        brokerId = reader.int32()
        brokerEpoch = reader.int64()
        directories = reader.array(of: DirectoryData.self, version: version, compact: true, elementSize: 18)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(brokerId)
        writer.int64(brokerEpoch)
        writer.array(directories, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `AssignReplicasToDirsRequest`.
    public struct DirectoryData: KafkaStruct {
        public var id: Uuid = .zero
        public var topics: [TopicData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            id = reader.uuid()
            topics = reader.array(of: TopicData.self, version: version, compact: true, elementSize: 18)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(id)
            writer.array(topics, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AssignReplicasToDirsRequest`.
    public struct TopicData: KafkaStruct {
        public var topicId: Uuid = .zero
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            partitions = reader.array(of: PartitionData.self, version: version, compact: true, elementSize: 5)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AssignReplicasToDirsRequest`.
    public struct PartitionData: KafkaStruct {
        public var partitionIndex: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 73, AssignReplicasToDirs, versions 0.
public struct AssignReplicasToDirsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var directories: [DirectoryData] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        directories = reader.array(of: DirectoryData.self, version: version, compact: true, elementSize: 18)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.array(directories, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `AssignReplicasToDirsResponse`.
    public struct DirectoryData: KafkaStruct {
        public var id: Uuid = .zero
        public var topics: [TopicData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            id = reader.uuid()
            topics = reader.array(of: TopicData.self, version: version, compact: true, elementSize: 18)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(id)
            writer.array(topics, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AssignReplicasToDirsResponse`.
    public struct TopicData: KafkaStruct {
        public var topicId: Uuid = .zero
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            partitions = reader.array(of: PartitionData.self, version: version, compact: true, elementSize: 7)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AssignReplicasToDirsResponse`.
    public struct PartitionData: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            writer.unsignedVarint(0)
        }
    }
}
