// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of record 23 of kafka-group-coordinator.
public struct StreamsGroupTopologyKey: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var groupId: String = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: false)
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: false)
    }
}

/// The value of record 23 of kafka-group-coordinator, versions 0.
public struct StreamsGroupTopologyValue: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

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

    /// Part of `StreamsGroupTopologyValue`.
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

    /// Part of `StreamsGroupTopologyValue`.
    public struct TopicInfo: KafkaStruct {
        public var name: String = ""
        public var partitions: Int32 = 0
        public var replicationFactor: Int16 = 0
        public var topicConfigs: [TopicConfig] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            partitions = reader.int32()
            replicationFactor = reader.int16()
            topicConfigs = reader.array(of: TopicConfig.self, version: version, compact: true, elementSize: 3)
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

    /// Part of `StreamsGroupTopologyValue`.
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

    /// Part of `StreamsGroupTopologyValue`.
    public struct TopicConfig: KafkaStruct {
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
}
