import World

/// One partition that a consumer reads: how its first offset is found, and where it is.
struct PartitionReader {
    /// What the partition is doing.
    enum Phase: Equatable {
        /// Its first or last offset is being looked up.
        case resolving
        /// It is being read.
        case reading
        /// It has been read up to where reading was to stop.
        case done
        /// It failed for good; the failure has been reported.
        case failed
        /// It is not assigned any more; its place is for the next partition that is.
        case unassigned
    }

    let partition: TopicPartition
    /// Rises when the partition is assigned or sought anew, so that replies to older requests are known as such.
    var generation = 0
    var phase = Phase.resolving
    var start: StartPosition
    var stop: StopPosition
    /// The offsets found out so far, by the query's number.
    var found: [Int64: Int64] = [:]
    /// Queries that were sent and not answered.
    var asked: Set<Int64> = []
    /// Not before then is anything asked again.
    var retryAt = Instant(nanoseconds: .min)

    /// The next offset to ask a broker for.
    var fetchOffset: Int64 = 0
    /// The next offset to hand out; what a group commits.
    var position: Int64 = 0
    /// The leader epoch of the batch before `fetchOffset`; -1 where none was fetched since reading began.
    var fetchedEpoch: Int32 = -1
    /// The partition's leader epoch under which `fetchOffset` is known to be in the log; -1 for not known.
    var checkedEpoch: Int32 = -1
    /// Whether the leader was asked where its log and ours part.
    var isChecking = false
    /// Where reading stops; nil for never.
    var end: Int64?
    /// What the newest reply said of the partition's offsets.
    var bounds = PartitionBounds()
    var isPaused = false
    /// Whether nothing is handed out because the partition is about to be given up, or has not been announced yet.
    var isHeld = false
    /// Whether a fetch is on its way.
    var isFetching = false
    /// Bytes fetched and not handed out.
    var queuedBytes = 0

    init(_ partition: TopicPartition, start: StartPosition, stop: StopPosition) {
        self.partition = partition
        self.start = start
        self.stop = stop
    }

    /// The queries of ListOffsets (its timestamps) that have to be answered before reading begins.
    var needed: Set<Int64> {
        var needed: Set<Int64> = []
        switch start {
        case .offset: break
        case .start: needed.insert(OffsetQuery.start.rawValue)
        case .end: needed.insert(OffsetQuery.end.rawValue)
        case .afterStart: needed.insert(OffsetQuery.start.rawValue)
        case .beforeEnd, .nearest: needed.formUnion([OffsetQuery.start.rawValue, OffsetQuery.end.rawValue])
        case .time(let time): needed.formUnion([OffsetQuery.time(time).rawValue, OffsetQuery.end.rawValue])
        }
        switch stop {
        case .never, .offset: break
        case .end: needed.insert(OffsetQuery.end.rawValue)
        case .time(let time): needed.formUnion([OffsetQuery.time(time).rawValue, OffsetQuery.end.rawValue])
        }
        return needed
    }

    /// Begins to read where everything needed is known.
    mutating func resolve() {
        guard phase == .resolving, needed.isSubset(of: found.keys) else { return }
        let first = found[OffsetQuery.start.rawValue] ?? 0
        let last = found[OffsetQuery.end.rawValue] ?? .max
        switch start {
        case .offset(let offset): position = offset
        case .nearest(let offset): position = max(offset, first)
        case .start: position = first
        case .end: position = last
        case .afterStart(let count): position = first.addingReportingOverflow(max(count, 0)).partialValue
        case .beforeEnd(let count): position = max(first, last.subtractingReportingOverflow(max(count, 0)).partialValue)
        case .time(let time): position = at(time, orElse: last)
        }
        switch stop {
        case .never: end = nil
        case .end: end = last
        case .offset(let offset): end = offset
        case .time(let time): end = at(time, orElse: last)
        }
        fetchOffset = if case .nearest = start { min(position, last) } else { position }
        phase = .reading
        finishIfDone()
    }

    private func at(_ time: Int64, orElse last: Int64) -> Int64 {
        let offset = found[OffsetQuery.time(time).rawValue] ?? -1
        return offset >= 0 ? offset : last
    }

    /// Says that everything before `offset` is handed out.
    mutating func advance(to offset: Int64) {
        position = max(position, offset)
        finishIfDone()
    }

    private mutating func finishIfDone() {
        if phase == .reading, let end, position >= end { phase = .done }
    }

    /// Begins anew, as after `seek` or a reset.
    mutating func restart(at start: StartPosition) {
        generation += 1
        self.start = start
        phase = .resolving
        found = [:]
        asked = []
        isFetching = false
        isChecking = false
        fetchedEpoch = -1
        checkedEpoch = -1
        queuedBytes = 0
        if stop == .end, let end { stop = .offset(end) }
    }
}
