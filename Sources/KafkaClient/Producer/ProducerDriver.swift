import ClientCore
import Posix
import Synchronization
import World

/// A producer's machine between its callers, who append under a lock, and its loop, which sends.
final class ProducerDriver: LoopMachine {
    private let loop: ClientLoop
    private let owner: UInt16
    private let state: Mutex<ProducerState>
    private let onDelivery: (@Sendable (BatchResult) -> Void)?

    init(
        _ loop: ClientLoop, options: ProducerOptions, topicPatience: Duration,
        onDelivery: (@Sendable (BatchResult) -> Void)?
    ) {
        self.loop = loop
        self.onDelivery = onDelivery
        owner = loop.makeOwner()
        state = Mutex(ProducerState(options: options, owner: owner, topicPatience: topicPatience.milliseconds))
        loop.add(self, as: owner)
    }

    /// Puts a message into a batch; suspends while there is no room or the topic is not known.
    func append(_ message: KafkaProducerMessage, claim: Claim?) async throws {
        let clock = SystemClock()
        while true {
            try Task.checkCancellation()
            let (now, wall) = (clock.monotonic, clock.wall)
            let (attempt, wakes) = try state.withLock { state in
                let attempt = try state.append(message, claim: claim, now: now, wall: wall)
                return (attempt, state.needsWake())
            }
            if wakes { loop.wake(owner) }
            guard case .wait(let waiter) = attempt else { return }
            try await wait(for: waiter)
        }
    }

    /// Puts a block's messages into batches.
    func append(_ block: KafkaMessageBlock, delivery: BlockDelivery?) async throws {
        let clock = SystemClock()
        var next = 0
        while next < block.count {
            try Task.checkCancellation()
            let (now, wall) = (clock.monotonic, clock.wall)
            var position = next
            let (attempt, wakes) = try state.withLock { state in
                let attempt = try state.append(block, from: &position, delivery: delivery, now: now, wall: wall)
                return (attempt, state.needsWake())
            }
            next = position
            if wakes { loop.wake(owner) }
            if case .wait(let waiter) = attempt { try await wait(for: waiter) }
        }
    }

    /// Waits for the acknowledgements of a block whose messages have all been appended.
    func finish(_ delivery: BlockDelivery) async throws {
        let (isDone, error) = state.withLock { _ in delivery.complete() }
        guard isDone else { return try await delivery.waiter.value() }
        if let error { throw error }
    }

    private func wait(for waiter: Waiter<Void>) async throws {
        do {
            try await waiter.value()
        } catch {
            state.withLock { $0.forget(waiter) }
            throw error
        }
    }

    /// Sends everything and waits until it has its result.
    func flush() async throws {
        let waiter = Waiter<Void>()
        let (mustWait, wakes) = state.withLock { state in
            let mustWait = state.ledger.flush(waiter)
            return (mustWait, mustWait && state.needsWake())
        }
        if wakes { loop.wake(owner) }
        if mustWait { try await wait(for: waiter) }
        if let lost = state.withLock({ $0.ledger.takeLoss() }) {
            guard lost.count > 1 else { throw lost.error }
            let cause = "\(lost.error.cause) (the first of \(lost.count) records that failed)"
            throw ClientError(lost.error, cause: cause)
        }
    }

    // MARK: Transactions

    /// Waits until the producer has its transactional identity.
    func initTransactions() async throws {
        if let waiter = try with({ (state) throws(ClientError) in try state.initTransactions() }) {
            try await wait(for: waiter)
        }
    }

    func beginTransaction() throws(ClientError) {
        try with { (state) throws(ClientError) in
            if let closed = state.closed { throw closed }
            try state.machine.beginTransaction()
        }
    }

    func addOffsets(_ offsets: [TopicPartition: CommittedOffset], of member: GroupIdentity) async throws {
        let waiter = try with { (state) throws(ClientError) in try state.addOffsets(offsets, of: member) }
        try await wait(for: waiter)
    }

    func endTransaction(commit: Bool) async throws {
        let waiter = try with { (state) throws(ClientError) in try state.endTransaction(commit: commit) }
        try await wait(for: waiter)
    }

    /// Changes the state, and wakes the loop where that gives it something to do.
    @discardableResult
    private func with<Value: Sendable>(
        _ body: (inout ProducerState) throws(ClientError) -> Value
    ) throws(ClientError) -> Value {
        let (value, wakes) = try state.withLock { state throws(ClientError) in
            let value = try body(&state)
            return (value, state.needsWake())
        }
        if wakes { loop.wake(owner) }
        return value
    }

    // MARK: The end

    /// Takes nothing more.
    func close() {
        state.withLock { state in
            state.closed = state.closed ?? ClientError(.cancelled, "producer", "it has been closed")
        }
    }

    /// Leaves the loop; what was not sent is not.
    func abandon() {
        loopEnded(ClientError(.cancelled, "producer", "it has been closed"))
        loop.remove(owner)
    }

    /// Bytes of records held, sent or not.
    var bufferedBytes: Int { state.withLock { $0.machine.bufferedBytes } }

    func turn(_ replies: [Reply], now: Instant) -> LoopTurn {
        var done: [() -> Void] = []
        let (turn, results) = state.withLock { $0.turn(replies, now: now, &done) }
        if let onDelivery { for result in results { onDelivery(result) } }
        for resume in done { resume() }
        return turn
    }

    func loopEnded(_ error: ClientError) {
        var done: [() -> Void] = []
        state.withLock { $0.end(error, &done) }
        for resume in done { resume() }
    }
}
