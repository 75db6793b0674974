public import Binary
import Records
import Synchronization
public import World

/// The log of one partition: a folder of segments, and everything that is known about it.
///
/// Any thread may call any method. All state lies in one lock, which is never held across a sync of data, and each
/// answer is of one moment. At every public exit start ≤ stable ≤ high ≤ end and durable ≤ end.
///
/// Changes are accepted under the current role and leader epoch only (`become`); others get `.fenced`. After a failed
/// write (but for lack of space) or a failed sync the log takes nothing any more and answers `.offline` until restart.
public final class PartitionLog: Sendable {
    /// The topic's name.
    public let topic: String
    /// The partition's number.
    public let partition: Int32
    /// The topic's id, from `partition.metadata`.
    public let topicId: Uuid
    let store: SegmentStore
    /// Hears of truncation before it happens.
    let journal: Journal?
    let events: any EventSink
    /// The space of the data directory; nil where nobody watches it.
    let space: DiskSpace?
    /// Held by whoever renames or removes segments, also while the disk is waited for: one at a time. Taken before
    /// `state`; never by an append or a read.
    private let layout = Mutex(())
    private let state: Mutex<LogState>

    init(
        topic: String, partition: Int32, topicId: Uuid, store: SegmentStore, journal: Journal?,
        space: DiskSpace?, events: any EventSink, state: consuming LogState
    ) {
        self.topic = topic
        self.partition = partition
        self.topicId = topicId
        self.store = store
        self.journal = journal
        self.space = space
        self.events = events
        self.state = Mutex(state)
    }

    /// The folder.
    public var path: String { store.path }

    /// Calls `body` with the state under the lock.
    @inline(__always)
    func locked<R>(_ body: (inout LogState) throws(LogError) -> R) throws(LogError) -> R {
        try state.withLock { (state) throws(LogError) in try body(&state) }
    }

    /// Calls `body` while nobody else renames or removes segments.
    func arranging<R>(_ body: () throws(LogError) -> R) throws(LogError) -> R {
        try layout.withLock { (_) throws(LogError) in try body() }
    }

    // MARK: What is there

    /// The five offsets, of one moment.
    public var ends: LogEnds { state.withLock { $0.ends } }
    /// What the log is used for now.
    public var role: LogRole { state.withLock { $0.role } }
    /// Why the log takes nothing any more; nil while it works.
    public var failure: LogError? { state.withLock { $0.failure } }
    /// Bytes of all segments' log files.
    public var size: Int64 { state.withLock { $0.size } }
    /// Bytes of an F-topic that have not been synced.
    var bytesToFlush: Int { state.withLock { $0.bytesToFlush } }
    /// Number of segments, the active one included.
    public var segmentCount: Int { state.withLock { $0.segmentCount } }
    /// Known damage, oldest first: offsets that cannot be read any more.
    public var damage: [Damage] { state.withLock { $0.damage } }
    /// Leader epochs and their first offsets, oldest first.
    public var epochs: EpochHistory { state.withLock { $0.epochs } }
    /// The current settings.
    public var options: LogOptions { state.withLock { $0.options } }
    /// Where compaction goes on: everything below has been compacted; nil where that was never done.
    public var cleanedOffset: Int64? { state.withLock { $0.cleanedOffset } }

    /// Whether what was planned under `generation` still holds: no truncation and no change of role since.
    public func isCurrent(_ generation: UInt64) -> Bool { state.withLock { $0.generation == generation } }

    /// Closes the files that can be opened again, unless somebody is using the log just now.
    func closeIdleFiles() {
        _ = state.withLockIfAvailable { state in
            for index in state.closed.indices where !state.closed[index].isPinned { state.closed[index].file = nil }
            if state.durable == state.end, state.unsynced.isEmpty { state.active.file = nil }
        }
    }

    // MARK: Role and settings

    /// Makes the log a leader's or follower's in an epoch, or takes it out of use. Who waits for offsets of the old
    /// role has to be told by the caller.
    public func become(_ role: LogRole) { state.withLock { $0.become(role) } }

    /// Takes new settings; they hold from the next append on.
    public func update(_ options: LogOptions) { state.withLock { $0.options = options } }

    // MARK: Append

    /// Appends batches as the leader of `epoch`, in one write per segment they touch (nearly always one).
    ///
    /// Each batch is judged by its producer's state, including the batches before it in the group; what fails drops out
    /// alone, with its reason as outcome. The others get offsets in order, set with the epoch in the caller's memory.
    /// Offsets, indexes and producers change only after the whole write has returned; after a failed one the file is
    /// cut back and the batches are refused, those for lack of space retriable.
    ///
    /// - Throws: `.fenced`, `.offline`, or `.outOfSpace` where the file system is nearly full, before anything was done;
    ///   a disk error while old state was loaded.
    @discardableResult
    public func append(
        _ group: UnsafeMutableBufferPointer<StagedBatch>, epoch: Int32, now: Timestamp
    ) throws(LogError) -> AppendResult {
        let result = try locked { (state) throws(LogError) in
            try state.append(group, epoch: epoch, now: now.milliseconds, space: space)
        }
        space?.took(result.bytes)
        report(result.failure)
        return result
    }

    /// Appends a run of whole batches fetched from the leader of `epoch`, with the leader's offsets; an incomplete
    /// batch at the end is left out.
    ///
    /// - Throws: `.fenced`, `.offline`, `.outOfSpace`; `.invalidRecord` where a batch is damaged or does not continue the log.
    @discardableResult
    public func appendFetched(
        _ bytes: UnsafeRawBufferPointer, epoch: Int32, now: Timestamp
    ) throws(LogError) -> AppendResult {
        let bytes = try store.wholeBatches(bytes)
        let result = try locked { (state) throws(LogError) in
            try state.requireRoom(space)
            return try state.appendFetched(bytes, epoch: epoch, now: now.milliseconds)
        }
        space?.took(result.bytes)
        report(result.failure)
        return result
    }

    private func report(_ failure: LogError?) {
        guard let failure else { return }
        events.emit(Event(.error, "log.append", "\(path): \(failure.detail)"))
    }

    // MARK: Offsets

    /// Raises the high watermark to `offset`, at most to the end; never lowers it. Answers the ends afterwards.
    ///
    /// - Throws: `.fenced` where `epoch` is not the log's.
    @discardableResult
    public func raiseHighWatermark(to offset: Int64, epoch: Int32) throws(LogError) -> LogEnds {
        try locked { (state) throws(LogError) in
            try state.requireEpoch(epoch)
            state.raiseHighWatermark(to: offset)
            state.checkInvariants()
            return state.ends
        }
    }

    /// Moves the log's start up to `offset` (DeleteRecords); segments below go at the next `retain`. Nothing happens
    /// where it is there already.
    ///
    /// - Throws: `.offsetOutOfRange` above the high watermark.
    public func deleteRecords(before offset: Int64) throws(LogError) -> LogEnds {
        try locked { (state) throws(LogError) in
            try state.advanceStart(to: offset)
            return state.ends
        }
    }

    /// The first record in offset order, below `bound`, whose timestamp is `timestamp` or later; nil where there is
    /// none. May read and unpack batches.
    public func offset(
        for timestamp: Timestamp, below bound: ReadBound = .highWatermark
    ) throws(LogError) -> TimestampedOffset? {
        try locked { (state) throws(LogError) in
            try state.offset(for: timestamp.milliseconds, below: state.limit(bound))
        }
    }

    /// The first record with the greatest timestamp of the log; nil for an empty one. May read and unpack batches.
    public func youngestRecord() throws(LogError) -> TimestampedOffset? {
        try locked { (state) throws(LogError) in try state.youngestRecord() }
    }

    /// OffsetForLeaderEpoch: the newest epoch not newer than `epoch`, and where its records end; nil where `epoch` is
    /// newer than the log's or negative. An epoch older than all known ends where the first known begins.
    public func end(ofEpoch epoch: Int32) -> EpochHistory.Entry? {
        state.withLock { state in
            // The current leader's own epoch may have written nothing yet: then it ends, and begins, at the end.
            if case .leader(epoch) = state.role { return EpochHistory.Entry(epoch: epoch, startOffset: state.end) }
            return state.epochs.end(of: epoch, logEnd: state.end)
        }
    }

    /// The producers with an id, as DescribeProducers tells them.
    public func producers(now: Timestamp) throws(LogError) -> [ProducerDescription] {
        try locked { (state) throws(LogError) in
            try state.loadProducers(now: now.milliseconds)
            return state.producers.all.map(\.description)
        }
    }

    /// Where a producer stands with the transaction that its next batch, from `sequence` on, belongs to; to be asked
    /// before a batch is appended under `BatchRules.verifiedTransaction`.
    ///
    /// - Parameter sequence: the batch's first sequence number; -1 where it has none.
    public func transactionStanding(
        of producerId: Int64, epoch: Int16, sequence: Int32, now: Timestamp
    ) throws(LogError) -> TransactionStanding {
        try locked { (state) throws(LogError) in
            try state.loadProducers(now: now.milliseconds)
            return state.producers.standing(of: producerId, epoch: epoch, sequence: sequence, now: now.milliseconds)
        }
    }

    /// The coordinator knows the transaction that `transactionStanding` gave the token for; false where a marker has
    /// come since, and it has to be asked again.
    public func verified(producerId: Int64, epoch: Int16, token: UInt64) -> Bool {
        state.withLock { $0.producers.verified(producerId, epoch: epoch, token: token) }
    }

    /// The coordinator does not know the transaction, and will not: nothing of the question is kept.
    public func refused(producerId: Int64, token: UInt64) {
        state.withLock { $0.producers.refused(producerId, token: token) }
    }

    // MARK: Read

    /// Plans a read of whole batches from the one that holds `offset`, up to `bound`, of at most `maxBytes` bytes; the
    /// first batch comes whole in any case. Damage is stepped over, or answered by `.corrupt` where `damage.policy`
    /// says stop. Data, offsets and aborted transactions are of one moment.
    ///
    /// - Throws: `.offsetOutOfRange` for an offset below the start or above the end.
    public func plan(from offset: Int64, upTo bound: ReadBound, maxBytes: Int) throws(LogError) -> ReadPlan {
        var found: Damage?
        let plan = try locked { (state) throws(LogError) in
            do throws(LogError) { return try state.plan(from: offset, upTo: bound, maxBytes: maxBytes) } catch {
                guard let hole = try state.discoverDamage(error) else { throw error }
                found = hole
                return try state.plan(from: offset, upTo: bound, maxBytes: maxBytes)
            }
        }
        if let found { events.emit(Event(.error, "log.damaged", "\(path): damage was met by a read: \(found)")) }
        return plan
    }

    // MARK: Flush

    /// What has to be synced to make the log durable up to its end; nil where it is. See `flushed`.
    public func takeFlush() throws(LogError) -> FlushTicket? {
        try locked { (state) throws(LogError) in try state.takeFlush() }
    }

    /// Publishes the durable end of a ticket all of whose syncs have returned.
    ///
    /// - Returns: the ends afterwards; nil where truncation or a change of role has made the ticket stale.
    public func flushed(_ ticket: FlushTicket) -> LogEnds? {
        state.withLock { $0.flushed(ticket) ? $0.ends : nil }
    }

    /// Ends the log's right to acknowledge anything, because a sync failed: what was written may be gone.
    public func fail(_ error: LogError) {
        state.withLock { _ = $0.fail(error) }
        report(error)
    }
}

extension ProducerEntry {
    var description: ProducerDescription {
        ProducerDescription(
            producerId: id, epoch: epoch, lastSequence: lastSequence, lastTimestamp: lastTimestamp,
            coordinatorEpoch: coordinatorEpoch, transactionStart: transactionStart)
    }
}
