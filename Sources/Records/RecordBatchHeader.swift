public import Binary

/// The first 61 bytes of a record batch (magic 2), as they are: nothing is checked but that 61 bytes were there.
///
/// The checksum covers the bytes from 21 on, so base offset and leader epoch can be set without touching it.
public struct RecordBatchHeader: Hashable, Sendable {
    /// Bytes of a header.
    @inlinable public static var size: Int { 61 }
    /// Bytes that `batchLength` does not count: the base offset and the length itself.
    @inlinable public static var prefixSize: Int { 12 }
    /// Where the bytes begin that the checksum covers; those before it are set by the leader.
    @inlinable public static var checksummedStart: Int { 21 }

    /// Offset of the first record.
    public var baseOffset: Int64 = 0
    /// Bytes of the batch after this field, at least 49.
    public var batchLength: Int32 = 49
    /// The epoch of the leader that appended the batch; -1 before that.
    public var partitionLeaderEpoch: Int32 = -1
    /// The version of the format; only 2 is in use.
    public var magic: Int8 = 2
    /// CRC-32C of the batch from byte 21 to its end.
    public var crc: UInt32 = 0
    /// Codec, kind of timestamp, transactional, control.
    public var attributes = BatchAttributes(rawValue: 0)
    /// Offset of the last record less `baseOffset`; compaction keeps it when it removes that record.
    public var lastOffsetDelta: Int32 = -1
    /// To which the records' timestamps are relative, in milliseconds.
    public var baseTimestamp: Int64 = -1
    /// The greatest timestamp of the records, or when the leader appended them; in milliseconds.
    public var maxTimestamp: Int64 = -1
    /// The idempotent or transactional producer; -1 for none.
    public var producerId: Int64 = -1
    /// The producer's epoch; -1 for none.
    public var producerEpoch: Int16 = -1
    /// The sequence number of the first record; -1 for none.
    public var baseSequence: Int32 = -1
    /// Records in the batch; 0 only where compaction kept an empty batch.
    public var recordCount: Int32 = 0

    /// The header of an empty batch without producer.
    @inlinable public init() {}

    /// The header at the beginning of `bytes`; nil where there are less than 61.
    @inlinable public init?(_ bytes: RawSpan) {
        guard bytes.byteCount >= RecordBatchHeader.size else { return nil }
        var reader = BinaryReader(bytes)
        self.init(&reader)
    }

    /// The header at the beginning of `bytes`; nil where there are less than 61.
    @inlinable public init?(_ bytes: UnsafeRawBufferPointer) { self.init(bytes.bytes) }

    @inlinable init(_ reader: inout BinaryReader) {
        baseOffset = reader.int64()
        batchLength = reader.int32()
        partitionLeaderEpoch = reader.int32()
        magic = reader.int8()
        crc = reader.uint32()
        attributes = BatchAttributes(rawValue: reader.int16())
        lastOffsetDelta = reader.int32()
        baseTimestamp = reader.int64()
        maxTimestamp = reader.int64()
        producerId = reader.int64()
        producerEpoch = reader.int16()
        baseSequence = reader.int32()
        recordCount = reader.int32()
    }

    /// Appends the 61 bytes.
    public func encode(to writer: inout BinaryWriter) {
        writer.int64(baseOffset)
        writer.int32(batchLength)
        writer.int32(partitionLeaderEpoch)
        writer.int8(magic)
        writer.uint32(crc)
        writer.int16(attributes.rawValue)
        writer.int32(lastOffsetDelta)
        writer.int64(baseTimestamp)
        writer.int64(maxTimestamp)
        writer.int64(producerId)
        writer.int16(producerEpoch)
        writer.int32(baseSequence)
        writer.int32(recordCount)
    }
}

extension RecordBatchHeader {
    /// Bytes of the whole batch as it says, these 61 included; may be less than 61 where nothing was checked.
    @inlinable public var sizeInBytes: Int { Int(batchLength) + RecordBatchHeader.prefixSize }
    /// Offset of the last record.
    @inlinable public var lastOffset: Int64 { baseOffset &+ Int64(lastOffsetDelta) }
    /// Offset that follows this batch.
    @inlinable public var nextOffset: Int64 { lastOffset &+ 1 }
    /// Whether a producer with an id wrote it.
    @inlinable public var hasProducerId: Bool { producerId >= 0 }
    /// Sequence number of the last record; -1 for none.
    @inlinable public var lastSequence: Int32 {
        baseSequence < 0 ? -1 : RecordBatchHeader.sequence(baseSequence, plus: max(lastOffsetDelta, 0))
    }
    /// The codec of the records; nil where the attributes name none that exists.
    @inlinable public var compression: Compression? { attributes.compression }
    /// Whether the batch holds a marker instead of a user's records.
    @inlinable public var isControl: Bool { attributes.isControl }
    /// Whether the batch belongs to a transaction.
    @inlinable public var isTransactional: Bool { attributes.isTransactional }

    /// The sequence number `count` after `sequence`; 0 follows 2147483647.
    ///
    /// - Parameters: both 0...2147483647.
    @inlinable public static func sequence(_ sequence: Int32, plus count: Int32) -> Int32 {
        Int32(truncatingIfNeeded: (Int64(sequence) + Int64(count)) & 0x7fff_ffff)
    }
}
