/// One whole record batch in somebody's memory: its header and its bytes. Length and magic are right; whether the rest
/// is, `isIntact` says.
public struct RecordBatch: ~Escapable {
    /// The first 61 bytes, read.
    public let header: RecordBatchHeader
    /// All bytes, header included.
    public let bytes: RawSpan

    /// The batch at the beginning of `bytes`, which may go on after it; nil and the reason where there is none.
    @_lifetime(copy bytes)
    @inlinable public init?(_ bytes: RawSpan) {
        guard let header = RecordBatchHeader(bytes), RecordBatch.frameFault(bytes) == nil else { return nil }
        self.init(header, bytes.extracting(first: header.sizeInBytes))
    }

    @_lifetime(copy bytes)
    @inlinable init(_ header: RecordBatchHeader, _ bytes: RawSpan) {
        self.header = header
        self.bytes = bytes
    }

    /// Whether the checksum is that of the bytes. Costs a pass over them: 18 ns per KiB where the processor can.
    public var isIntact: Bool {
        crc32c(bytes.extracting(droppingFirst: RecordBatchHeader.checksummedStart)) == header.crc
    }

    /// What follows the header: the records, as one compressed block where there is a codec.
    @inlinable public var payload: RawSpan {
        @_lifetime(copy self)
        get { bytes.extracting(droppingFirst: RecordBatchHeader.size) }
    }

    /// Why no batch begins at the beginning of `bytes`: too few of them, a length under a header's, a wrong magic.
    public static func frameFault(_ bytes: RawSpan) -> BatchFault? {
        guard bytes.byteCount >= 17 else { return .incomplete }
        let length = Int32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: Int32.self))
        let magic = bytes.unsafeLoad(fromByteOffset: 16, as: Int8.self)
        // The least a batch of magic 0 could have; so an old batch is told from rubbish before its magic is judged.
        if length < 14 { return .shortLength }
        if magic < 0 || magic > 2 { return .unknownMagic }
        if bytes.byteCount - RecordBatchHeader.prefixSize < Int(length) { return .incomplete }
        if magic < 2 { return .obsoleteMagic }
        return Int(length) < RecordBatchHeader.size - RecordBatchHeader.prefixSize ? .shortLength : nil
    }
}

/// Walks a run of batches, such as a segment's bytes or a fetched record set.
///
/// Only frames are checked here (`RecordBatch.frameFault`); ask each batch for `header.fault` and `isIntact`.
public struct RecordBatches: ~Escapable {
    /// The whole run.
    public let bytes: RawSpan
    /// Where the next batch begins: all before it are whole batches.
    public private(set) var position = 0
    /// Why `next` answered nil; nil where the run ended with a whole batch.
    public private(set) var fault: BatchFault?

    /// A walk over `bytes` from the beginning.
    @_lifetime(copy bytes)
    public init(_ bytes: RawSpan) { self.bytes = bytes }

    /// The next whole batch.
    @_lifetime(copy self)
    public mutating func next() -> RecordBatch? {
        guard fault == nil, position < bytes.byteCount else { return nil }
        let rest = bytes.extracting(droppingFirst: position)
        fault = RecordBatch.frameFault(rest)
        guard fault == nil, let header = RecordBatchHeader(rest) else { return nil }
        position += header.sizeInBytes
        return RecordBatch(header, rest.extracting(first: header.sizeInBytes))
    }
}
