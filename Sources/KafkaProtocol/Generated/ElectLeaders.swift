// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 43, ElectLeaders, versions 0-2.
public struct ElectLeadersRequest: KafkaRequest {
    public typealias Response = ElectLeadersResponse
    public static var apiKey: ApiKey { .electLeaders }
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    /// Versions 1+.
    public var electionType: Int8 = 0
    public var topicPartitions: [TopicPartitions]? = []
    public var timeoutMs: Int32 = 60000

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 2
        if version >= 1 {
            electionType = reader.int8()
        }
        topicPartitions = reader.array(of: TopicPartitions.self, version: version, compact: flexible, nullable: true, elementSize: 3)
        timeoutMs = reader.int32()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 2
        if version >= 1 {
            writer.int8(electionType)
        }
        writer.array(topicPartitions, version: version, compact: flexible, nullable: true)
        writer.int32(timeoutMs)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ElectLeadersRequest`.
    public struct TopicPartitions: KafkaStruct {
        public var topic: String = ""
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 2
            topic = reader.string(compact: flexible)
            partitions = reader.int32Array(compact: flexible) ?? []
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 2
            writer.string(topic, compact: flexible)
            writer.int32Array(partitions, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 43, ElectLeaders, versions 0-2.
public struct ElectLeadersResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var throttleTimeMs: Int32 = 0
    /// Versions 1+.
    public var errorCode: Int16 = 0
    public var replicaElectionResults: [ReplicaElectionResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 2
        throttleTimeMs = reader.int32()
        if version >= 1 {
            errorCode = reader.int16()
        }
        replicaElectionResults = reader.array(of: ReplicaElectionResult.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 2
        writer.int32(throttleTimeMs)
        if version >= 1 {
            writer.int16(errorCode)
        }
        writer.array(replicaElectionResults, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ElectLeadersResponse`.
    public struct ReplicaElectionResult: KafkaStruct {
        public var topic: String = ""
        public var partitionResult: [PartitionResult] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 2
            topic = reader.string(compact: flexible)
            partitionResult = reader.array(of: PartitionResult.self, version: version, compact: flexible, elementSize: 8)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 2
            writer.string(topic, compact: flexible)
            writer.array(partitionResult, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `ElectLeadersResponse`.
    public struct PartitionResult: KafkaStruct {
        public var partitionId: Int32 = 0
        public var errorCode: Int16 = 0
        public var errorMessage: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 2
            partitionId = reader.int32()
            errorCode = reader.int16()
            errorMessage = reader.string(compact: flexible, nullable: true)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 2
            writer.int32(partitionId)
            writer.int16(errorCode)
            writer.string(errorMessage, compact: flexible, nullable: true)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
