// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// A value in a record or file, versions 0-3.
public struct ConsumerProtocolAssignment: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...3 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var assignedPartitions: [TopicPartition] = []
    public var userData: [UInt8]? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        assignedPartitions = reader.array(of: TopicPartition.self, version: version, compact: false, elementSize: 6)
        userData = reader.byteArray(compact: false, nullable: true)
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.array(assignedPartitions, version: version, compact: false)
        writer.byteArray(userData, compact: false, nullable: true)
    }

    /// Part of `ConsumerProtocolAssignment`.
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
