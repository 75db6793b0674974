import Posix
import Synchronization
import World

/// Lets threads and tasks wait for a partition: until it is durable up to an offset, or until there is more to read.
final class Watch: FlushListener {
    /// What a task waits for.
    private enum Wish {
        case durable(Int64)
        case readable(Int64)
    }

    private struct State {
        var waiting: [(number: Int, wish: Wish, continuation: CheckedContinuation<Void, Never>)] = []
        var number = 0
        var cancelled: Set<Int> = []
        var failure: LogError?
        var isStopped = false
    }

    private let log: PartitionLog
    private let gate = Gate()
    private let state = Mutex(State())
    /// How many tasks wait, so that an append looks no further while none does.
    private let tasks = Atomic(0)

    init(_ log: PartitionLog) { self.log = log }

    func flushed(_ logs: [PartitionLog], failure: LogError?) {
        if let failure { state.withLock { $0.failure = $0.failure ?? failure } }
        tell()
    }

    /// There is more to read, or more is durable.
    @inline(__always)
    func tell() {
        gate.open()
        if tasks.load(ordering: .sequentiallyConsistent) > 0 { resumeSatisfied() }
    }

    /// Nothing will come any more.
    func stop() {
        state.withLock { $0.isStopped = true }
        tell()
    }

    /// Whether nothing will come any more.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    private func isFulfilled(_ wish: Wish, _ state: State, _ ends: LogEnds) -> Bool {
        if state.isStopped || state.failure != nil { return true }
        switch wish {
        case .durable(let end): return ends.durable >= end
        case .readable(let offset): return ends.high > offset
        }
    }

    private func resumeSatisfied() {
        let ends = log.ends
        let ready = state.withLock { state in
            let fulfilled = state
            let ready = state.waiting.filter { isFulfilled($0.wish, fulfilled, ends) }
            state.waiting.removeAll { isFulfilled($0.wish, fulfilled, ends) }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    private func failure(_ wish: Wish) -> LogError? {
        state.withLock { state in
            if let failure = state.failure { return failure }
            if let failure = log.failure { return failure }
            return state.isStopped ? LogError(.offline, log.path, "the log is closed") : nil
        }
    }

    // MARK: Threads

    /// Waits until the log is durable up to `end`.
    func waitUntilDurable(_ end: Int64, _ flusher: Flusher) throws(LogError) {
        while true {
            let generation = gate.current
            if log.ends.durable >= end { return }
            if let failure = failure(.durable(end)) { throw failure }
            flusher.request(log, self)
            if log.ends.durable >= end { return }
            gate.wait(changedFrom: generation)
        }
    }

    /// Waits until there is something to read from `offset`, at most `nanoseconds`; whether there is.
    func waitUntilReadable(_ offset: Int64, atMost nanoseconds: Int64) -> Bool {
        let clock = SystemClock()
        let deadline = clock.monotonic.nanoseconds.addingReportingOverflow(max(0, nanoseconds))
        while true {
            let generation = gate.current
            if log.ends.high > offset { return true }
            let left = deadline.overflow ? Int64.max : deadline.partialValue - clock.monotonic.nanoseconds
            if left <= 0 || isStopped { return false }
            gate.wait(changedFrom: generation, nanoseconds: left)
        }
    }

    // MARK: Tasks

    /// Suspends until the log is durable up to `end`.
    func durable(_ end: Int64, _ flusher: Flusher) async throws(LogError) {
        while log.ends.durable < end {
            if let failure = failure(.durable(end)) { throw failure }
            flusher.request(log, self)
            await suspend(.durable(end))
        }
    }

    /// Suspends until there is something to read from `offset`, the log is closed, or the task is cancelled.
    func readable(_ offset: Int64) async { await suspend(.readable(offset)) }

    private func suspend(_ wish: Wish) async {
        let number = state.withLock { state in
            state.number += 1
            return state.number
        }
        tasks.wrappingAdd(1, ordering: .sequentiallyConsistent)
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isFulfilled = state.withLock { state -> Bool in
                    // Read under the lock: who changes the ends tells afterwards.
                    if state.cancelled.remove(number) != nil || self.isFulfilled(wish, state, log.ends) { return true }
                    state.waiting.append((number, wish, continuation))
                    return false
                }
                if isFulfilled { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
                guard let index = state.waiting.firstIndex(where: { $0.number == number }) else {
                    state.cancelled.insert(number)
                    return nil
                }
                return state.waiting.remove(at: index).continuation
            }
            waiter?.resume()
        }
        state.withLock { _ = $0.cancelled.remove(number) }
        tasks.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    }
}
