// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 88, StreamsGroupHeartbeat, versions 0.
public struct StreamsGroupHeartbeatRequest: KafkaRequest {
    public typealias Response = StreamsGroupHeartbeatResponse
    public static var apiKey: ApiKey { .streamsGroupHeartbeat }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var groupId: String = ""
    public var memberId: String = ""
    public var memberEpoch: Int32 = 0
    public var endpointInformationEpoch: Int32 = 0
    public var instanceId: String? = nil
    public var rackId: String? = nil
    public var rebalanceTimeoutMs: Int32 = -1
    public var topology: Topology? = nil
    public var activeTasks: [TaskIds]? = nil
    public var standbyTasks: [TaskIds]? = nil
    public var warmupTasks: [TaskIds]? = nil
    public var processId: String? = nil
    public var userEndpoint: Endpoint? = nil
    public var clientTags: [KeyValue]? = nil
    public var taskOffsets: [TaskOffset]? = nil
    public var taskEndOffsets: [TaskOffset]? = nil
    public var shutdownApplication: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: true)
        memberId = reader.string(compact: true)
        memberEpoch = reader.int32()
        endpointInformationEpoch = reader.int32()
        instanceId = reader.string(compact: true, nullable: true)
        rackId = reader.string(compact: true, nullable: true)
        rebalanceTimeoutMs = reader.int32()
        topology = reader.structIsNull(tagged: false, nullable: true) ? nil : Topology(from: &reader, version: version)
        activeTasks = reader.array(of: TaskIds.self, version: version, compact: true, nullable: true, elementSize: 3)
        standbyTasks = reader.array(of: TaskIds.self, version: version, compact: true, nullable: true, elementSize: 3)
        warmupTasks = reader.array(of: TaskIds.self, version: version, compact: true, nullable: true, elementSize: 3)
        processId = reader.string(compact: true, nullable: true)
        userEndpoint = reader.structIsNull(tagged: false, nullable: true) ? nil : Endpoint(from: &reader, version: version)
        clientTags = reader.array(of: KeyValue.self, version: version, compact: true, nullable: true, elementSize: 3)
        taskOffsets = reader.array(of: TaskOffset.self, version: version, compact: true, nullable: true, elementSize: 14)
        taskEndOffsets = reader.array(of: TaskOffset.self, version: version, compact: true, nullable: true, elementSize: 14)
        shutdownApplication = reader.bool()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: true)
        writer.string(memberId, compact: true)
        writer.int32(memberEpoch)
        writer.int32(endpointInformationEpoch)
        writer.string(instanceId, compact: true, nullable: true)
        writer.string(rackId, compact: true, nullable: true)
        writer.int32(rebalanceTimeoutMs)
        writer.structure(topology, version: version, tagged: false, nullable: true)
        writer.array(activeTasks, version: version, compact: true, nullable: true)
        writer.array(standbyTasks, version: version, compact: true, nullable: true)
        writer.array(warmupTasks, version: version, compact: true, nullable: true)
        writer.string(processId, compact: true, nullable: true)
        writer.structure(userEndpoint, version: version, tagged: false, nullable: true)
        writer.array(clientTags, version: version, compact: true, nullable: true)
        writer.array(taskOffsets, version: version, compact: true, nullable: true)
        writer.array(taskEndOffsets, version: version, compact: true, nullable: true)
        writer.bool(shutdownApplication)
        writer.unsignedVarint(0)
    }

    /// Part of `StreamsGroupHeartbeatRequest`.
    public struct Topology: KafkaStruct {
        public var epoch: Int32 = 0
        public var subtopologies: [Subtopology] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            epoch = reader.int32()
            subtopologies = reader.array(of: Subtopology.self, version: version, compact: true, elementSize: 8)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(epoch)
            writer.array(subtopologies, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupHeartbeatRequest`.
    public struct Subtopology: KafkaStruct {
        public var subtopologyId: String = ""
        public var sourceTopics: [String] = []
        public var sourceTopicRegex: [String] = []
        public var stateChangelogTopics: [TopicInfo] = []
        public var repartitionSinkTopics: [String] = []
        public var repartitionSourceTopics: [TopicInfo] = []
        public var copartitionGroups: [CopartitionGroup] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            subtopologyId = reader.string(compact: true)
            sourceTopics = reader.stringArray(compact: true) ?? []
            sourceTopicRegex = reader.stringArray(compact: true) ?? []
            stateChangelogTopics = reader.array(of: TopicInfo.self, version: version, compact: true, elementSize: 9)
            repartitionSinkTopics = reader.stringArray(compact: true) ?? []
            repartitionSourceTopics = reader.array(of: TopicInfo.self, version: version, compact: true, elementSize: 9)
            copartitionGroups = reader.array(of: CopartitionGroup.self, version: version, compact: true, elementSize: 4)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(subtopologyId, compact: true)
            writer.stringArray(sourceTopics, compact: true)
            writer.stringArray(sourceTopicRegex, compact: true)
            writer.array(stateChangelogTopics, version: version, compact: true)
            writer.stringArray(repartitionSinkTopics, compact: true)
            writer.array(repartitionSourceTopics, version: version, compact: true)
            writer.array(copartitionGroups, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupHeartbeatRequest`.
    public struct TopicInfo: KafkaStruct {
        public var name: String = ""
        public var partitions: Int32 = 0
        public var replicationFactor: Int16 = 0
        public var topicConfigs: [KeyValue] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            partitions = reader.int32()
            replicationFactor = reader.int16()
            topicConfigs = reader.array(of: KeyValue.self, version: version, compact: true, elementSize: 3)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.int32(partitions)
            writer.int16(replicationFactor)
            writer.array(topicConfigs, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupHeartbeatRequest`.
    public struct CopartitionGroup: KafkaStruct {
        public var sourceTopics: [Int16] = []
        public var sourceTopicRegex: [Int16] = []
        public var repartitionSourceTopics: [Int16] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            sourceTopics = reader.int16Array(compact: true) ?? []
            sourceTopicRegex = reader.int16Array(compact: true) ?? []
            repartitionSourceTopics = reader.int16Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int16Array(sourceTopics, compact: true)
            writer.int16Array(sourceTopicRegex, compact: true)
            writer.int16Array(repartitionSourceTopics, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupHeartbeatRequest`.
    public struct TaskIds: KafkaStruct {
        public var subtopologyId: String = ""
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            subtopologyId = reader.string(compact: true)
            partitions = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(subtopologyId, compact: true)
            writer.int32Array(partitions, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupHeartbeatRequest`.
    public struct Endpoint: KafkaStruct {
        public var host: String = ""
        public var port: UInt16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            host = reader.string(compact: true)
            port = reader.uint16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(host, compact: true)
            writer.uint16(port)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupHeartbeatRequest`.
    public struct KeyValue: KafkaStruct {
        public var key: String = ""
        public var value: String = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            key = reader.string(compact: true)
            value = reader.string(compact: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(key, compact: true)
            writer.string(value, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupHeartbeatRequest`.
    public struct TaskOffset: KafkaStruct {
        public var subtopologyId: String = ""
        public var partition: Int32 = 0
        public var offset: Int64 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            subtopologyId = reader.string(compact: true)
            partition = reader.int32()
            offset = reader.int64()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(subtopologyId, compact: true)
            writer.int32(partition)
            writer.int64(offset)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 88, StreamsGroupHeartbeat, versions 0.
public struct StreamsGroupHeartbeatResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var errorMessage: String? = nil
    public var memberId: String = ""
    public var memberEpoch: Int32 = 0
    public var heartbeatIntervalMs: Int32 = 0
    public var acceptableRecoveryLag: Int32 = 0
    public var taskOffsetIntervalMs: Int32 = 0
    public var status: [Status]? = []
    public var activeTasks: [TaskIds]? = nil
    public var standbyTasks: [TaskIds]? = nil
    public var warmupTasks: [TaskIds]? = nil
    public var endpointInformationEpoch: Int32 = 0
    public var partitionsByUserEndpoint: [EndpointToPartitions]? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        errorMessage = reader.string(compact: true, nullable: true)
        memberId = reader.string(compact: true)
        memberEpoch = reader.int32()
        heartbeatIntervalMs = reader.int32()
        acceptableRecoveryLag = reader.int32()
        taskOffsetIntervalMs = reader.int32()
        status = reader.array(of: Status.self, version: version, compact: true, nullable: true, elementSize: 3)
        activeTasks = reader.array(of: TaskIds.self, version: version, compact: true, nullable: true, elementSize: 3)
        standbyTasks = reader.array(of: TaskIds.self, version: version, compact: true, nullable: true, elementSize: 3)
        warmupTasks = reader.array(of: TaskIds.self, version: version, compact: true, nullable: true, elementSize: 3)
        endpointInformationEpoch = reader.int32()
        partitionsByUserEndpoint = reader.array(of: EndpointToPartitions.self, version: version, compact: true, nullable: true, elementSize: 7)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.string(errorMessage, compact: true, nullable: true)
        writer.string(memberId, compact: true)
        writer.int32(memberEpoch)
        writer.int32(heartbeatIntervalMs)
        writer.int32(acceptableRecoveryLag)
        writer.int32(taskOffsetIntervalMs)
        writer.array(status, version: version, compact: true, nullable: true)
        writer.array(activeTasks, version: version, compact: true, nullable: true)
        writer.array(standbyTasks, version: version, compact: true, nullable: true)
        writer.array(warmupTasks, version: version, compact: true, nullable: true)
        writer.int32(endpointInformationEpoch)
        writer.array(partitionsByUserEndpoint, version: version, compact: true, nullable: true)
        writer.unsignedVarint(0)
    }

    /// Part of `StreamsGroupHeartbeatResponse`.
    public struct Status: KafkaStruct {
        public var statusCode: Int8 = 0
        public var statusDetail: String = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            statusCode = reader.int8()
            statusDetail = reader.string(compact: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int8(statusCode)
            writer.string(statusDetail, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupHeartbeatResponse`.
    public struct TaskIds: KafkaStruct {
        public var subtopologyId: String = ""
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            subtopologyId = reader.string(compact: true)
            partitions = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(subtopologyId, compact: true)
            writer.int32Array(partitions, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupHeartbeatResponse`.
    public struct EndpointToPartitions: KafkaStruct {
        public var userEndpoint: Endpoint = Endpoint()
        public var activePartitions: [TopicPartition] = []
        public var standbyPartitions: [TopicPartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            userEndpoint = Endpoint(from: &reader, version: version)
            activePartitions = reader.array(of: TopicPartition.self, version: version, compact: true, elementSize: 3)
            standbyPartitions = reader.array(of: TopicPartition.self, version: version, compact: true, elementSize: 3)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            userEndpoint.encode(to: &writer, version: version)
            writer.array(activePartitions, version: version, compact: true)
            writer.array(standbyPartitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupHeartbeatResponse`.
    public struct Endpoint: KafkaStruct {
        public var host: String = ""
        public var port: UInt16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            host = reader.string(compact: true)
            port = reader.uint16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(host, compact: true)
            writer.uint16(port)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupHeartbeatResponse`.
    public struct TopicPartition: KafkaStruct {
        public var topic: String = ""
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topic = reader.string(compact: true)
            partitions = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topic, compact: true)
            writer.int32Array(partitions, compact: true)
            writer.unsignedVarint(0)
        }
    }
}
