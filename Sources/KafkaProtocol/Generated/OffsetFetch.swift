// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 9, OffsetFetch, versions 1-10.
public struct OffsetFetchRequest: KafkaRequest {
    public typealias Response = OffsetFetchResponse
    public static var apiKey: ApiKey { .offsetFetch }
    public static var validVersions: ClosedRange<Int16> { 1...10 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }

    /// Versions 1-7.
    public var groupId: String = ""
    /// Versions 1-7. Nil only in versions 2-7.
    public var topics: [OffsetFetchRequestTopic]? = []
    /// Versions 8+.
    public var groups: [OffsetFetchRequestGroup] = []
    /// Versions 7+.
    public var requireStable: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 6
        if version <= 7 {
            groupId = reader.string(compact: flexible)
            topics = reader.array(of: OffsetFetchRequestTopic.self, version: version, compact: flexible, nullable: version >= 2, elementSize: 3)
        }
        if version >= 8 {
            groups = reader.array(of: OffsetFetchRequestGroup.self, version: version, compact: flexible, elementSize: 3)
        }
        if version >= 7 {
            requireStable = reader.bool()
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 6
        if version <= 7 {
            writer.string(groupId, compact: flexible)
            writer.array(topics, version: version, compact: flexible, nullable: version >= 2)
        }
        if version >= 8 {
            writer.array(groups, version: version, compact: flexible)
        }
        if version >= 7 {
            writer.bool(requireStable)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `OffsetFetchRequest`, versions 1-7.
    public struct OffsetFetchRequestTopic: KafkaStruct {
        public var name: String = ""
        public var partitionIndexes: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 6
            name = reader.string(compact: flexible)
            partitionIndexes = reader.int32Array(compact: flexible) ?? []
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 6
            writer.string(name, compact: flexible)
            writer.int32Array(partitionIndexes, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `OffsetFetchRequest`, versions 8-10.
    public struct OffsetFetchRequestGroup: KafkaStruct {
        public var groupId: String = ""
        /// Versions 9+.
        public var memberId: String? = nil
        /// Versions 9+.
        public var memberEpoch: Int32 = -1
        public var topics: [OffsetFetchRequestTopics]? = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            groupId = reader.string(compact: true)
            if version >= 9 {
                memberId = reader.string(compact: true, nullable: true)
                memberEpoch = reader.int32()
            }
            topics = reader.array(of: OffsetFetchRequestTopics.self, version: version, compact: true, nullable: true, elementSize: 3)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(groupId, compact: true)
            if version >= 9 {
                writer.string(memberId, compact: true, nullable: true)
                writer.int32(memberEpoch)
            }
            writer.array(topics, version: version, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `OffsetFetchRequest`, versions 8-10.
    public struct OffsetFetchRequestTopics: KafkaStruct {
        /// Versions 8-9.
        public var name: String = ""
        /// Versions 10+.
        public var topicId: Uuid = .zero
        public var partitionIndexes: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            if version <= 9 {
                name = reader.string(compact: true)
            }
            if version == 10 {
                topicId = reader.uuid()
            }
            partitionIndexes = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            if version <= 9 {
                writer.string(name, compact: true)
            }
            if version == 10 {
                writer.uuid(topicId)
            }
            writer.int32Array(partitionIndexes, compact: true)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 9, OffsetFetch, versions 1-10.
public struct OffsetFetchResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...10 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }

    /// Versions 3+.
    public var throttleTimeMs: Int32 = 0
    /// Versions 1-7.
    public var topics: [OffsetFetchResponseTopic] = []
    /// Versions 2-7.
    public var errorCode: Int16 = 0
    /// Versions 8+.
    public var groups: [OffsetFetchResponseGroup] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 6
        if version >= 3 {
            throttleTimeMs = reader.int32()
        }
        if version <= 7 {
            topics = reader.array(of: OffsetFetchResponseTopic.self, version: version, compact: flexible, elementSize: 3)
        }
        if version >= 2 && version <= 7 {
            errorCode = reader.int16()
        }
        if version >= 8 {
            groups = reader.array(of: OffsetFetchResponseGroup.self, version: version, compact: flexible, elementSize: 5)
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 6
        if version >= 3 {
            writer.int32(throttleTimeMs)
        }
        if version <= 7 {
            writer.array(topics, version: version, compact: flexible)
        }
        if version >= 2 && version <= 7 {
            writer.int16(errorCode)
        }
        if version >= 8 {
            writer.array(groups, version: version, compact: flexible)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `OffsetFetchResponse`, versions 1-7.
    public struct OffsetFetchResponseTopic: KafkaStruct {
        public var name: String = ""
        public var partitions: [OffsetFetchResponsePartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 6
            name = reader.string(compact: flexible)
            partitions = reader.array(of: OffsetFetchResponsePartition.self, version: version, compact: flexible, elementSize: 16)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 6
            writer.string(name, compact: flexible)
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `OffsetFetchResponse`, versions 1-7.
    public struct OffsetFetchResponsePartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var committedOffset: Int64 = 0
        /// Versions 5-7.
        public var committedLeaderEpoch: Int32 = -1
        public var metadata: String? = ""
        public var errorCode: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 6
            partitionIndex = reader.int32()
            committedOffset = reader.int64()
            if version >= 5 {
                committedLeaderEpoch = reader.int32()
            }
            metadata = reader.string(compact: flexible, nullable: true)
            errorCode = reader.int16()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 6
            writer.int32(partitionIndex)
            writer.int64(committedOffset)
            if version >= 5 {
                writer.int32(committedLeaderEpoch)
            }
            writer.string(metadata, compact: flexible, nullable: true)
            writer.int16(errorCode)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `OffsetFetchResponse`, versions 8-10.
    public struct OffsetFetchResponseGroup: KafkaStruct {
        public var groupId: String = ""
        public var topics: [OffsetFetchResponseTopics] = []
        public var errorCode: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            groupId = reader.string(compact: true)
            topics = reader.array(of: OffsetFetchResponseTopics.self, version: version, compact: true, elementSize: 3)
            errorCode = reader.int16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(groupId, compact: true)
            writer.array(topics, version: version, compact: true)
            writer.int16(errorCode)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `OffsetFetchResponse`, versions 8-10.
    public struct OffsetFetchResponseTopics: KafkaStruct {
        /// Versions 8-9.
        public var name: String = ""
        /// Versions 10+.
        public var topicId: Uuid = .zero
        public var partitions: [OffsetFetchResponsePartitions] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            if version <= 9 {
                name = reader.string(compact: true)
            }
            if version == 10 {
                topicId = reader.uuid()
            }
            partitions = reader.array(of: OffsetFetchResponsePartitions.self, version: version, compact: true, elementSize: 20)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            if version <= 9 {
                writer.string(name, compact: true)
            }
            if version == 10 {
                writer.uuid(topicId)
            }
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `OffsetFetchResponse`, versions 8-10.
    public struct OffsetFetchResponsePartitions: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var committedOffset: Int64 = 0
        public var committedLeaderEpoch: Int32 = -1
        public var metadata: String? = ""
        public var errorCode: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            committedOffset = reader.int64()
            committedLeaderEpoch = reader.int32()
            metadata = reader.string(compact: true, nullable: true)
            errorCode = reader.int16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int64(committedOffset)
            writer.int32(committedLeaderEpoch)
            writer.string(metadata, compact: true, nullable: true)
            writer.int16(errorCode)
            writer.unsignedVarint(0)
        }
    }
}
