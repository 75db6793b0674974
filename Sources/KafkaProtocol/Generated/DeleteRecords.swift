// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 21, DeleteRecords, versions 0-2.
public struct DeleteRecordsRequest: KafkaRequest {
    public typealias Response = DeleteRecordsResponse
    public static var apiKey: ApiKey { .deleteRecords }
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var topics: [DeleteRecordsTopic] = []
    public var timeoutMs: Int32 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 2
        topics = reader.array(of: DeleteRecordsTopic.self, version: version, compact: flexible, elementSize: 3)
        timeoutMs = reader.int32()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 2
        writer.array(topics, version: version, compact: flexible)
        writer.int32(timeoutMs)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DeleteRecordsRequest`.
    public struct DeleteRecordsTopic: KafkaStruct {
        public var name: String = ""
        public var partitions: [DeleteRecordsPartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 2
            name = reader.string(compact: flexible)
            partitions = reader.array(of: DeleteRecordsPartition.self, version: version, compact: flexible, elementSize: 12)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 2
            writer.string(name, compact: flexible)
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `DeleteRecordsRequest`.
    public struct DeleteRecordsPartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var offset: Int64 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 2
            partitionIndex = reader.int32()
            offset = reader.int64()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 2
            writer.int32(partitionIndex)
            writer.int64(offset)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 21, DeleteRecords, versions 0-2.
public struct DeleteRecordsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var throttleTimeMs: Int32 = 0
    public var topics: [DeleteRecordsTopicResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 2
        throttleTimeMs = reader.int32()
        topics = reader.array(of: DeleteRecordsTopicResult.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 2
        writer.int32(throttleTimeMs)
        writer.array(topics, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DeleteRecordsResponse`.
    public struct DeleteRecordsTopicResult: KafkaStruct {
        public var name: String = ""
        public var partitions: [DeleteRecordsPartitionResult] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 2
            name = reader.string(compact: flexible)
            partitions = reader.array(of: DeleteRecordsPartitionResult.self, version: version, compact: flexible, elementSize: 14)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 2
            writer.string(name, compact: flexible)
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `DeleteRecordsResponse`.
    public struct DeleteRecordsPartitionResult: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var lowWatermark: Int64 = 0
        public var errorCode: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 2
            partitionIndex = reader.int32()
            lowWatermark = reader.int64()
            errorCode = reader.int16()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 2
            writer.int32(partitionIndex)
            writer.int64(lowWatermark)
            writer.int16(errorCode)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
