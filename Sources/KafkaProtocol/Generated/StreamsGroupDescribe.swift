// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 89, StreamsGroupDescribe, versions 0.
public struct StreamsGroupDescribeRequest: KafkaRequest {
    public typealias Response = StreamsGroupDescribeResponse
    public static var apiKey: ApiKey { .streamsGroupDescribe }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var groupIds: [String] = []
    public var includeAuthorizedOperations: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupIds = reader.stringArray(compact: true) ?? []
        includeAuthorizedOperations = reader.bool()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.stringArray(groupIds, compact: true)
        writer.bool(includeAuthorizedOperations)
        writer.unsignedVarint(0)
    }
}

/// The response of API 89, StreamsGroupDescribe, versions 0.
public struct StreamsGroupDescribeResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var groups: [DescribedGroup] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        groups = reader.array(of: DescribedGroup.self, version: version, compact: true, elementSize: 20)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.array(groups, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `StreamsGroupDescribeResponse`.
    public struct DescribedGroup: KafkaStruct {
        public var errorCode: Int16 = 0
        public var errorMessage: String? = nil
        public var groupId: String = ""
        public var groupState: String = ""
        public var groupEpoch: Int32 = 0
        public var assignmentEpoch: Int32 = 0
        public var topology: Topology? = nil
        public var members: [Member] = []
        public var authorizedOperations: Int32 = -2147483648

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            errorCode = reader.int16()
            errorMessage = reader.string(compact: true, nullable: true)
            groupId = reader.string(compact: true)
            groupState = reader.string(compact: true)
            groupEpoch = reader.int32()
            assignmentEpoch = reader.int32()
            topology = reader.structIsNull(tagged: false, nullable: true) ? nil : Topology(from: &reader, version: version)
            members = reader.array(of: Member.self, version: version, compact: true, elementSize: 28)
            authorizedOperations = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int16(errorCode)
            writer.string(errorMessage, compact: true, nullable: true)
            writer.string(groupId, compact: true)
            writer.string(groupState, compact: true)
            writer.int32(groupEpoch)
            writer.int32(assignmentEpoch)
            writer.structure(topology, version: version, tagged: false, nullable: true)
            writer.array(members, version: version, compact: true)
            writer.int32(authorizedOperations)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupDescribeResponse`.
    public struct Topology: KafkaStruct {
        public var epoch: Int32 = 0
        public var subtopologies: [Subtopology]? = nil

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            epoch = reader.int32()
            subtopologies = reader.array(of: Subtopology.self, version: version, compact: true, nullable: true, elementSize: 6)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(epoch)
            writer.array(subtopologies, version: version, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupDescribeResponse`.
    public struct Subtopology: KafkaStruct {
        public var subtopologyId: String = ""
        public var sourceTopics: [String] = []
        public var repartitionSinkTopics: [String] = []
        public var stateChangelogTopics: [TopicInfo] = []
        public var repartitionSourceTopics: [TopicInfo] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            subtopologyId = reader.string(compact: true)
            sourceTopics = reader.stringArray(compact: true) ?? []
            repartitionSinkTopics = reader.stringArray(compact: true) ?? []
            stateChangelogTopics = reader.array(of: TopicInfo.self, version: version, compact: true, elementSize: 9)
            repartitionSourceTopics = reader.array(of: TopicInfo.self, version: version, compact: true, elementSize: 9)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(subtopologyId, compact: true)
            writer.stringArray(sourceTopics, compact: true)
            writer.stringArray(repartitionSinkTopics, compact: true)
            writer.array(stateChangelogTopics, version: version, compact: true)
            writer.array(repartitionSourceTopics, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupDescribeResponse`.
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

    /// Part of `StreamsGroupDescribeResponse`.
    public struct Member: KafkaStruct {
        public var memberId: String = ""
        public var memberEpoch: Int32 = 0
        public var instanceId: String? = nil
        public var rackId: String? = nil
        public var clientId: String = ""
        public var clientHost: String = ""
        public var topologyEpoch: Int32 = 0
        public var processId: String = ""
        public var userEndpoint: Endpoint? = nil
        public var clientTags: [KeyValue] = []
        public var taskOffsets: [TaskOffset] = []
        public var taskEndOffsets: [TaskOffset] = []
        public var assignment: Assignment = Assignment()
        public var targetAssignment: Assignment = Assignment()
        public var isClassic: Bool = false

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            memberId = reader.string(compact: true)
            memberEpoch = reader.int32()
            instanceId = reader.string(compact: true, nullable: true)
            rackId = reader.string(compact: true, nullable: true)
            clientId = reader.string(compact: true)
            clientHost = reader.string(compact: true)
            topologyEpoch = reader.int32()
            processId = reader.string(compact: true)
            userEndpoint = reader.structIsNull(tagged: false, nullable: true) ? nil : Endpoint(from: &reader, version: version)
            clientTags = reader.array(of: KeyValue.self, version: version, compact: true, elementSize: 3)
            taskOffsets = reader.array(of: TaskOffset.self, version: version, compact: true, elementSize: 14)
            taskEndOffsets = reader.array(of: TaskOffset.self, version: version, compact: true, elementSize: 14)
            assignment = Assignment(from: &reader, version: version)
            targetAssignment = Assignment(from: &reader, version: version)
            isClassic = reader.bool()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(memberId, compact: true)
            writer.int32(memberEpoch)
            writer.string(instanceId, compact: true, nullable: true)
            writer.string(rackId, compact: true, nullable: true)
            writer.string(clientId, compact: true)
            writer.string(clientHost, compact: true)
            writer.int32(topologyEpoch)
            writer.string(processId, compact: true)
            writer.structure(userEndpoint, version: version, tagged: false, nullable: true)
            writer.array(clientTags, version: version, compact: true)
            writer.array(taskOffsets, version: version, compact: true)
            writer.array(taskEndOffsets, version: version, compact: true)
            assignment.encode(to: &writer, version: version)
            targetAssignment.encode(to: &writer, version: version)
            writer.bool(isClassic)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupDescribeResponse`.
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

    /// Part of `StreamsGroupDescribeResponse`.
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

    /// Part of `StreamsGroupDescribeResponse`.
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

    /// Part of `StreamsGroupDescribeResponse`.
    public struct Assignment: KafkaStruct {
        public var activeTasks: [TaskIds] = []
        public var standbyTasks: [TaskIds] = []
        public var warmupTasks: [TaskIds] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            activeTasks = reader.array(of: TaskIds.self, version: version, compact: true, elementSize: 3)
            standbyTasks = reader.array(of: TaskIds.self, version: version, compact: true, elementSize: 3)
            warmupTasks = reader.array(of: TaskIds.self, version: version, compact: true, elementSize: 3)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.array(activeTasks, version: version, compact: true)
            writer.array(standbyTasks, version: version, compact: true)
            writer.array(warmupTasks, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `StreamsGroupDescribeResponse`.
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
}
