// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 87, ReadShareGroupStateSummary, versions 0-1.
public struct ReadShareGroupStateSummaryRequest: KafkaRequest {
    public typealias Response = ReadShareGroupStateSummaryResponse
    public static var apiKey: ApiKey { .readShareGroupStateSummary }
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var groupId: String = ""
    public var topics: [ReadStateSummaryData] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: true)
        topics = reader.array(of: ReadStateSummaryData.self, version: version, compact: true, elementSize: 18)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: true)
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ReadShareGroupStateSummaryRequest`.
    public struct ReadStateSummaryData: KafkaStruct {
        public var topicId: Uuid = .zero
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            partitions = reader.array(of: PartitionData.self, version: version, compact: true, elementSize: 9)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ReadShareGroupStateSummaryRequest`.
    public struct PartitionData: KafkaStruct {
        public var partition: Int32 = 0
        public var leaderEpoch: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partition = reader.int32()
            leaderEpoch = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partition)
            writer.int32(leaderEpoch)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 87, ReadShareGroupStateSummary, versions 0-1.
public struct ReadShareGroupStateSummaryResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var results: [ReadStateSummaryResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        results = reader.array(of: ReadStateSummaryResult.self, version: version, compact: true, elementSize: 18)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(results, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ReadShareGroupStateSummaryResponse`.
    public struct ReadStateSummaryResult: KafkaStruct {
        public var topicId: Uuid = .zero
        public var partitions: [PartitionResult] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            partitions = reader.array(of: PartitionResult.self, version: version, compact: true, elementSize: 24)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ReadShareGroupStateSummaryResponse`.
    public struct PartitionResult: KafkaStruct {
        public var partition: Int32 = 0
        public var errorCode: Int16 = 0
        public var errorMessage: String? = nil
        public var stateEpoch: Int32 = 0
        public var leaderEpoch: Int32 = 0
        public var startOffset: Int64 = 0
        /// Versions 1+.
        public var deliveryCompleteCount: Int32 = -1

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partition = reader.int32()
            errorCode = reader.int16()
            errorMessage = reader.string(compact: true, nullable: true)
            stateEpoch = reader.int32()
            leaderEpoch = reader.int32()
            startOffset = reader.int64()
            if version == 1 {
                deliveryCompleteCount = reader.int32()
            }
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partition)
            writer.int16(errorCode)
            writer.string(errorMessage, compact: true, nullable: true)
            writer.int32(stateEpoch)
            writer.int32(leaderEpoch)
            writer.int64(startOffset)
            if version == 1 {
                writer.int32(deliveryCompleteCount)
            }
            writer.unsignedVarint(0)
        }
    }
}
