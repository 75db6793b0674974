// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// A value in a record or file, versions 0-3.
public struct ConsumerProtocolSubscription: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...3 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var topics: [String] = []
    public var userData: [UInt8]? = nil
    /// Versions 1+.
    public var ownedPartitions: [TopicPartition] = []
    /// Versions 2+.
    public var generationId: Int32 = -1
    /// Versions 3+.
    public var rackId: String? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        topics = reader.stringArray(compact: false) ?? []
        userData = reader.byteArray(compact: false, nullable: true)
        if version >= 1 {
            ownedPartitions = reader.array(of: TopicPartition.self, version: version, compact: false, elementSize: 6)
        }
        if version >= 2 {
            generationId = reader.int32()
        }
        if version == 3 {
            rackId = reader.string(compact: false, nullable: true)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.stringArray(topics, compact: false)
        writer.byteArray(userData, compact: false, nullable: true)
        if version >= 1 {
            writer.array(ownedPartitions, version: version, compact: false)
        }
        if version >= 2 {
            writer.int32(generationId)
        }
        if version == 3 {
            writer.string(rackId, compact: false, nullable: true)
        }
    }

    /// Part of `ConsumerProtocolSubscription`, versions 1-3.
    public struct TopicPartition: KafkaStruct {
        public var topic: String = ""
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topic = reader.string(compact: false)
            partitions = reader.int32Array(compact: false) ?? []
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topic, compact: false)
            writer.int32Array(partitions, compact: false)
        }
    }
}
