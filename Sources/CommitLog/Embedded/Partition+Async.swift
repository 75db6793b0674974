import Binary
public import Records
import World

/// The async face: the same calls, which suspend where the others block. A task suspends once per call, not per record,
/// so records are best appended and followed in batches.
extension Partition {
    /// Appends records; returns once they are as safe as asked for. See the blocking `append`.
    @discardableResult
    public func append(
        _ records: [NewRecord], durability: Durability = .durable
    ) async throws(LogError) -> Range<Int64> {
        let offsets = try stageWritten(records, durability)
        if durability == .durable {
            try await watch.durable(offsets.upperBound, flusher)
            publish()
        }
        return offsets
    }

    /// Makes everything appended so far durable.
    public func flush() async throws(LogError) {
        try write()
        try await watch.durable(log.ends.end, flusher)
        publish()
    }

    /// The records from `offset` on, for ever: ends when the log is closed or the task is cancelled, and at the end of a
    /// read-only log.
    ///
    /// Reading is done by a job, so that no thread of the concurrency runtime waits for a disk.
    public func follow(from offset: Int64) -> RecordChunks { RecordChunks(self, from: offset) }
}

/// The records of a partition as they come, in chunks of whole batches of about a MiB.
public struct RecordChunks: AsyncSequence, Sendable {
    private let partition: Partition
    private let offset: Int64

    init(_ partition: Partition, from offset: Int64) {
        self.partition = partition
        self.offset = offset
    }

    public func makeAsyncIterator() -> Iterator { Iterator(partition, offset) }

    /// Where one loop over the chunks is.
    public struct Iterator: AsyncIteratorProtocol {
        private let partition: Partition
        private var next: Int64
        private let first: Int64

        init(_ partition: Partition, _ offset: Int64) {
            self.partition = partition
            next = offset
            first = offset
        }

        /// The next chunk; nil when the log is closed or the task cancelled.
        ///
        /// - Throws: as `BatchReader.next`; the call after that goes on behind the damage.
        public mutating func next() async throws(LogError) -> RecordChunk? {
            while !Task.isCancelled, partition.isReadOnly || !partition.watch.isStopped {
                if let result = await partition.readChunk(from: next, first: first) {
                    let chunk: RecordChunk
                    switch result {
                    case .success(let read): chunk = read
                    case .failure(let failure):
                        next = failure.nextOffset
                        throw failure.error
                    }
                    next = chunk.nextOffset
                    return chunk
                }
                // What another process appends is not seen.
                if partition.isReadOnly { return nil }
                await partition.watch.readable(next)
            }
            return nil
        }
    }
}

/// Whole record batches, copied out of the reader's buffer so that they can be kept and sent to other tasks.
public struct RecordChunk: Sendable {
    /// The batches, one after another, their checksums verified.
    public let bytes: [UInt8]
    /// Offset of the first record that is wanted; the first batch may begin before it.
    public let first: Int64
    /// Offset after the last record.
    public let nextOffset: Int64
    let maxUnpackedBytes: Int

    /// Calls `body` with each record in the order of offsets.
    ///
    /// - Throws: `.corrupt` where a batch cannot be unpacked, and what `body` throws.
    public func forEach(_ body: (borrowing Record) throws -> Void) throws {
        var batches = RecordBatches(bytes.span.bytes)
        var scratch = BinaryWriter(capacity: 16)
        while let batch = batches.next() {
            guard !batch.header.isControl else { continue }
            var records = try batch.records(unpackedInto: &scratch, maxBytes: maxUnpackedBytes)
            while let record = records.next() {
                if record.offset >= first { try body(record) }
            }
        }
    }
}

/// Why a chunk could not be read, and where to go on.
struct ChunkFailure: Error {
    let error: LogError
    let nextOffset: Int64
}

extension Partition {
    /// Reads about a MiB on the lane for reads; nil where there is nothing yet.
    func readChunk(from offset: Int64, first: Int64) async -> Result<RecordChunk, ChunkFailure>? {
        guard log.ends.high > offset else { return nil }
        return await withCheckedContinuation { continuation in
            world.jobs.submit(.read) { [self] in
                continuation.resume(returning: readChunkNow(from: offset, first: first))
            } completion: {
            }
        }
    }

    private func readChunkNow(from offset: Int64, first: Int64) -> Result<RecordChunk, ChunkFailure>? {
        var next = offset
        var bytes: [UInt8] = []
        do throws(LogError) {
            var reader = try read(from: offset)
            repeat {
                do throws(LogError) {
                    guard let batch = try reader.nextBytes(into: &bytes) else { break }
                    next = batch
                } catch {
                    // What was sound before the damage is answered first; the next call meets the damage again.
                    if bytes.isEmpty { return .failure(ChunkFailure(error: error, nextOffset: reader.nextOffset)) }
                    break
                }
            } while bytes.count < 1 << 20
        } catch { return .failure(ChunkFailure(error: error, nextOffset: offset)) }
        guard !bytes.isEmpty else { return nil }
        return .success(
            RecordChunk(
                bytes: bytes, first: first, nextOffset: next, maxUnpackedBytes: options.maxUnpackedBytes))
    }
}
