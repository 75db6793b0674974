// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 27, WriteTxnMarkers, versions 1-2.
public struct WriteTxnMarkersRequest: KafkaRequest {
    public typealias Response = WriteTxnMarkersResponse
    public static var apiKey: ApiKey { .writeTxnMarkers }
    public static var validVersions: ClosedRange<Int16> { 1...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

    public var markers: [WritableTxnMarker] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        markers = reader.array(of: WritableTxnMarker.self, version: version, compact: true, elementSize: 17)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(markers, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `WriteTxnMarkersRequest`.
    public struct WritableTxnMarker: KafkaStruct {
        public var producerId: Int64 = 0
        public var producerEpoch: Int16 = 0
        public var transactionResult: Bool = false
        public var topics: [WritableTxnMarkerTopic] = []
        public var coordinatorEpoch: Int32 = 0
        /// Versions 2+.
        public var transactionVersion: Int8 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            producerId = reader.int64()
            producerEpoch = reader.int16()
            transactionResult = reader.bool()
            topics = reader.array(of: WritableTxnMarkerTopic.self, version: version, compact: true, elementSize: 3)
            coordinatorEpoch = reader.int32()
            if version == 2 {
                transactionVersion = reader.int8()
            }
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int64(producerId)
            writer.int16(producerEpoch)
            writer.bool(transactionResult)
            writer.array(topics, version: version, compact: true)
            writer.int32(coordinatorEpoch)
            if version == 2 {
                writer.int8(transactionVersion)
            }
            writer.unsignedVarint(0)
        }
    }

    /// Part of `WriteTxnMarkersRequest`.
    public struct WritableTxnMarkerTopic: KafkaStruct {
        public var name: String = ""
        public var partitionIndexes: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            partitionIndexes = reader.int32Array(compact: true) ?? []
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.int32Array(partitionIndexes, compact: true)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 27, WriteTxnMarkers, versions 1-2.
public struct WriteTxnMarkersResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

    public var markers: [WritableTxnMarkerResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        markers = reader.array(of: WritableTxnMarkerResult.self, version: version, compact: true, elementSize: 10)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(markers, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `WriteTxnMarkersResponse`.
    public struct WritableTxnMarkerResult: KafkaStruct {
        public var producerId: Int64 = 0
        public var topics: [WritableTxnMarkerTopicResult] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            producerId = reader.int64()
            topics = reader.array(of: WritableTxnMarkerTopicResult.self, version: version, compact: true, elementSize: 3)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int64(producerId)
            writer.array(topics, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `WriteTxnMarkersResponse`.
    public struct WritableTxnMarkerTopicResult: KafkaStruct {
        public var name: String = ""
        public var partitions: [WritableTxnMarkerPartitionResult] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            partitions = reader.array(of: WritableTxnMarkerPartitionResult.self, version: version, compact: true, elementSize: 7)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `WriteTxnMarkersResponse`.
    public struct WritableTxnMarkerPartitionResult: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            writer.unsignedVarint(0)
        }
    }
}
