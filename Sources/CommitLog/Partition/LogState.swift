import Records
import World

/// Everything that changes in a partition's log: one value inside one lock, so that what is read together was true
/// together.
///
/// Unchecked because it lives inside one Mutex only, which does not take owned state otherwise.
struct LogState: ~Copyable, @unchecked Sendable {
    let store: SegmentStore
    var options: LogOptions
    var role = LogRole.offline
    /// Why the log takes nothing any more; set once, by a failed write or sync.
    var failure: LogError?
    /// Rises when positions or durability planned before must not be used any more.
    var generation: UInt64 = 1

    var start: Int64
    var stable: Int64
    var high: Int64
    var durable: Int64
    var end: Int64
    /// Below this nothing has to be looked at after a crash.
    var recoveryPoint: Int64
    /// Everything below has been compacted; nil where that was never done.
    var cleanedOffset: Int64?

    /// Segments that take no more appends, oldest first.
    var closed: [Segment] = []
    var active: Segment
    /// Wall time at which `active` took its first batch; nil while it is empty.
    var activeSince: Int64?
    /// Beginnings of recent groups in `active`, for readers at the end.
    var marks = TailMarks()

    var epochs = EpochHistory()
    var producers = ProducerTable()
    /// Whether `producers` is complete; a clean start leaves it to the first batch with a producer id.
    var producersAreLoaded = true
    var damage: [Damage] = []
    /// Whether there is damage that the file does not name.
    var damageIsDirty = false

    /// Written since the last flush, beside the active segment's file.
    var unsynced: [any File] = []
    var folderIsUnsynced = false
    var flushedRanges: [FlushedRange] = []
    var range: FlushedRange
    var mustFlush = false
    /// Whether the folder is as an orderly close leaves it: nothing has changed since it was opened.
    var isSettled: Bool
    /// Bytes in the ticket that was taken last, until its syncs have returned.
    var flushing = 0
    /// Bytes appended since the log was opened.
    var written = 0
    /// Whether the log lay unused, with an unflushed end, when maintenance last looked.
    var isIdleUnflushed = false

    /// A log whose segments were found, or made, by an `Opening`.
    init(_ opened: consuming OpenedLog, store: SegmentStore, options: LogOptions) {
        self.store = store
        self.options = options
        start = opened.start
        stable = opened.start
        high = opened.start
        end = opened.end
        durable = opened.end
        recoveryPoint = opened.recoveryPoint
        closed = opened.closed
        active = opened.active
        epochs = opened.epochs
        producers = opened.producers
        producersAreLoaded = opened.producersAreLoaded
        damage = opened.damage
        isSettled = opened.isSettled
        range = FlushedRange(
            segmentBase: opened.active.base, start: opened.active.size, end: opened.active.size, prefixChecksum: 0)
    }

    var ends: LogEnds { LogEnds(start: start, stable: stable, high: high, durable: durable, end: end) }

    /// Kept on in every build: one comparison each, and the last line before wrong bytes reach somebody.
    @inline(__always)
    func checkInvariants() {
        precondition(
            start <= stable && stable <= high && high <= end && durable <= end && active.base <= end,
            "log ends out of order")
    }

    /// Bytes of all segments.
    var size: Int64 { closed.reduce(Int64(active.size)) { $0 + Int64($1.size) } }

    // MARK: Segments by number: 0 is the oldest, the last is the active one

    var segmentCount: Int { closed.count + 1 }

    func base(_ index: Int) -> Int64 { index < closed.count ? closed[index].base : active.base }

    /// Where the segment after this one begins; the log's end for the active one.
    func nextBase(_ index: Int) -> Int64 { index < closed.count ? base(index + 1) : end }

    /// Calls `body` with a segment that it may change, such as by opening its file.
    mutating func withSegment<R>(
        _ index: Int, _ body: (inout Segment, SegmentStore) throws(LogError) -> R
    ) throws(LogError) -> R {
        if index < closed.count { return try body(&closed[index], store) }
        return try body(&active, store)
    }

    /// The segment that holds `offset`, or would.
    func segmentIndex(for offset: Int64) -> Int {
        if offset >= active.base { return closed.count }
        var low = 0
        var high = closed.count
        while low < high {
            let middle = (low + high) / 2
            if closed[middle].base <= offset { low = middle + 1 } else { high = middle }
        }
        return max(low - 1, 0)
    }

    // MARK: Who may change the log

    /// Refuses a change by someone whose epoch or role is not the log's.
    func requireRole(_ wanted: LogRole) throws(LogError) {
        if let failure { throw failure }
        guard role == wanted else { throw fenced }
    }

    /// Refuses a change by someone whose epoch is not the log's.
    func requireEpoch(_ epoch: Int32) throws(LogError) {
        if let failure { throw failure }
        guard role.epoch == epoch else { throw fenced }
    }

    var fenced: LogError {
        if role == .offline { return LogError(.offline, store.path, "the partition is offline") }
        return LogError(.fenced, store.path, "the leader epoch or role has changed")
    }

    mutating func become(_ role: LogRole) {
        guard role != self.role else { return }
        self.role = role
        generation += 1
    }

    /// Ends the log's right to take or acknowledge anything, for good.
    @discardableResult
    mutating func fail(_ error: LogError) -> LogError {
        if let failure { return failure }
        let final = LogError(.offline, store.path, "stopped until restart: \(error.detail)", cause: error.cause)
        failure = final
        generation += 1
        return final
    }

    // MARK: High watermark and last stable offset

    mutating func raiseHighWatermark(to offset: Int64) {
        let target = min(offset, end)
        guard target > high else { return }
        high = target
        producers.settle(highWatermark: high)
        refreshStable()
    }

    mutating func refreshStable() {
        if producers.hasNoTransactions {
            stable = high
        } else {
            stable = max(start, min(high, producers.firstUnstable(highWatermark: high) ?? high))
        }
    }
}

/// Where recent groups began in the active segment: readers who follow the end ask for just these offsets, and need no
/// look into the file.
struct TailMarks: Sendable {
    private var marks: InlineArray<16, (offset: Int64, position: Int)> = InlineArray(repeating: (-1, 0))
    private var next = 0

    mutating func add(_ offset: Int64, _ position: Int) {
        marks[next] = (offset, position)
        next = (next + 1) & 15
    }

    /// The position at which the batch with base offset `offset` begins.
    func position(of offset: Int64) -> Int? {
        for index in 0..<16 where marks[index].offset == offset { return marks[index].position }
        return nil
    }

    mutating func removeAll() { self = TailMarks() }
}
