// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 21 of kafka-group-coordinator.
public struct StreamsGroupTargetAssignmentMemberKey: KafkaMessage {
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

/// The value of record 21 of kafka-group-coordinator, versions 0.
public struct StreamsGroupTargetAssignmentMemberValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

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

    /// Part of `StreamsGroupTargetAssignmentMemberValue`.
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
