import Binary
import Records
import Synchronization
import World

/// One round of compaction of one log, in steps of bounded work: first the last offset of each key is found in the
/// part that was not compacted yet, then all segments up to there are rewritten, group by group. Each group is put in
/// place by itself; a round that ends early has done what it has done.
///
/// Steps are called by one thread at a time; `abandon` by any.
final class CompactionRound: Sendable {
    /// What a step came to.
    enum Step {
        /// There is more to do; so many bytes were read or written.
        case again(bytes: Int)
        case done(CompactionResult)
    }

    /// Bytes that a step reads at most, but for one batch.
    static let stepBytes = 8 << 20

    let log: PartitionLog
    private let work: Mutex<CompactionWork>

    /// A round over `input`; `hasher` is the round's own.
    init(_ log: PartitionLog, _ input: CompactionInput, maxKeyBytes: Int, hasher: KeyHasher, now: Timestamp) {
        self.log = log
        work = Mutex(CompactionWork(log, input, maxKeyBytes: maxKeyBytes, hasher: hasher, now: now.milliseconds))
    }

    /// Does the next piece of the work.
    ///
    /// - Throws: `.fenced`, `.offline` where the log has changed under it; `.corrupt` where a batch cannot be read;
    ///   `.outOfSpace`; errors of the disk. The round is over then, and what it was writing removed.
    func step() throws(LogError) -> Step {
        try work.withLock { (work) throws(LogError) in
            do throws(LogError) { return try work.step() } catch {
                work.abandon()
                throw error
            }
        }
    }

    /// Ends the round: waits for a step under way, and removes what was being written.
    func abandon() { work.withLock { $0.abandon() } }
}

/// What a round of compaction did.
struct CompactionResult: Sendable {
    /// Everything below is compacted.
    var end: Int64
    var segmentsBefore: Int
    var segmentsAfter: Int
    var counts: BatchFilter.Counts
    /// Whether it ended early because there were too many keys.
    var isPartial: Bool
}

/// The state of a round. Sendable unchecked because the memory of its keys is its own and it cannot be copied; whoever
/// has the round's lock is its one user.
private struct CompactionWork: ~Copyable, @unchecked Sendable {
    private let log: PartitionLog
    private let input: CompactionInput
    private var keys: KeyOffsets
    private var trail: TransactionTrail
    private var filter: BatchFilter
    /// Where the next batch is: a segment of the input, and a position in it.
    private var segment: Int
    private var position = 0
    /// What the next batch may not be below; nil at the beginning of a segment.
    private var previous: (nextOffset: Int64, epoch: Int32)?
    private var isFull = false
    /// The segments that become one, group by group; nil as long as keys are looked for.
    private var groups: [Range<Int>]?
    private var group = 0
    private var rewrite: SegmentRewrite?
    private var isOver = false

    init(_ log: PartitionLog, _ input: CompactionInput, maxKeyBytes: Int, hasher: KeyHasher, now: Int64) {
        self.log = log
        self.input = input
        keys = KeyOffsets(maxBytes: maxKeyBytes, hasher: hasher)
        let first = input.need.firstDirty
        trail = TransactionTrail(input.aborted.filter { $0.lastOffset >= first })
        filter = BatchFilter(
            now: now, deleteRetention: input.options.deleteRetentionMilliseconds,
            roundEnd: input.need.firstUncleanable, producers: input.producers, aborted: input.aborted)
        segment = max((input.segments.firstIndex { $0.base > first } ?? input.segments.count) - 1, 0)
    }

    mutating func step() throws(LogError) -> CompactionRound.Step {
        guard !isOver else { throw LogError(.offline, log.path, "compaction was stopped") }
        guard let groups else { return try lookForKeys() }
        guard group < groups.count else { return finish() }
        return try rewrite(groups[group])
    }

    /// Removes what was being written.
    mutating func abandon() {
        guard !isOver else { return }
        isOver = true
        guard let base = rewrite.take()?.segment.base else { return }
        // What cannot be removed now the next start removes.
        _ = try? log.store.removeCleaned(base)
    }

    // MARK: Keys

    private mutating func lookForKeys() throws(LogError) -> CompactionRound.Step {
        try log.requireUnchanged(input.segments[segment...], generation: input.generation)
        var budget = CompactionRound.stepBytes
        while segment < input.segments.count, !isFull, budget > 0 { budget -= try lookForKeys(budget) }
        if isFull || segment == input.segments.count {
            try log.secureProducers(behind: input, now: filter.now)
            groups = SegmentGroups(input).until(keys.latestOffset + 1)
            (segment, position, previous) = (0, 0, nil)
        }
        return .again(bytes: CompactionRound.stepBytes - budget)
    }

    /// Looks at about `budget` bytes of the segment at hand; answers how many it were.
    private mutating func lookForKeys(_ budget: Int) throws(LogError) -> Int {
        let start = position
        var source = input.segments[segment]
        var scanner = BatchScanner(
            try log.store.file(of: &source), subject: log.path, from: position, to: source.size, readAhead: 256 << 10)
        var scratch = BinaryWriter(capacity: 16)
        while scanner.position - start < budget, !isFull {
            guard let batch = try next(&scanner, source) else {
                // Offsets that were left out behind the last batch have been looked at, too.
                keys.looked(upTo: input.nextBase(segment) - 1)
                segment += 1
                (position, previous) = (0, nil)
                return source.size - start
            }
            guard batch.header.lastOffset >= input.need.firstDirty else { continue }
            try scanner.withBytes(of: batch) { (bytes) throws(LogError) in
                try look(bytes, batch.header, &scratch)
            }
        }
        position = scanner.position
        return position - start
    }

    /// The next batch of a segment, verified and in its place; nil at the end.
    private mutating func next(_ scanner: inout BatchScanner, _ source: Segment) throws(LogError) -> ScannedBatch? {
        guard let batch = try scanner.nextVerified() else {
            if scanner.fault != nil { throw log.store.damaged(source.base, scanner.position) }
            return nil
        }
        // Base offset and leader epoch are not in the checksum; wrong ones are not to be written again as right.
        let floor = previous ?? (source.base, -1)
        guard batch.header.baseOffset >= floor.nextOffset, batch.header.partitionLeaderEpoch >= floor.epoch,
            batch.header.nextOffset <= input.nextBase(segment)
        else { throw log.store.damaged(source.base, batch.position) }
        previous = (batch.header.nextOffset, batch.header.partitionLeaderEpoch)
        return batch
    }

    /// Notes the keys of a batch.
    private mutating func look(
        _ bytes: UnsafeRawBufferPointer, _ header: RecordBatchHeader, _ scratch: inout BinaryWriter
    ) throws(LogError) {
        guard let batch = RecordBatch(bytes.bytes) else { return }
        if header.isControl {
            _ = trail.isObsolete(header, TransactionMarker(batch: batch.bytes))
        } else if !trail.isAborted(header) {
            do throws(RecordsError) {
                isFull = try !CompactionWork.note(batch, from: input.need.firstDirty, in: &keys, &scratch)
            } catch {
                throw LogError(.corrupt, log.path, "compaction cannot read \(error)")
            }
        }
        if !isFull { keys.looked(upTo: header.lastOffset) }
    }

    /// Notes the keys of a batch's records at or above `first`; false where the table is full.
    private static func note(
        _ batch: RecordBatch, from first: Int64, in keys: inout KeyOffsets, _ scratch: inout BinaryWriter
    ) throws(RecordsError) -> Bool {
        var records = try batch.records(unpackedInto: &scratch, maxBytes: BatchFilter.maxUnpackedBytes)
        while let record = records.next() {
            guard record.offset >= first, record.offset <= batch.header.lastOffset, let key = record.key else {
                continue
            }
            guard keys.put(key, record.offset) else { return false }
            keys.looked(upTo: record.offset)
        }
        guard records.isComplete else {
            throw RecordsError(
                .corrupt, "batch at offset \(batch.header.baseOffset)", "other records than its header says")
        }
        return true
    }

    // MARK: Rewriting

    /// Copies about a step's bytes of a group; puts it in place with the last of them.
    private mutating func rewrite(_ range: Range<Int>) throws(LogError) -> CompactionRound.Step {
        let old = input.segments[range]
        try log.requireUnchanged(old, generation: input.generation)
        var target: SegmentRewrite
        if let begun = rewrite.take() {
            target = begun
        } else {
            try log.requireRoom(old.reduce(0) { $0 + Int64($1.size) })
            target = try SegmentRewrite(old[range.lowerBound].base, log.store, input.options)
            segment = range.lowerBound
        }
        var budget = CompactionRound.stepBytes
        do throws(LogError) {
            while segment < range.upperBound, budget > 0 { budget -= try copy(budget, &target) }
        } catch {
            rewrite = consume target
            throw error
        }
        let bytes = CompactionRound.stepBytes - budget
        guard segment == range.upperBound else {
            rewrite = consume target
            return .again(bytes: bytes)
        }
        try finish(&target, old)
        group += 1
        return .again(bytes: bytes)
    }

    /// Copies what stays of about `budget` bytes of the segment at hand; answers how many were read.
    private mutating func copy(_ budget: Int, _ target: inout SegmentRewrite) throws(LogError) -> Int {
        let start = position
        var source = input.segments[segment]
        var scanner = BatchScanner(
            try log.store.file(of: &source), subject: log.path, from: position, to: source.size, readAhead: 256 << 10)
        while scanner.position - start < budget {
            guard let batch = try next(&scanner, source) else {
                segment += 1
                (position, previous) = (0, nil)
                return source.size - start
            }
            try scanner.withBytes(of: batch) { (bytes) throws(LogError) in
                guard let batch = RecordBatch(bytes.bytes) else { return }
                try target.add(batch, keys, &filter)
            }
        }
        position = scanner.position
        return position - start
    }

    private mutating func finish(_ target: inout SegmentRewrite, _ old: ArraySlice<Segment>) throws(LogError) {
        do throws(LogError) {
            let new = try target.finish()
            try log.replace(old, with: new, target.ranges, generation: input.generation)
            log.space?.took(new.size)
        } catch {
            _ = try? log.store.removeCleaned(target.segment.base)
            throw error
        }
    }

    private mutating func finish() -> CompactionRound.Step {
        isOver = true
        let end = max(keys.latestOffset + 1, input.need.firstDirty)
        log.cleaned(to: end)
        let groups = groups ?? []
        return .done(
            CompactionResult(
                end: end, segmentsBefore: groups.last?.upperBound ?? 0, segmentsAfter: groups.count,
                counts: filter.counts, isPartial: isFull))
    }
}
