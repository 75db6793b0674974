public import Binary

/// Walks the records of one batch in uncompressed form. Total: bytes that are no records end the walk and set `failed`.
public struct RecordIterator: ~Escapable {
    @usableFromInline let bytes: RawSpan
    @usableFromInline let baseOffset: Int64
    @usableFromInline let baseTimestamp: Int64
    @usableFromInline let appendTime: Int64?
    @usableFromInline var position = 0
    /// Records that the header promises and that were not answered yet.
    @inlinable public var remaining: Int { left }
    @usableFromInline var left: Int
    /// Whether the bytes stopped being records.
    @inlinable public var failed: Bool { isBroken }
    @usableFromInline var isBroken = false

    /// A walk over the records of a batch.
    ///
    /// - Parameters:
    ///   - header: the batch's header.
    ///   - bytes: the records without compression: `RecordBatch.payload`, or what `Compression.decompress` made of it.
    @_lifetime(copy bytes)
    @inlinable public init(_ header: RecordBatchHeader, _ bytes: RawSpan) {
        self.bytes = bytes
        baseOffset = header.baseOffset
        baseTimestamp = header.baseTimestamp
        appendTime = header.attributes.isAppendTime ? header.maxTimestamp : nil
        left = Int(max(header.recordCount, 0))
    }

    /// Whether exactly the promised records were there and nothing after them.
    @inlinable public var isComplete: Bool { !isBroken && left == 0 && position == bytes.byteCount }

    /// The next record; nil at the end, or where `failed` was set.
    @_lifetime(copy self)
    @inline(__always)
    @inlinable public mutating func next() -> Record? {
        guard left > 0, !isBroken else { return nil }
        guard let record = RecordIterator.parse(bytes, position, baseOffset, baseTimestamp, appendTime) else {
            isBroken = true
            return nil
        }
        position = record.end
        left &-= 1
        return record
    }

    @_lifetime(copy bytes)
    @inline(__always)
    @inlinable static func parse(
        _ bytes: RawSpan, _ position: Int, _ baseOffset: Int64, _ baseTimestamp: Int64, _ appendTime: Int64?
    ) -> Record? {
        let (length, start) = RecordVarint.read(bytes, position, bytes.byteCount)
        guard start >= 0, length >= 0, length <= Int64(bytes.byteCount &- start) else { return nil }
        let end = start &+ Int(length)
        // The attributes byte is of no use today; Kafka ignores it too.
        let (timestampDelta, afterTimestamp) = RecordVarint.readLong(bytes, start &+ 1, end)
        guard afterTimestamp >= 0 else { return nil }
        let (offsetDelta, afterOffset) = RecordVarint.read(bytes, afterTimestamp, end)
        guard afterOffset >= 0 else { return nil }
        let (keyLength, keyStart) = RecordVarint.read(bytes, afterOffset, end)
        guard keyStart >= 0, keyLength >= -1, keyLength <= Int64(end &- keyStart) else { return nil }
        let keyEnd = keyStart &+ max(Int(keyLength), 0)
        let (valueLength, valueStart) = RecordVarint.read(bytes, keyEnd, end)
        guard valueStart >= 0, valueLength >= -1, valueLength <= Int64(end &- valueStart) else { return nil }
        let valueEnd = valueStart &+ max(Int(valueLength), 0)
        let (headerCount, afterCount) = RecordVarint.read(bytes, valueEnd, end)
        // A header takes two bytes at least.
        guard afterCount >= 0, headerCount >= 0, headerCount <= Int64((end &- afterCount) / 2) else { return nil }
        if headerCount == 0 {
            guard afterCount == end else { return nil }
        } else {
            guard RecordHeaders.end(bytes, afterCount, count: Int(headerCount), before: end) == end else { return nil }
        }
        return Record(
            bytes: bytes, keyStart: keyStart, keyLength: Int(keyLength), valueStart: valueStart,
            valueLength: Int(valueLength), headersStart: valueEnd, end: end, offset: baseOffset &+ offsetDelta,
            timestamp: appendTime ?? (baseTimestamp &+ timestampDelta), headerCount: Int(headerCount))
    }
}

extension RecordBatch {
    /// The records, from the batch's own bytes or unpacked into `scratch`.
    ///
    /// - Parameters:
    ///   - scratch: replaced where the batch is compressed, otherwise left as it is.
    ///   - maxBytes: the most that unpacking may yield.
    /// - Throws: `.unknownCodec`, `.corrupt`, `.tooLarge`.
    @_lifetime(copy self, &scratch)
    public func records(
        unpackedInto scratch: inout BinaryWriter, maxBytes: Int
    ) throws(RecordsError) -> RecordIterator {
        RecordIterator(header, try unpacked(into: &scratch, maxBytes: maxBytes))
    }

    /// The bytes of the records without compression, for a `RecordIterator`, or for several: the batch's own, or
    /// unpacked into `scratch`. Parameters and errors as in `records`.
    @_lifetime(copy self, &scratch)
    public func unpacked(into scratch: inout BinaryWriter, maxBytes: Int) throws(RecordsError) -> RawSpan {
        guard let compression = header.compression else {
            throw RecordsError(
                .unknownCodec, "batch at offset \(header.baseOffset)", "codec \(header.attributes.codec)")
        }
        guard compression != .none else { return payload }
        scratch.removeAll()
        try compression.decompress(payload, into: &scratch, maxBytes: maxBytes)
        return scratch.span
    }
}
