import Posix
import Synchronization
public import World

/// Makes the logs of one data directory durable, in groups: one round of `fdatasync` for all that came during the last.
///
/// A failed sync ends this directory's right to acknowledge until restart (what the kernel could not write it has
/// forgotten: a second sync would succeed and lie). Any thread may call it.
public final class Flusher: Sendable {
    private struct State: ~Copyable {
        var queue = FlushQueue()
        var failure: LogError?
    }

    private let state = Mutex(State())
    private let disk: any Disk
    private let jobs: any Jobs
    private let journal: Journal?
    private let lanes: [Lane]
    private let failed: @Sendable (LogError) -> Void
    private let idle = Gate()

    /// A flusher for one directory.
    ///
    /// - Parameters:
    ///   - journal: notes what each group made durable.
    ///   - lanes: where syncs run; a group is shared among them.
    ///   - failed: is told once, on a flush thread, when a sync failed: it stops the directory's other logs.
    public init(
        disk: any Disk, jobs: any Jobs, journal: Journal?, lanes: [Lane] = (0..<4).map(Lane.flush),
        failed: @escaping @Sendable (LogError) -> Void = { _ in }
    ) {
        self.disk = disk
        self.jobs = jobs
        self.journal = journal
        self.lanes = lanes
        self.failed = failed
    }

    /// Why nothing is acknowledged any more; nil while all is well.
    public var failure: LogError? { state.withLock { $0.failure } }

    /// Asks that what `log` holds now be made durable; `listener` hears of it. Returns at once.
    public func request(_ log: PartitionLog, _ listener: (any FlushListener)?) {
        let failure = state.withLock { state -> LogError? in
            if state.failure == nil { state.queue.add(log, listener) }
            return state.failure
        }
        if let failure { listener?.flushed([log], failure: failure) } else { start() }
    }

    /// Makes what `logs` hold now durable and waits for it. Not for an event loop.
    public func flush(_ logs: [PartitionLog]) throws(LogError) {
        let waiter = FlushWaiter(count: logs.count)
        for log in logs { request(log, waiter) }
        try waiter.wait()
    }

    /// Waits until nothing is asked for any more. Not for an event loop.
    public func waitUntilIdle() {
        while true {
            let generation = idle.current
            if state.withLock({ $0.queue.isIdle }) { return }
            idle.wait(changedFrom: generation)
        }
    }

    /// Begins the next group unless one is under way.
    private func start() {
        guard let shares = state.withLock({ $0.queue.next(lanes: lanes.count) }) else { return }
        for (lane, entries) in zip(lanes, shares) {
            let share = FlushShare(entries)
            jobs.submit(lane) { [disk] in
                share.sync(disk)
            } completion: { [self] in
                through(share.results)
            }
        }
    }

    /// After the last share: publish, note, tell, go on.
    private func through(_ share: [FlushResult]) {
        guard let group = state.withLock({ $0.queue.done(share) }) else { return }
        if let failure = group.lazy.compactMap({ $0.ticket == nil ? nil : $0.failure }).first {
            fail(failure, group)
            state.withLock { $0.queue.finish() }
        } else {
            var notes: [Journal.Flushed] = []
            for result in group {
                guard let ticket = result.ticket, result.entry.log.flushed(ticket) != nil else { continue }
                notes.append(
                    Journal.Flushed(
                        log: result.entry.log.identity, folder: result.entry.log.path, ranges: ticket.ranges))
            }
            journal?.flushed(notes)
            tell(group)
            state.withLock { $0.queue.finish() }
            start()
        }
        idle.open()
    }

    private func fail(_ failure: LogError, _ group: [FlushResult]) {
        state.withLock { $0.failure = $0.failure ?? failure }
        for result in group { result.entry.log.fail(failure) }
        failed(failure)
        // Whoever came meanwhile is refused, too.
        let waiting = state.withLock { state in
            state.queue.finish()
            return state.queue.next(lanes: 1) ?? []
        }
        tell((group.map(\.entry) + waiting.joined()).map { FlushResult(entry: $0, ticket: nil, failure: failure) })
    }

    /// Tells each listener once of all its logs; of a log that failed it is told apart.
    private func tell(_ group: [FlushResult]) {
        var calls: [(listener: any FlushListener, logs: [PartitionLog])] = []
        for result in group {
            for listener in result.entry.listeners {
                if let failure = result.failure {
                    listener.flushed([result.entry.log], failure: failure)
                } else if let index = calls.firstIndex(where: { $0.listener === listener }) {
                    calls[index].logs.append(result.entry.log)
                } else {
                    calls.append((listener, [result.entry.log]))
                }
            }
        }
        for call in calls { call.listener.flushed(call.logs, failure: nil) }
    }
}

/// The part of a group that one lane syncs.
private final class FlushShare: Sendable {
    private let state: Mutex<[FlushResult]>

    init(_ entries: [FlushQueue.Entry]) { state = Mutex(entries.map { FlushResult(entry: $0) }) }

    var results: [FlushResult] { state.withLock { $0 } }

    /// Takes the tickets as late as possible, so that each covers all that was written until now.
    func sync(_ disk: any Disk) {
        let synced = results.map { FlushShare.sync($0, disk) }
        state.withLock { $0 = synced }
    }

    private static func sync(_ waiting: FlushResult, _ disk: any Disk) -> FlushResult {
        var result = waiting
        let log = result.entry.log
        do throws(LogError) {
            guard let ticket = try log.takeFlush() else { return result }
            result.ticket = ticket
            try onDisk(log.path) { () throws(DiskError) in
                for file in ticket.files { try file.sync() }
                if ticket.needsFolderSync { try disk.syncDirectory(log.path) }
            }
        } catch {
            result.failure = error
        }
        return result
    }
}

/// Lets a thread wait until logs are flushed.
private final class FlushWaiter: FlushListener {
    private let state: Mutex<(left: Int, failure: LogError?)>
    private let gate = Gate()

    init(count: Int) { state = Mutex((count, nil)) }

    func flushed(_ logs: [PartitionLog], failure: LogError?) {
        state.withLock { state in
            state.left -= logs.count
            state.failure = state.failure ?? failure
        }
        gate.open()
    }

    func wait() throws(LogError) {
        while true {
            let generation = gate.current
            let (left, failure) = state.withLock { $0 }
            if let failure { throw failure }
            if left <= 0 { return }
            gate.wait(changedFrom: generation)
        }
    }
}

extension PartitionLog {
    /// What the journal calls this log.
    var identity: LogIdentity { LogIdentity(topicId: topicId, partition: partition) }
}
