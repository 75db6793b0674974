// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 8 of kafka-group-coordinator.
public struct ConsumerGroupCurrentMemberAssignmentKey: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var groupId: String = ""
    public var memberId: String = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: false)
        memberId = reader.string(compact: false)
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: false)
        writer.string(memberId, compact: false)
    }
}

/// The value of record 8 of kafka-group-coordinator, versions 0.
public struct ConsumerGroupCurrentMemberAssignmentValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var memberEpoch: Int32 = 0
    public var previousMemberEpoch: Int32 = 0
    public var state: Int8 = 0
    public var assignedPartitions: [TopicPartitions] = []
    public var partitionsPendingRevocation: [TopicPartitions] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        memberEpoch = reader.int32()
        previousMemberEpoch = reader.int32()
        state = reader.int8()
        assignedPartitions = reader.array(of: TopicPartitions.self, version: version, compact: true, elementSize: 18)
        partitionsPendingRevocation = reader.array(of: TopicPartitions.self, version: version, compact: true, elementSize: 18)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(memberEpoch)
        writer.int32(previousMemberEpoch)
        writer.int8(state)
        writer.array(assignedPartitions, version: version, compact: true)
        writer.array(partitionsPendingRevocation, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ConsumerGroupCurrentMemberAssignmentValue`.
    public struct TopicPartitions: KafkaStruct {
        public var topicId: Uuid = .zero
        public var partitions: [Int32] = []
        public var assignmentEpochs: [Int32]? = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            partitions = reader.int32Array(compact: true) ?? []
            var tags = reader.unsignedVarint()
            while tags > 0, !reader.failed {
                tags &-= 1
                let tag = reader.tag()
                switch tag.number {
                case 0: assignmentEpochs = reader.int32Array(compact: true, nullable: true)
                default: reader.skip(tag.end &- reader.position)
                }
                reader.endTag(tag.end)
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.int32Array(partitions, compact: true)
            var tags: UInt32 = 0
            let hasAssignmentEpochs = assignmentEpochs?.isEmpty != true
            if hasAssignmentEpochs { tags &+= 1 }
            writer.unsignedVarint(tags)
            if hasAssignmentEpochs {
                writer.tag(0) { $0.int32Array(assignmentEpochs, compact: true, nullable: true) }
            }
        }
    }
}
