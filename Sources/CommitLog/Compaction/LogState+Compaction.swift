import Records
import World

/// How much of a log could be compacted.
struct CompactionNeed: Equatable, Sendable {
    /// Everything before was compacted.
    var firstDirty: Int64
    /// Where the first segment begins that has to stay as it is.
    var firstUncleanable: Int64
    /// Bytes of the segments that were compacted, the one included in which the rest begins.
    var cleanBytes: Int64 = 0
    /// Bytes of the segments that could be.
    var dirtyBytes: Int64 = 0
    /// Whether `max.compaction.lag.ms` is over for some of them.
    var isOverdue = false
    /// Whether more could be compacted if it were durable.
    var waitsForFlush = false

    /// The share that was not compacted.
    var dirtyRatio: Double {
        let total = cleanBytes + dirtyBytes
        return total > 0 ? Double(dirtyBytes) / Double(total) : 0
    }

    /// Whether it is worth it.
    func isDue(_ options: LogOptions) -> Bool {
        dirtyBytes > 0 && (isOverdue || dirtyRatio > options.minCleanableDirtyRatio)
    }
}

/// What a round of compaction works on: of one moment.
struct CompactionInput: Sendable {
    var need: CompactionNeed
    var options: LogOptions
    /// The closed segments from the log's first to the last that may be compacted.
    var segments: [Segment]
    /// The aborted transactions among them.
    var aborted: [AbortedTransaction]
    var producers: [Int64: BatchFilter.LastOfProducer]
    /// While it is unchanged nothing was truncated, and nobody else has come to lead.
    var generation: UInt64

    /// Where the segment after this one begins.
    func nextBase(_ index: Int) -> Int64 {
        index + 1 < segments.count ? segments[index + 1].base : need.firstUncleanable
    }
}

extension LogState {
    /// What of the log could be compacted, by the rules of Kafka's LogCleanerManager; nil where it is not compacted, or
    /// takes nothing now.
    mutating func compactionNeed(now: Int64) throws(LogError) -> CompactionNeed? {
        guard options.isCompacted, failure == nil, role != .offline, !closed.isEmpty else { return nil }
        // What was noted does not fit the log any more where records were deleted, or another program cut it.
        var first = cleanedOffset ?? start
        if first < start || first > end { first = start }
        let wanted = min(stable, active.base, try firstTooYoung(from: first, now: now) ?? .max)
        // A segment that is not durable yet may still be in a ticket, and so in the journal, as it is.
        let bound = min(wanted, durable)
        let uncleanable = base(segmentIndex(for: bound))
        var need = CompactionNeed(firstDirty: first, firstUncleanable: max(first, uncleanable))
        need.waitsForFlush = base(segmentIndex(for: wanted)) > uncleanable
        let dirtyIndex = segmentIndex(for: min(first, uncleanable))
        for (index, segment) in closed.enumerated() {
            if segment.base < first { need.cleanBytes += Int64(segment.size) }
            if index >= dirtyIndex, segment.base < uncleanable { need.dirtyBytes += Int64(segment.size) }
        }
        need.isOverdue = try isOverdue(from: dirtyIndex, now: now)
        return need
    }

    /// Where the first closed segment begins that has a record younger than `min.compaction.lag.ms`.
    private mutating func firstTooYoung(from offset: Int64, now: Int64) throws(LogError) -> Int64? {
        guard options.minCompactionLagMilliseconds > 0 else { return nil }
        let (limit, overflow) = now.subtractingReportingOverflow(options.minCompactionLagMilliseconds)
        guard !overflow else { return offset }
        for index in segmentIndex(for: offset)..<max(closed.count, segmentIndex(for: offset)) {
            let next = nextBase(index)
            let youngest = try looking(at: index) { (segment, store) throws(LogError) in
                try store.youngest(of: &segment, nextBase: next).timestamp
            }
            if youngest > limit { return base(index) }
        }
        return nil
    }

    /// Whether a closed segment's first batch is older than `max.compaction.lag.ms`.
    private mutating func isOverdue(from first: Int, now: Int64) throws(LogError) -> Bool {
        let (limit, overflow) = now.subtractingReportingOverflow(options.maxCompactionLagMilliseconds)
        guard !overflow, limit > 0 else { return false }
        for index in first..<max(first, closed.count) {
            let timestamp = try looking(at: index) { (segment, store) throws(LogError) in
                try store.firstTimestamp(of: &segment)
            }
            if timestamp > 0, timestamp < limit { return true }
        }
        return false
    }

    /// Calls `body` with a closed segment, and leaves no file open that was not: looking is not using.
    private mutating func looking<R>(
        at index: Int, _ body: (inout Segment, SegmentStore) throws(LogError) -> R
    ) throws(LogError) -> R {
        let (wasOpen, wasUsed) = (closed[index].file != nil, closed[index].isUsed)
        defer {
            if !wasOpen { closed[index].file = nil }
            closed[index].isUsed = wasUsed
        }
        return try body(&closed[index], store)
    }

    /// What a round works on; nil where there is nothing to do any more.
    mutating func compactionInput(now: Int64) throws(LogError) -> CompactionInput? {
        guard let need = try compactionNeed(now: now), need.isDue(options) else { return nil }
        if let hole = damage.first(where: { $0.segmentBase < need.firstUncleanable }) {
            throw LogError(.corrupt, store.path, "what is to be compacted is damaged: \(hole)")
        }
        try loadProducers(now: now)
        var producers: [Int64: BatchFilter.LastOfProducer] = [:]
        for entry in self.producers.all {
            producers[entry.id] = BatchFilter.LastOfProducer(
                offset: entry.lastBatch?.lastOffset, epoch: entry.epoch)
        }
        return CompactionInput(
            need: need, options: options, segments: closed.filter { $0.base < need.firstUncleanable },
            aborted: try aborted(base(0)..<need.firstUncleanable), producers: producers, generation: generation)
    }

    // MARK: Putting the result in place

    /// Where in `closed` these segments are, one after another and unchanged; nil where they are not any more.
    func position(of old: ArraySlice<Segment>) -> Int? {
        guard let first = old.first, let index = closed.firstIndex(where: { $0.base == first.base }),
            index + old.count <= closed.count,
            zip(closed[index...], old).allSatisfy({ $0.base == $1.base && $0.size == $1.size })
        else { return nil }
        return index
    }

    /// Takes compacted batches in the place of these segments; what is read from now on comes from there.
    mutating func replace(_ old: ArraySlice<Segment>, with new: Segment) throws(LogError) {
        if let failure { throw failure }
        guard let index = position(of: old) else { throw fenced }
        closed.replaceSubrange(index..<index + old.count, with: CollectionOfOne(new))
        isSettled = false
        checkInvariants()
    }

    /// The files of a replaced segment have their names now.
    mutating func unpin(_ base: Int64) {
        guard let index = closed.firstIndex(where: { $0.base == base }) else { return }
        closed[index].isPinned = false
    }
}

extension SegmentStore {
    /// The greatest timestamp of a segment's first batch; -1 for none.
    func firstTimestamp(of segment: inout Segment) throws(LogError) -> Int64 {
        if let known = segment.firstTimestamp { return known }
        guard segment.size > 0 else { return -1 }
        var scanner = BatchScanner(try file(of: &segment), subject: path, from: 0, to: segment.size)
        let found = try scanner.next()?.header.maxTimestamp ?? -1
        segment.firstTimestamp = found
        return found
    }
}
