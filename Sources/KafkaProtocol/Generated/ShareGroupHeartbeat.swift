// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 76, ShareGroupHeartbeat, versions 1.
public struct ShareGroupHeartbeatRequest: KafkaRequest {
    public typealias Response = ShareGroupHeartbeatResponse
    public static var apiKey: ApiKey { .shareGroupHeartbeat }
    public static var validVersions: ClosedRange<Int16> { 1...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var groupId: String = ""
    public var memberId: String = ""
    public var memberEpoch: Int32 = 0
    public var rackId: String? = nil
    public var subscribedTopicNames: [String]? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: true)
        memberId = reader.string(compact: true)
        memberEpoch = reader.int32()
        rackId = reader.string(compact: true, nullable: true)
        subscribedTopicNames = reader.stringArray(compact: true, nullable: true)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: true)
        writer.string(memberId, compact: true)
        writer.int32(memberEpoch)
        writer.string(rackId, compact: true, nullable: true)
        writer.stringArray(subscribedTopicNames, compact: true, nullable: true)
        writer.unsignedVarint(0)
    }
}

/// The response of API 76, ShareGroupHeartbeat, versions 1.
public struct ShareGroupHeartbeatResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var errorMessage: String? = nil
    public var memberId: String? = nil
    public var memberEpoch: Int32 = 0
    public var heartbeatIntervalMs: Int32 = 0
    public var assignment: Assignment? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        errorMessage = reader.string(compact: true, nullable: true)
        memberId = reader.string(compact: true, nullable: true)
        memberEpoch = reader.int32()
        heartbeatIntervalMs = reader.int32()
        assignment = reader.structIsNull(tagged: false, nullable: true) ? nil : Assignment(from: &reader, version: version)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.string(errorMessage, compact: true, nullable: true)
        writer.string(memberId, compact: true, nullable: true)
        writer.int32(memberEpoch)
        writer.int32(heartbeatIntervalMs)
        writer.structure(assignment, version: version, tagged: false, nullable: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ShareGroupHeartbeatResponse`.
    public struct Assignment: KafkaStruct {
        public var topicPartitions: [TopicPartitions] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicPartitions = reader.array(of: TopicPartitions.self, version: version, compact: true, elementSize: 18)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.array(topicPartitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ShareGroupHeartbeatResponse`.
    public struct TopicPartitions: KafkaStruct {
        public var topicId: Uuid = .zero
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            partitions = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.int32Array(partitions, compact: true)
            writer.unsignedVarint(0)
        }
    }
}
