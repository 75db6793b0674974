public import Binary

/// Writes one record batch as Kafka's own writer does: append records, `seal`, take `bytes`, `removeAll` and begin anew.
/// Keeps its memory between batches. One thread at a time.
public struct RecordBatchBuilder: ~Copyable, Sendable {
    /// Offset of the first record; a producer leaves it 0.
    public var baseOffset: Int64 = 0
    /// The leader's epoch; -1 where the leader is to set it.
    public var partitionLeaderEpoch: Int32 = -1
    /// The idempotent producer's id; -1 for none.
    public var producerId: Int64 = -1
    /// The idempotent producer's epoch; -1 for none.
    public var producerEpoch: Int16 = -1
    /// The sequence number of the first record; -1 for none.
    public var baseSequence: Int32 = -1
    /// How the records are packed when the batch is sealed.
    public var compression: Compression
    /// The codec's level; nil for Kafka's default.
    public var compressionLevel: Int32?
    /// Whether the batch belongs to a transaction.
    public var isTransactional = false
    /// Whether the batch holds a marker.
    public var isControl = false
    /// When the leader appended the batch, in milliseconds; nil where the records' own timestamps count.
    public var appendTime: Int64?
    /// The time from which compaction may drop the batch's tombstones and markers (KIP-534), in milliseconds: records'
    /// timestamps are stored as distances from it. Nil for none. Set it before the first record.
    public var deleteHorizon: Int64?

    /// Records appended since the batch began.
    @inlinable public var recordCount: Int32 { records }
    @usableFromInline var records: Int32 = 0
    /// The offset delta of the next record; may be raised to leave a gap, as compaction does.
    public var nextOffsetDelta: Int32 = 0
    @usableFromInline var baseTimestamp: Int64 = -1
    @usableFromInline var maxTimestamp: Int64 = -1
    @usableFromInline var plain: BinaryWriter
    private var packed: BinaryWriter
    private var isPacked = false

    /// An empty batch.
    ///
    /// - Parameter capacity: bytes to have room for at once; it grows as needed.
    public init(compression: Compression = .none, capacity: Int = 16 * 1024) {
        self.compression = compression
        plain = BinaryWriter(capacity: capacity + RecordBatchHeader.size)
        packed = BinaryWriter(capacity: 16)
        plain.zeros(RecordBatchHeader.size)
    }

    /// Whether nothing was appended.
    @inlinable public var isEmpty: Bool { recordCount == 0 }
    /// Bytes of the batch so far, header included, before compression.
    @inlinable public var sizeInBytes: Int { plain.count }

    /// Appends a record.
    ///
    /// - Parameters:
    ///   - timestamp: milliseconds since 1970; -1 for none.
    ///   - key: nil for none.
    ///   - value: nil for none, which is a tombstone where there is a key.
    ///   - encodedHeaders: count and headers in the batch's form (`Record.encodedHeaders`, `RecordHeaderList.bytes`);
    ///     nil for none.
    /// - Throws: `.tooLarge` where the batch would pass 2 GiB; the batch is then as before.
    @inlinable public mutating func append(
        timestamp: Int64, key: RawSpan?, value: RawSpan?, encodedHeaders: RawSpan? = nil
    ) throws(RecordsError) {
        let keyLength = key?.byteCount ?? -1
        let valueLength = value?.byteCount ?? -1
        let headersLength = encodedHeaders?.byteCount ?? 1
        let payload = max(keyLength, 0) &+ max(valueLength, 0) &+ headersLength
        guard payload < Int(Int32.max) - 64 - plain.count, nextOffsetDelta < .max else {
            throw RecordsError(.tooLarge, "record batch", "more than 2 GiB")
        }
        if records == 0 { baseTimestamp = deleteHorizon ?? timestamp }
        let timestampDelta = timestamp &- baseTimestamp
        let offsetDelta = Int64(nextOffsetDelta)
        let bodyLength =
            1 &+ RecordVarint.size(timestampDelta) &+ RecordVarint.size(offsetDelta)
            &+ RecordVarint.size(Int64(keyLength)) &+ RecordVarint.size(Int64(valueLength)) &+ payload
        let length = bodyLength &+ RecordVarint.size(Int64(bodyLength))
        plain.append(upTo: length) { room in
            // In bounds: `length` is the sum of what follows.
            var out = RecordStore(room.baseAddress.unsafelyUnwrapped)
            out.varint(Int64(bodyLength))
            out.byte(0)
            out.varint(timestampDelta)
            out.varint(offsetDelta)
            out.varint(Int64(keyLength))
            if let key { out.bytes(key) }
            out.varint(Int64(valueLength))
            if let value { out.bytes(value) }
            if let encodedHeaders { out.bytes(encodedHeaders) } else { out.byte(0) }
            return length
        }
        maxTimestamp = records == 0 ? timestamp : max(maxTimestamp, timestamp)
        records &+= 1
        nextOffsetDelta &+= 1
    }

    /// Completes the batch: packs the records, writes header and checksum. `bytes` is the batch from then on.
    ///
    /// - Throws: `.codecFailed`, `.tooLarge`.
    public mutating func seal() throws(RecordsError) {
        isPacked = compression != .none
        let header = self.header
        if isPacked {
            try RecordBatchBuilder.pack(plain, into: &packed, compression, compressionLevel)
            RecordBatchBuilder.write(header, to: &packed)
        } else {
            RecordBatchBuilder.write(header, to: &plain)
        }
    }

    /// The sealed batch.
    public var bytes: RawSpan {
        @_lifetime(borrow self)
        get { isPacked ? packed.span : plain.span }
    }

    /// Calls `body` with the sealed batch, to patch it in place or pass it to the kernel.
    public mutating func withUnsafeMutableBytes<R>(_ body: (UnsafeMutableRawBufferPointer) -> R) -> R {
        isPacked ? packed.withUnsafeMutableBytes(body) : plain.withUnsafeMutableBytes(body)
    }

    /// Begins a new batch with the same producer, codec and kind.
    public mutating func removeAll() {
        plain.truncate(to: RecordBatchHeader.size)
        isPacked = false
        records = 0
        nextOffsetDelta = 0
        baseTimestamp = -1
        maxTimestamp = -1
    }

    /// The header as `seal` writes it, but for length and checksum.
    private var header: RecordBatchHeader {
        var header = RecordBatchHeader()
        header.baseOffset = baseOffset
        header.partitionLeaderEpoch = partitionLeaderEpoch
        header.attributes = BatchAttributes(
            compression: compression, isAppendTime: appendTime != nil, isTransactional: isTransactional,
            isControl: isControl)
        header.attributes.hasDeleteHorizon = deleteHorizon != nil
        header.lastOffsetDelta = nextOffsetDelta - 1
        header.baseTimestamp = baseTimestamp
        header.maxTimestamp = appendTime ?? maxTimestamp
        header.producerId = producerId
        header.producerEpoch = producerEpoch
        header.baseSequence = baseSequence
        header.recordCount = recordCount
        return header
    }

    /// Static, because a span of one stored buffer and a change of another may not meet in one `self`.
    private static func pack(
        _ plain: borrowing BinaryWriter, into packed: inout BinaryWriter, _ compression: Compression, _ level: Int32?
    ) throws(RecordsError) {
        packed.removeAll()
        packed.zeros(RecordBatchHeader.size)
        let records = plain.span.extracting(droppingFirst: RecordBatchHeader.size)
        try compression.compress(records, into: &packed, level: level)
    }

    private static func write(_ draft: RecordBatchHeader, to target: inout BinaryWriter) {
        var header = draft
        header.batchLength = Int32(truncatingIfNeeded: target.count - RecordBatchHeader.prefixSize)
        var bytes = BinaryWriter(capacity: RecordBatchHeader.size)
        header.encode(to: &bytes)
        bytes.withUnsafeBytes { fields in
            target.withUnsafeMutableBytes { batch in
                batch.copyMemory(from: fields)
                RecordBatchHeader.restamp(batch, attributes: header.attributes, maxTimestamp: header.maxTimestamp)
            }
        }
    }
}

/// Writes to memory whose size was computed before; checks nothing.
@usableFromInline struct RecordStore {
    @usableFromInline var at: UnsafeMutableRawPointer

    @inlinable init(_ start: UnsafeMutableRawPointer) { at = start }

    @inlinable mutating func byte(_ value: UInt8) {
        at.storeBytes(of: value, as: UInt8.self)
        at += 1
    }

    @inline(__always)
    @inlinable mutating func varint(_ value: Int64) {
        let zigzag = UInt64(bitPattern: (value &<< 1) ^ (value >> 63))
        if zigzag < 0x80 { return byte(UInt8(truncatingIfNeeded: zigzag)) }
        if zigzag < 0x4000 {
            byte(UInt8(truncatingIfNeeded: zigzag) | 0x80)
            return byte(UInt8(truncatingIfNeeded: zigzag >> 7))
        }
        at = RecordStore.loop(zigzag, at)
    }

    @inline(never)
    @usableFromInline static func loop(_ zigzag: UInt64, _ start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        var (rest, at) = (zigzag, start)
        while rest >= 0x80 {
            at.storeBytes(of: UInt8(truncatingIfNeeded: rest) | 0x80, as: UInt8.self)
            at += 1
            rest >>= 7
        }
        at.storeBytes(of: UInt8(truncatingIfNeeded: rest), as: UInt8.self)
        return at + 1
    }

    @inlinable mutating func bytes(_ value: RawSpan) {
        value.withUnsafeBytes { source in
            guard let base = source.baseAddress else { return }
            at.copyMemory(from: base, byteCount: source.count)
        }
        at += value.byteCount
    }
}
