import ClientCore
import Synchronization
import World

/// A consumer's machine between its reader and its loop.
final class ConsumerDriver: LoopMachine {
    typealias Handler = @Sendable (KafkaRebalance) async -> Void

    private let loop: ClientLoop
    private let owner: UInt16
    private let state: Mutex<ConsumerState>
    private let handler: Handler?

    init(_ loop: ClientLoop, _ machine: consuming GroupConsumer, handler: Handler?) {
        self.loop = loop
        self.handler = handler
        owner = loop.makeOwner()
        state = Mutex(ConsumerState(machine, owner: owner, hasHandler: handler != nil))
        loop.add(self, as: owner)
    }

    // MARK: Reading

    func beginReading() -> Int { state.withLock { $0.beginReading() } }

    func endReading(_ number: Int) {
        with { $0.endReading(number) }
    }

    /// The next batch; nil when the consumer is closed.
    func next(_ number: Int, cursor: RecordCursor?) async throws -> FetchedBatch? {
        while true {
            let poll = with { $0.poll(number, cursor: cursor) }
            switch poll {
            case .batch(let batch): return batch
            case .end: return nil
            case .failure(let error): throw error
            case .wait(let waiter): try await wait(for: waiter)
            }
        }
    }

    private func wait(for waiter: Waiter<Void>) async throws {
        do {
            try await waiter.value()
        } catch {
            state.withLock { $0.forget(waiter) }
            throw error
        }
    }

    /// Changes the state, and wakes the loop where that gives it something to do.
    @discardableResult
    func with<Value: Sendable>(
        _ body: (inout ConsumerState) throws(ClientError) -> Value
    ) throws(ClientError) -> Value {
        let (value, wakes) = try state.withLock { state throws(ClientError) in
            let value = try body(&state)
            return (value, state.needsWake())
        }
        if wakes { loop.wake(owner) }
        return value
    }

    /// As above, for what cannot fail.
    @discardableResult
    func with<Value: Sendable>(_ body: (inout ConsumerState) -> Value) -> Value {
        let (value, wakes) = state.withLock { state in
            let value = body(&state)
            return (value, state.needsWake())
        }
        if wakes { loop.wake(owner) }
        return value
    }

    // MARK: Committing and leaving

    func commit(_ offsets: [TopicPartition: CommittedOffset]?) async throws {
        let waiter = try with { (state) throws(ClientError) in try state.commit(offsets) }
        if let waiter { try await wait(for: waiter) }
    }

    /// Leaves the group and the loop; handler and coordinator are each waited for until `patience` is over. Not cut short
    /// by a cancelled task, for that is when most consumers are closed.
    func close(patience: Duration) async {
        guard !state.withLock({ $0.isClosed }) else { return }
        await Task { [self] in
            if let farewell = with({ $0.announceDeparture() }) {
                tellHandler()
                await settle(farewell, patience)
            }
            let (reader, departure) = with { ($0.close(), $0.leave()) }
            reader?.resume()
            if let departure { await settle(departure, patience) }
            abandon()
        }.value
    }

    private func settle(_ waiter: Waiter<Void>, _ patience: Duration) async {
        let timer = Task {
            try await Task.sleep(for: patience)
            waiter.resume()
        }
        // It resumes without an error whoever calls it.
        try? await waiter.value()
        timer.cancel()
    }

    /// Leaves the loop without a word to the coordinator.
    func abandon() {
        loopEnded(LoopHub.ended)
        loop.remove(owner)
    }

    // MARK: The loop's turn

    func turn(_ replies: [Reply], now: Instant) -> LoopTurn {
        var done: [() -> Void] = []
        let turn = state.withLock { $0.turn(replies, now: now, &done) }
        for resume in done { resume() }
        tellHandler()
        return turn
    }

    private func tellHandler() {
        guard let handler, let news = state.withLock({ $0.takeNews() }) else { return }
        Task { [self] in
            await handler(news)
            with { $0.told(news) }?.resume()
            loop.wake(owner)
        }
    }

    func loopEnded(_ error: ClientError) {
        var done: [() -> Void] = []
        state.withLock { $0.end(error, &done) }
        for resume in done { resume() }
    }
}
