import Binary
import Records
import World

/// Where a partition's records gather before they are written: the batch that is being made, and what its records get.
///
/// Unchecked because it lives inside one Mutex only, which does not take owned state otherwise.
struct Stage: ~Copyable, @unchecked Sendable {
    /// Bytes of a batch that are written at once.
    static let capacity = 256 << 10
    /// More than a record's own fields take: lengths, deltas, attributes.
    static let fieldBytes = 64
    /// Records that share one look at the clock: looking costs as much as appending.
    private static let recordsPerLook = 64

    private let target: StageTarget
    private let limit: Int
    private var builder: RecordBatchBuilder
    private var time: Int64 = 0
    private var looked = 0
    /// Offset that the next record gets.
    private(set) var next: Int64
    /// Whether a timer will write what is here.
    var isTimed = false
    var isStopped = false

    init(_ log: PartitionLog, epoch: Int32, options: CommitLogOptions, clock: any Clock) {
        target = StageTarget(log: log, epoch: epoch, clock: clock)
        limit = min(Self.capacity, options.log.maxSegmentBytes)
        builder = RecordBatchBuilder(compression: options.compression, capacity: Self.capacity)
        builder.partitionLeaderEpoch = epoch
        next = log.ends.end
    }

    var isEmpty: Bool { builder.isEmpty }

    /// Adds a record; answers its offset. Writes first what is here if the record does not fit any more.
    ///
    /// - Throws: what writing threw: the record is not added then, what was here still is.
    @inline(__always)
    mutating func add(
        key: RawSpan?, value: RawSpan?, timestamp: Int64?, encodedHeaders: RawSpan? = nil
    ) throws(LogError) -> Int64 {
        let payload = (key?.byteCount ?? 0) &+ (value?.byteCount ?? 0) &+ (encodedHeaders?.byteCount ?? 0)
        if builder.sizeInBytes &+ payload &+ Self.fieldBytes > limit { try makeRoom(payload) }
        do throws(RecordsError) {
            try builder.append(
                timestamp: timestamp ?? now(), key: key, value: value, encodedHeaders: encodedHeaders)
        } catch { throw LogError(.largerThanSegment, target.log.path, error.cause) }
        defer { next &+= 1 }
        return next
    }

    /// Writes what is here unless `bytes` more, fields included, fit into the same batch.
    mutating func makeRoom(forAll bytes: Int) throws(LogError) {
        if builder.sizeInBytes &+ bytes > limit { try write(visible: true) }
    }

    @inline(never)
    private mutating func makeRoom(_ payload: Int) throws(LogError) {
        try write(visible: true)
        guard payload < target.log.options.maxSegmentBytes - RecordBatchHeader.size - Self.fieldBytes else {
            throw LogError(.largerThanSegment, target.log.path, "a record of \(payload) bytes is larger than a segment")
        }
    }

    @inline(__always)
    private mutating func now() -> Int64 {
        if builder.isEmpty || looked >= Self.recordsPerLook { look() }
        looked &+= 1
        return time
    }

    private mutating func look() {
        time = target.clock.wall.milliseconds
        looked = 0
    }

    /// Writes what is here as one batch, visible to readers or not before it is durable. After an error it is still
    /// here and is written with what comes.
    mutating func write(visible: Bool) throws(LogError) {
        guard !builder.isEmpty else { return }
        do throws(RecordsError) { try builder.seal() } catch {
            throw LogError(.largerThanSegment, target.log.path, error.cause)
        }
        try target.append(&builder, visible: visible)
        builder.removeAll()
    }

    /// Takes back the records added since `mark`, which is where an empty stage stood.
    mutating func drop(to mark: Int64) {
        builder.removeAll()
        next = mark
    }

    /// Appends a batch that a caller made; nothing may be staged. Answers its first offset.
    mutating func write(batch: inout RecordBatchBuilder, visible: Bool) throws(LogError) -> Range<Int64> {
        guard !batch.isEmpty else { return next..<next }
        do throws(RecordsError) { try batch.seal() } catch {
            throw LogError(.invalidRecord, target.log.path, error.cause)
        }
        let first = next
        let header = try target.append(&batch, visible: visible)
        next = header.nextOffset
        return first..<next
    }

    /// Appends an encoded batch; nothing may be staged.
    mutating func write(batch bytes: UnsafeMutableRawBufferPointer, visible: Bool) throws(LogError) -> Range<Int64> {
        let first = next
        next = try target.append(bytes, visible: visible).nextOffset
        return first..<next
    }
}

/// The log that a stage writes to, apart from the stage so that it can take the stage's own batch.
private struct StageTarget: Sendable {
    let log: PartitionLog
    let epoch: Int32
    let clock: any Clock

    @discardableResult
    func append(_ batch: inout RecordBatchBuilder, visible: Bool) throws(LogError) -> RecordBatchHeader {
        let result = batch.withUnsafeMutableBytes { bytes -> Result<RecordBatchHeader, LogError> in
            do throws(LogError) { return .success(try append(bytes, visible: visible)) } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    func append(_ bytes: UnsafeMutableRawBufferPointer, visible: Bool) throws(LogError) -> RecordBatchHeader {
        guard let base = bytes.baseAddress, let header = RecordBatchHeader(UnsafeRawBufferPointer(bytes)) else {
            throw LogError(.invalidRecord, log.path, "not a record batch")
        }
        var staged = StagedBatch(base, header)
        let now = clock.wall
        let result = try withUnsafeMutablePointer(to: &staged) { (pointer) throws(LogError) in
            try log.append(UnsafeMutableBufferPointer(start: pointer, count: 1), epoch: epoch, now: now)
        }
        if let failure = result.failure { throw failure }
        switch staged.outcome {
        case .appended: break
        case .refused(let code): throw LogError(code, log.path, "the batch was refused: \(code)")
        case .duplicate, .staged: throw LogError(.outOfOrderSequence, log.path, "the batch is in the log already")
        }
        if visible { try log.raiseHighWatermark(to: staged.header.nextOffset, epoch: epoch) }
        return staged.header
    }
}
