// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 47, OffsetDelete, versions 0.
public struct OffsetDeleteRequest: KafkaRequest {
    public typealias Response = OffsetDeleteResponse
    public static var apiKey: ApiKey { .offsetDelete }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var groupId: String = ""
    public var topics: [OffsetDeleteRequestTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: false)
        topics = reader.array(of: OffsetDeleteRequestTopic.self, version: version, compact: false, elementSize: 6)
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: false)
        writer.array(topics, version: version, compact: false)
    }

    /// Part of `OffsetDeleteRequest`.
    public struct OffsetDeleteRequestTopic: KafkaStruct {
        public var name: String = ""
        public var partitions: [OffsetDeleteRequestPartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: false)
            partitions = reader.array(of: OffsetDeleteRequestPartition.self, version: version, compact: false, elementSize: 4)
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: false)
            writer.array(partitions, version: version, compact: false)
        }
    }

    /// Part of `OffsetDeleteRequest`.
    public struct OffsetDeleteRequestPartition: KafkaStruct {
        public var partitionIndex: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
        }
    }
}

/// The response of API 47, OffsetDelete, versions 0.
public struct OffsetDeleteResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var errorCode: Int16 = 0
    public var throttleTimeMs: Int32 = 0
    public var topics: [OffsetDeleteResponseTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        errorCode = reader.int16()
        throttleTimeMs = reader.int32()
        topics = reader.array(of: OffsetDeleteResponseTopic.self, version: version, compact: false, elementSize: 6)
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int16(errorCode)
        writer.int32(throttleTimeMs)
        writer.array(topics, version: version, compact: false)
    }

    /// Part of `OffsetDeleteResponse`.
    public struct OffsetDeleteResponseTopic: KafkaStruct {
        public var name: String = ""
        public var partitions: [OffsetDeleteResponsePartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: false)
            partitions = reader.array(of: OffsetDeleteResponsePartition.self, version: version, compact: false, elementSize: 6)
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: false)
            writer.array(partitions, version: version, compact: false)
        }
    }

    /// Part of `OffsetDeleteResponse`.
    public struct OffsetDeleteResponsePartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            errorCode = reader.int16()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int16(errorCode)
        }
    }
}
