import Binary
public import Records
import World

/// Reads a partition batch by batch, as spans of a buffer that is used again. One thread at a time.
public struct BatchReader: ~Copyable {
    /// Bytes read at once.
    private static let chunk = 1 << 20

    private let log: PartitionLog
    private let watch: Watch
    private let maxUnpackedBytes: Int
    private var buffer: UnsafeMutableRawBufferPointer
    private var position = 0
    private var filled = 0
    /// What `next` unpacked last.
    private var scratch = BinaryWriter(capacity: 16)
    /// Where the next chunk begins.
    private var chunkEnd: Int64
    /// The first record that is wanted: a batch may begin before it.
    private let first: Int64
    /// Offset after the last batch that `next` answered.
    public private(set) var nextOffset: Int64

    init(_ partition: Partition, from offset: Int64) {
        log = partition.log
        watch = partition.watch
        maxUnpackedBytes = partition.options.maxUnpackedBytes
        buffer = .allocate(byteCount: 16, alignment: 16)
        first = offset
        nextOffset = offset
        chunkEnd = offset
    }

    deinit { buffer.deallocate() }

    /// The next batch, its checksum verified; nil where the records that are visible now end. Later calls go on there.
    ///
    /// - Throws: `.corrupt` for a damaged batch: it was not answered, the next call goes on behind it. `.storage` where
    ///   reading failed, `.offsetOutOfRange` where the records were deleted meanwhile.
    @_lifetime(&self)
    public mutating func next() throws(LogError) -> LogBatch? {
        guard let range = try nextRange() else { return nil }
        let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[range]).bytes
        guard let batch = RecordBatch(bytes) else { return nil }
        let header = batch.header
        let records = RecordIterator(header, try unpacked(batch))
        return _overrideLifetime(LogBatch(header: header, first: first, records: records), mutating: &self)
    }

    /// The records of a batch: in the buffer, or unpacked into `scratch`. Valid until the next change of either, which
    /// `next` ties to the reader's next call.
    @_lifetime(immortal)
    private mutating func unpacked(_ batch: RecordBatch) throws(LogError) -> RawSpan {
        do throws(RecordsError) {
            guard let compression = batch.header.compression else {
                throw RecordsError(.unknownCodec, log.path, "codec \(batch.header.attributes.codec)")
            }
            guard compression != .none else {
                return _overrideLifetime(batch.payload, copying: ())
            }
            scratch.removeAll()
            try compression.decompress(batch.payload, into: &scratch, maxBytes: maxUnpackedBytes)
            return _overrideLifetime(scratch.span, copying: ())
        } catch { throw damaged(error.cause) }
    }

    /// Appends the next batch's bytes to `bytes`; answers the offset after it.
    mutating func nextBytes(into bytes: inout [UInt8]) throws(LogError) -> Int64? {
        guard let range = try nextRange() else { return nil }
        bytes.append(contentsOf: UnsafeRawBufferPointer(buffer)[range])
        return nextOffset
    }

    /// Where in the buffer the next batch lies, verified and no control batch.
    private mutating func nextRange() throws(LogError) -> Range<Int>? {
        while true {
            while position < filled {
                let start = position
                let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[start..<filled]).bytes
                guard let batch = RecordBatch(bytes) else {
                    position = filled
                    nextOffset = chunkEnd
                    throw damaged("no batch where one has to begin")
                }
                position = start + batch.header.sizeInBytes
                nextOffset = batch.header.nextOffset
                guard batch.header.fault == nil, batch.isIntact else { throw damaged("a batch's checksum is wrong") }
                if !batch.header.isControl { return start..<position }
            }
            guard try fill() else { return nil }
        }
    }

    /// Waits until there is something to read behind `nextOffset`, at most so long; whether there is.
    public func wait(atMost duration: Duration) -> Bool {
        let (seconds, attoseconds) = duration.components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let nanoseconds =
            overflow
            ? Int64.max
            : product.addingReportingOverflow(attoseconds / 1_000_000_000)
                .partialValue
        return watch.waitUntilReadable(chunkEnd, atMost: nanoseconds)
    }

    private func damaged(_ cause: String) -> LogError {
        LogError(.corrupt, log.path, "before offset \(nextOffset): \(cause)")
    }

    /// Reads the next chunk; false where there is none yet.
    private mutating func fill() throws(LogError) -> Bool {
        let plan = try log.plan(from: chunkEnd, upTo: .highWatermark, maxBytes: Self.chunk)
        (position, filled) = (0, 0)
        guard plan.nextOffset > chunkEnd else { return false }
        if plan.count > buffer.count {
            buffer.deallocate()
            buffer = .allocate(byteCount: max(plan.count, Self.chunk), alignment: 16)
        }
        for case .file(let file, let start, let count) in plan.parts {
            let target = UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + count])
            let read = try onDisk(log.path) { () throws(DiskError) in try file.read(into: target, at: start) }
            guard read == count else { throw LogError(.storage, log.path, "a file ends before its last batch") }
            filled += count
        }
        chunkEnd = plan.nextOffset
        return true
    }
}

/// One batch that a reader answers: header and records, valid until the reader's next call.
public struct LogBatch: ~Escapable {
    /// The batch's header: offsets, timestamps, producer.
    public let header: RecordBatchHeader
    private let first: Int64
    private var records: RecordIterator

    @_lifetime(copy records)
    init(header: RecordBatchHeader, first: Int64, records: consuming RecordIterator) {
        self.header = header
        self.first = first
        self.records = records
    }

    /// The next record; nil at the end.
    @_lifetime(copy self)
    @inline(__always)
    public mutating func next() -> Record? {
        while let record = records.next() {
            if record.offset >= first { return record }
        }
        return nil
    }

    /// Whether all records that the header promises were answered: false after `next` has answered nil says that the
    /// bytes are no records although the checksum is right.
    public var isComplete: Bool { records.isComplete }
}

extension Partition {
    /// A reader that begins at `offset`, or at the batch that holds it; records before it are left out.
    ///
    /// - Throws: `.offsetOutOfRange` below the start or beyond the end.
    public func read(from offset: Int64) throws(LogError) -> BatchReader {
        let ends = log.ends
        guard offset >= ends.start, offset <= ends.high else {
            throw LogError(
                .offsetOutOfRange, log.path, "offset \(offset) is not in \(ends.start)...\(ends.high)")
        }
        return BatchReader(self, from: offset)
    }
}
