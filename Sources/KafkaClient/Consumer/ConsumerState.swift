import ClientCore
import Synchronization
import World

/// What a consumer's callers and its loop share, under one lock.
///
/// Sendable unchecked because a machine that cannot be copied is in it; whoever has the lock is its one user.
struct ConsumerState: ~Copyable, @unchecked Sendable {
    /// What a reader finds.
    enum Poll {
        case batch(FetchedBatch)
        /// Nothing yet: to be tried again when the waiter resumes.
        case wait(Waiter<Void>)
        /// The consumer is closed.
        case end
        case failure(ClientError)
    }

    var machine: GroupConsumer
    var outbox: Outbox
    private let hasHandler: Bool
    /// The iteration that reads, and all there were.
    private var session: Int?
    private var sessions = 0
    private var reader: Waiter<Void>?
    private var cursor: RecordCursor?
    private var failures: [ClientError] = []
    private var commits: [UInt64: Waiter<Void>] = [:]
    private var departure: Waiter<Void>?
    private var farewell: Waiter<Void>?
    private(set) var isClosed = false
    /// What the handler is to be told, in order, and whether it is being told something.
    private var news: [KafkaRebalance] = []
    private var isTelling = false
    /// Partitions that are to be given up as soon as nobody reads them.
    private var revoking: [TopicPartition]?
    private var announced = Instant.distantFuture
    private var isWakePending = false

    init(_ machine: consuming GroupConsumer, owner: UInt16, hasHandler: Bool) {
        self.machine = machine
        outbox = Outbox(owner: owner)
        self.hasHandler = hasHandler
    }

    // MARK: Reading

    /// Begins an iteration.
    mutating func beginReading() -> Int {
        sessions += 1
        session = sessions
        return sessions
    }

    /// Ends an iteration: of the batch in hand, what was not handed out is read again by the next.
    mutating func endReading(_ number: Int) {
        guard session == number else { return }
        session = nil
        settleCursor()
        cursor = nil
    }

    private mutating func settleCursor() {
        guard let cursor, !cursor.isStale.load(ordering: .relaxed) else { return }
        machine.consumer.markRead(before: cursor.next.load(ordering: .relaxed))
    }

    /// The next batch; the one before counts as read.
    mutating func poll(_ number: Int, cursor wanted: RecordCursor?) -> Poll {
        guard !isClosed else { return .end }
        guard session == number, reader == nil else {
            return .failure(ClientError(.invalid, "consumer", "another iteration has begun to read it"))
        }
        cursor = nil
        machine.consumer.markRead()
        if !failures.isEmpty { return .failure(failures.removeFirst()) }
        if let batch = machine.consumer.nextBatch() {
            wanted?.next.store(max(batch.firstOffset, batch.header.baseOffset), ordering: .relaxed)
            cursor = wanted
            return .batch(batch)
        }
        let waiter = Waiter<Void>()
        reader = waiter
        return .wait(waiter)
    }

    /// The reader waits no more.
    mutating func forget(_ waiter: Waiter<Void>) {
        if reader === waiter { reader = nil }
        for (number, commit) in commits where commit === waiter { commits[number] = nil }
        if departure === waiter { departure = nil }
    }

    /// What was read, up to the record in hand.
    mutating func markRead() {
        if let cursor {
            guard !cursor.isStale.load(ordering: .relaxed) else { return }
            machine.consumer.markRead(upTo: cursor.next.load(ordering: .relaxed))
        } else {
            machine.consumer.markRead()
        }
    }

    /// As far as single records are handed out: a batch in hand counts when it is finished.
    mutating func markReadUpToRecord() { if cursor != nil { markRead() } }

    /// What is in hand of these partitions is not handed out any further.
    mutating func dropCursor(_ partitions: [TopicPartition]) {
        guard let cursor, let read = machine.consumer.partitionBeingRead, partitions.contains(read) else { return }
        cursor.isStale.store(true, ordering: .relaxed)
    }

    /// Whether the loop has to be told that there is something to do; answers true once per turn.
    mutating func needsWake() -> Bool {
        guard !isWakePending else { return false }
        let isEarlier = machine.nextDeadline.map { $0 < announced } ?? false
        isWakePending = isEarlier || !outbox.requests.isEmpty || revoking != nil || departure != nil
        return isWakePending
    }

    // MARK: Committing and leaving

    /// Commits what was read, or given offsets.
    ///
    /// - Returns: who waits for it; nil where there is nothing to commit.
    mutating func commit(_ offsets: [TopicPartition: CommittedOffset]?) throws(ClientError) -> Waiter<Void>? {
        guard !isClosed else { throw ClientError(.cancelled, "consumer", "it has been closed") }
        markRead()
        let wanted = offsets ?? machine.member.unsaved(machine.consumer.positions)
        guard !wanted.isEmpty else { return nil }
        guard let number = machine.member.commit(wanted, into: &outbox) else {
            throw ClientError(.invalid, "commit", "the member has no partitions at the moment", isRetriable: true)
        }
        let waiter = Waiter<Void>()
        commits[number] = waiter
        return waiter
    }

    /// Has the handler told that everything goes; the waiter resumes when it has been told all there is.
    mutating func announceDeparture() -> Waiter<Void>? {
        guard hasHandler else { return nil }
        let assignment = machine.member.assignment
        if !assignment.isEmpty {
            machine.consumer.setHeld(true, assignment)
            news.append(.revoking(assignment))
        }
        guard isTelling || !news.isEmpty else { return nil }
        let waiter = Waiter<Void>()
        farewell = waiter
        return waiter
    }

    /// Leaves the group; the waiter resumes when that is done.
    mutating func leave() -> Waiter<Void>? {
        settleCursor()
        cursor = nil
        machine.consumer.markRead()
        revoking = nil
        machine.member.leave()
        guard !machine.member.isOut else { return nil }
        let waiter = Waiter<Void>()
        departure = waiter
        return waiter
    }

    /// Nothing is read any more; readers come to the end.
    mutating func close() -> Waiter<Void>? {
        isClosed = true
        defer { reader = nil }
        return reader
    }

    // MARK: The loop's turn

    /// Takes replies and does what is due. Calls to be made without the lock are collected in `done`.
    mutating func turn(_ replies: [Reply], now: Instant, _ done: inout [() -> Void]) -> LoopTurn {
        isWakePending = false
        for reply in replies { machine.received(reply, now: now) }
        machine.step(now: now, into: &outbox)
        take(machine.takeEvents(), &done)
        failures += machine.takeFailures()
        if releaseWhenIdle() {
            machine.step(now: now, into: &outbox)
            take(machine.takeEvents(), &done)
        }
        if machine.member.isOut, let waiter = departure {
            departure = nil
            done.append { waiter.resume() }
        }
        if let waiter = reader, machine.consumer.hasBatch || !failures.isEmpty {
            reader = nil
            done.append { waiter.resume() }
        }
        announced = machine.nextDeadline ?? .distantFuture
        return LoopTurn(requests: outbox.take(), deadline: machine.nextDeadline)
    }

    private mutating func take(_ events: [GroupEvent], _ done: inout [() -> Void]) {
        for event in events {
            switch event {
            case .assigned(let offsets):
                guard hasHandler, !offsets.isEmpty else { continue }
                let partitions = offsets.keys.sorted()
                machine.consumer.setHeld(true, partitions)
                news.append(.assigned(partitions))
            case .revoking(let partitions): revoking = partitions
            case .lost(let partitions):
                revoking = nil
                // Whatever is in hand belongs to others; what the machine forgot has no partition any more.
                cursor?.isStale.store(true, ordering: .relaxed)
                if hasHandler { news.append(.lost(partitions)) }
            case .committed(let number, let error):
                guard let waiter = commits.removeValue(forKey: number) else { continue }
                done.append { waiter.resume(error.map { .failure($0) } ?? .success(())) }
            // A failure of the membership is among the machine's failures.
            case .revoked, .failed: break
            }
        }
    }

    /// Goes on giving partitions up once the last batch of them has been finished.
    ///
    /// - Returns: whether the machine can go on at once, because there is no handler to wait for.
    private mutating func releaseWhenIdle() -> Bool {
        guard let partitions = revoking else { return false }
        if session != nil, let read = machine.consumer.partitionBeingRead, partitions.contains(read) { return false }
        revoking = nil
        guard hasHandler else {
            machine.member.finishRevocation()
            return true
        }
        news.append(.revoking(partitions))
        return false
    }

    /// Takes what the handler is to be told next; nil while it is being told something, or there is nothing.
    mutating func takeNews() -> KafkaRebalance? {
        guard !isTelling, !news.isEmpty else { return nil }
        isTelling = true
        return news.removeFirst()
    }

    /// The handler has been told.
    ///
    /// - Returns: who waited for it to be told everything.
    mutating func told(_ rebalance: KafkaRebalance) -> Waiter<Void>? {
        isTelling = false
        switch rebalance {
        case .assigned(let partitions): machine.consumer.setHeld(false, partitions)
        case .revoking: machine.member.finishRevocation()
        case .lost: break
        }
        return news.isEmpty ? farewell.take() : nil
    }

    /// The loop has ended.
    mutating func end(_ error: ClientError, _ done: inout [() -> Void]) {
        isClosed = true
        if let waiter = reader { done.append { waiter.resume() } }
        for waiter in commits.values { done.append { waiter.resume(.failure(error)) } }
        for case let waiter? in [departure, farewell] { done.append { waiter.resume() } }
        (reader, commits, departure, farewell) = (nil, [:], nil, nil)
    }
}
