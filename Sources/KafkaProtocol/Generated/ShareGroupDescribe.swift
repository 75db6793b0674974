// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 77, ShareGroupDescribe, versions 1.
public struct ShareGroupDescribeRequest: KafkaRequest {
    public typealias Response = ShareGroupDescribeResponse
    public static var apiKey: ApiKey { .shareGroupDescribe }
    public static var validVersions: ClosedRange<Int16> { 1...1 }
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

/// The response of API 77, ShareGroupDescribe, versions 1.
public struct ShareGroupDescribeResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...1 }
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

    /// Part of `ShareGroupDescribeResponse`.
    public struct DescribedGroup: KafkaStruct {
        public var errorCode: Int16 = 0
        public var errorMessage: String? = nil
        public var groupId: String = ""
        public var groupState: String = ""
        public var groupEpoch: Int32 = 0
        public var assignmentEpoch: Int32 = 0
        public var assignorName: String = ""
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
            assignorName = reader.string(compact: true)
            members = reader.array(of: Member.self, version: version, compact: true, elementSize: 12)
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
            writer.string(assignorName, compact: true)
            writer.array(members, version: version, compact: true)
            writer.int32(authorizedOperations)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ShareGroupDescribeResponse`.
    public struct Member: KafkaStruct {
        public var memberId: String = ""
        public var rackId: String? = nil
        public var memberEpoch: Int32 = 0
        public var clientId: String = ""
        public var clientHost: String = ""
        public var subscribedTopicNames: [String] = []
        public var assignment: Assignment = Assignment()

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            memberId = reader.string(compact: true)
            rackId = reader.string(compact: true, nullable: true)
            memberEpoch = reader.int32()
            clientId = reader.string(compact: true)
            clientHost = reader.string(compact: true)
            subscribedTopicNames = reader.stringArray(compact: true) ?? []
            assignment = Assignment(from: &reader, version: version)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(memberId, compact: true)
            writer.string(rackId, compact: true, nullable: true)
            writer.int32(memberEpoch)
            writer.string(clientId, compact: true)
            writer.string(clientHost, compact: true)
            writer.stringArray(subscribedTopicNames, compact: true)
            assignment.encode(to: &writer, version: version)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ShareGroupDescribeResponse`.
    public struct Assignment: KafkaStruct {
        public var topicPartitions: [TopicPartitions] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicPartitions = reader.array(of: TopicPartitions.self, version: version, compact: true, elementSize: 19)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.array(topicPartitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ShareGroupDescribeResponse`.
    public struct TopicPartitions: KafkaStruct {
        public var topicId: Uuid = .zero
        public var topicName: String = ""
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            topicName = reader.string(compact: true)
            partitions = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.string(topicName, compact: true)
            writer.int32Array(partitions, compact: true)
            writer.unsignedVarint(0)
        }
    }
}
