// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 83, InitializeShareGroupState, versions 0.
public struct InitializeShareGroupStateRequest: KafkaRequest {
    public typealias Response = InitializeShareGroupStateResponse
    public static var apiKey: ApiKey { .initializeShareGroupState }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var groupId: String = ""
    public var topics: [InitializeStateData] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: true)
        topics = reader.array(of: InitializeStateData.self, version: version, compact: true, elementSize: 18)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: true)
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `InitializeShareGroupStateRequest`.
    public struct InitializeStateData: KafkaStruct {
        public var topicId: Uuid = .zero
        public var partitions: [PartitionData] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            partitions = reader.array(of: PartitionData.self, version: version, compact: true, elementSize: 17)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `InitializeShareGroupStateRequest`.
    public struct PartitionData: KafkaStruct {
        public var partition: Int32 = 0
        public var stateEpoch: Int32 = 0
        public var startOffset: Int64 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partition = reader.int32()
            stateEpoch = reader.int32()
            startOffset = reader.int64()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partition)
            writer.int32(stateEpoch)
            writer.int64(startOffset)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 83, InitializeShareGroupState, versions 0.
public struct InitializeShareGroupStateResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var results: [InitializeStateResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        results = reader.array(of: InitializeStateResult.self, version: version, compact: true, elementSize: 18)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(results, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `InitializeShareGroupStateResponse`.
    public struct InitializeStateResult: KafkaStruct {
        public var topicId: Uuid = .zero
        public var partitions: [PartitionResult] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicId = reader.uuid()
            partitions = reader.array(of: PartitionResult.self, version: version, compact: true, elementSize: 8)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.uuid(topicId)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `InitializeShareGroupStateResponse`.
    public struct PartitionResult: KafkaStruct {
        public var partition: Int32 = 0
        public var errorCode: Int16 = 0
        public var errorMessage: String? = nil

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partition = reader.int32()
            errorCode = reader.int16()
            errorMessage = reader.string(compact: true, nullable: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partition)
            writer.int16(errorCode)
            writer.string(errorMessage, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }
}
