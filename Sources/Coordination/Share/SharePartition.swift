public import World

/// Settings of a share group, resolved.
public struct ShareOptions: Sendable {
    /// `share.record.lock.duration.ms`: how long a member may have a record.
    public var lockDurationMs: Int64 = 30_000
    /// `share.delivery.count.limit`: how often a record is handed out at most.
    public var deliveryCountLimit: Int16 = 5
    /// `share.partition.max.record.locks`: offsets from the first that is not final to the last that was handed out.
    public var maxInFlight: Int64 = 2_000

    /// Kafka's defaults.
    public init() {}
}

/// Offsets and what is true of them, as they are persisted.
public struct ShareBatch: Hashable, Sendable {
    /// The first offset.
    public var first: Int64
    /// The last offset; not before the first.
    public var last: Int64
    /// Never `.acquired`: who has a record when all is lost has it no more.
    public var state: ShareRecordState
    /// How often they were handed out.
    public var deliveryCount: Int16

    /// A batch.
    public init(first: Int64, last: Int64, state: ShareRecordState, deliveryCount: Int16) {
        self.first = first
        self.last = last
        self.state = state
        self.deliveryCount = deliveryCount
    }
}

/// What a share group does with one partition (KIP-932): which records its members have, and which are done. A pure
/// machine; time comes with each call, and what has to be persisted is answered by it.
///
/// Offsets below `startOffset` are done; those from `endOffset` on were never handed out. Between them every offset is
/// available, acquired, acknowledged or archived.
public struct SharePartition: Sendable {
    /// Settings; they may change at any time.
    public var options: ShareOptions
    /// The first offset that is not done (SPSO).
    public private(set) var startOffset: Int64
    /// The offset after the last that was ever handed out.
    public private(set) var endOffset: Int64
    var runs = ShareRuns()

    /// A partition with what was persisted of it; offsets that no batch tells of were never handed out.
    public init(startOffset: Int64, batches: [ShareBatch] = [], options: ShareOptions = ShareOptions()) {
        self.options = options
        self.startOffset = max(startOffset, 0)
        endOffset = self.startOffset
        for batch in batches.sorted(by: { $0.first < $1.first }) where batch.last >= endOffset {
            let first = max(batch.first, endOffset)
            guard first <= batch.last, batch.last < .max else { continue }
            if first > endOffset { runs.append(ShareRun(first: endOffset, last: first - 1, state: .available)) }
            let state = batch.state == .acquired ? ShareRecordState.available : batch.state
            runs.append(
                ShareRun(first: first, last: batch.last, state: state, deliveryCount: max(batch.deliveryCount, 0)))
            endOffset = batch.last + 1
        }
        moveStart()
    }

    // MARK: What is to be read

    /// Where the log is to be read for the next member: the first available offset, or the end.
    public var nextFetchOffset: Int64 { runs.all.first { $0.state == .available }?.first ?? endOffset }

    /// Whether more may be handed out.
    public var hasRoom: Bool { nextFetchOffset < endOffset || endOffset - startOffset < options.maxInFlight }

    /// When the first lock ends; nil without any.
    public var nextDeadline: Instant? { runs.all.compactMap(\.lockEnd).min() }

    /// How many offsets before `endOffset` are done: with them a group is less far behind than it looks.
    public var finishedCount: Int64 { runs.all.reduce(0) { $0 + ($1.state.isFinal ? $1.count : 0) } }

    // MARK: Locks

    /// Everything that a member has is available to others: its session has ended. What was handed out too often is
    /// archived.
    ///
    /// - Returns: what is to be persisted.
    public mutating func release(of member: String) -> [ShareBatch] {
        giveUp { $0.member == member }
    }

    /// Ends the locks that are due.
    ///
    /// - Returns: what is to be persisted.
    public mutating func endLocks(now: Instant) -> [ShareBatch] {
        giveUp { run in run.lockEnd.map { $0 <= now } ?? false }
    }

    private mutating func giveUp(_ condition: (ShareRun) -> Bool) -> [ShareBatch] {
        var batches: [ShareBatch] = []
        for run in runs.all where run.state == .acquired && condition(run) {
            let state: ShareRecordState = run.deliveryCount >= options.deliveryCountLimit ? .archived : .available
            runs.update(run.first...run.last) { part in part.leave(as: state) }
            batches.append(
                ShareBatch(first: run.first, last: run.last, state: state, deliveryCount: run.deliveryCount))
        }
        moveStart()
        return batches
    }

    // MARK: The start

    /// The log begins later than it did: what is gone is done. Nobody is asked for it any more.
    public mutating func logStarts(at offset: Int64) {
        guard offset > startOffset else { return }
        startOffset = offset
        endOffset = max(endOffset, offset)
        runs.removeAll(before: offset)
        moveStart()
    }

    /// Nobody is to get these: records of a transaction that was aborted, in a group that reads only what was
    /// committed.
    ///
    /// - Returns: what is to be persisted.
    public mutating func drop(_ range: ClosedRange<Int64>) -> [ShareBatch] {
        var batches: [ShareBatch] = []
        runs.update(range) { run in
            guard !run.state.isFinal else { return }
            run.leave(as: .archived)
            batches.append(
                ShareBatch(first: run.first, last: run.last, state: .archived, deliveryCount: run.deliveryCount))
        }
        moveStart()
        return batches
    }

    /// Moves the start over everything that is done.
    mutating func moveStart() {
        while let first = runs.all.first, first.state.isFinal { runs.removeAll(before: first.last + 1) }
        startOffset = runs.all.first?.first ?? max(startOffset, endOffset)
    }

    /// Takes in offsets that are handed out for the first time.
    mutating func extend(through last: Int64, _ run: ShareRun) {
        if run.first > endOffset { runs.append(ShareRun(first: endOffset, last: run.first - 1, state: .archived)) }
        runs.append(run)
        endOffset = last + 1
    }
}

extension ShareRun {
    /// Nobody has it any more.
    mutating func leave(as state: ShareRecordState) {
        self.state = state
        member = nil
        lockEnd = nil
    }
}
