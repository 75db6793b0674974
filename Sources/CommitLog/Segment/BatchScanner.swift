import Binary
import Records
import World

/// A batch found in a segment's file.
struct ScannedBatch {
    var header: RecordBatchHeader
    /// Where it begins in the file.
    var position: Int
    /// Where it ends.
    var end: Int { position + header.sizeInBytes }
}

/// Walks the batches of a segment's file from a position, reading ahead in pieces.
///
/// A failed read is thrown; it is never taken for the end of the log. What is not a batch ends the walk with `fault`.
struct BatchScanner: ~Copyable {
    private let file: any File
    private let subject: String
    /// The walk ends here, or before.
    let limit: Int
    /// Where the next batch begins.
    private(set) var position: Int
    /// Why the walk ended before `limit`.
    private(set) var fault: BatchFault?
    /// Whether a batch counts although its base offset is impossible: its checksum does not cover that.
    var toleratesOffsets = false
    private let readAhead: Int
    private var buffer: UnsafeMutableRawBufferPointer
    private var bufferStart = 0
    private var bufferCount = 0

    /// A walk over the bytes from `position` to `limit`; `readAhead` bytes are read at once where they are not there.
    init(_ file: any File, subject: String, from position: Int, to limit: Int, readAhead: Int = 4096) {
        self.file = file
        self.subject = subject
        self.position = position
        self.limit = limit
        self.readAhead = max(readAhead, RecordBatchHeader.size)
        buffer = .allocate(byteCount: min(self.readAhead, max(limit - position, RecordBatchHeader.size)), alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// The next batch by its header alone; nil at `limit`, or with `fault` set where there is no batch.
    mutating func next() throws(LogError) -> ScannedBatch? {
        guard fault == nil, position < limit else { return nil }
        guard try fill(RecordBatchHeader.size), let header = RecordBatchHeader(bytes(RecordBatchHeader.size)) else {
            fault = .incomplete
            return nil
        }
        fault = header.fault
        if fault == .offset, toleratesOffsets { fault = nil }
        if fault == nil, header.sizeInBytes > limit - position { fault = .incomplete }
        guard fault == nil else { return nil }
        let batch = ScannedBatch(header: header, position: position)
        position += header.sizeInBytes
        return batch
    }

    /// The next batch with its checksum verified; a wrong one ends the walk.
    mutating func nextVerified() throws(LogError) -> ScannedBatch? {
        guard let batch = try next() else { return nil }
        position = batch.position
        guard try fill(batch.header.sizeInBytes) else {
            fault = .incomplete
            return nil
        }
        let body = UnsafeRawBufferPointer(
            rebasing: bytes(batch.header.sizeInBytes)[RecordBatchHeader.checksummedStart...])
        guard crc32c(body) == batch.header.crc else {
            fault = .checksum
            return nil
        }
        position = batch.end
        return batch
    }

    /// Calls `body` with the whole batch that `next` or `nextVerified` just answered.
    mutating func withBytes<R>(of batch: ScannedBatch, _ body: (UnsafeRawBufferPointer) throws(LogError) -> R)
        throws(LogError) -> R
    {
        let after = position
        position = batch.position
        defer { position = after }
        guard try fill(batch.header.sizeInBytes) else {
            throw LogError(.storage, subject, "the file became shorter while it was read")
        }
        return try body(bytes(batch.header.sizeInBytes))
    }

    /// Goes on at `position`, forgetting the fault.
    mutating func resume(at position: Int) {
        self.position = position
        fault = nil
    }

    private func bytes(_ count: Int) -> UnsafeRawBufferPointer {
        let start = position - bufferStart
        return UnsafeRawBufferPointer(rebasing: buffer[start..<start + count])
    }

    /// Makes the next `count` bytes from `position` be in the buffer; false where the file ends before.
    private mutating func fill(_ count: Int) throws(LogError) -> Bool {
        guard count <= limit - position else { return false }
        if position >= bufferStart, position + count <= bufferStart + bufferCount { return true }
        let wanted = min(max(count, readAhead), limit - position)
        if wanted > buffer.count {
            buffer.deallocate()
            buffer = .allocate(byteCount: wanted, alignment: 16)
        }
        bufferCount = 0
        let target = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
        let (file, position) = (file, position)
        bufferCount = try onDisk(subject) { () throws(DiskError) in try file.read(into: target, at: Int64(position)) }
        bufferStart = position
        return bufferCount >= count
    }
}
