// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// A value in a record or file, versions 1.
public struct ProducerSnapshot: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 1...1 }
    public static func isFlexible(_ version: Int16) -> Bool { false }

    public var crc: UInt32 = 0
    public var producerEntries: [ProducerEntry] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        crc = reader.uint32()
        producerEntries = reader.array(of: ProducerEntry.self, version: version, compact: false, elementSize: 46)
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.uint32(crc)
        writer.array(producerEntries, version: version, compact: false)
    }

    /// Part of `ProducerSnapshot`.
    public struct ProducerEntry: KafkaStruct {
        public var producerId: Int64 = 0
        public var epoch: Int16 = 0
        public var lastSequence: Int32 = 0
        public var lastOffset: Int64 = 0
        public var offsetDelta: Int32 = 0
        public var timestamp: Int64 = 0
        public var coordinatorEpoch: Int32 = 0
        public var currentTxnFirstOffset: Int64 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            producerId = reader.int64()
            epoch = reader.int16()
            lastSequence = reader.int32()
            lastOffset = reader.int64()
            offsetDelta = reader.int32()
            timestamp = reader.int64()
            coordinatorEpoch = reader.int32()
            currentTxnFirstOffset = reader.int64()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int64(producerId)
            writer.int16(epoch)
            writer.int32(lastSequence)
            writer.int64(lastOffset)
            writer.int32(offsetDelta)
            writer.int64(timestamp)
            writer.int32(coordinatorEpoch)
            writer.int64(currentTxnFirstOffset)
        }
    }
}
