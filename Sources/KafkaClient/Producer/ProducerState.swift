import Binary
import ClientCore
import Records
import World

/// What a producer's callers and its loop share, under one lock.
///
/// Sendable unchecked because it holds a machine with classes of its own; whoever has the lock is its one user.
struct ProducerState: ~Copyable, @unchecked Sendable {
    /// What came of an attempt to append.
    enum Attempt {
        case accepted
        /// To be tried again when the waiter resumes.
        case wait(Waiter<Void>)
    }

    private struct TopicWait {
        let topic: Int
        let name: String
        let deadline: Instant
        let waiter: Waiter<Void>
    }

    var machine: Producer
    var outbox: Outbox
    var ledger = DeliveryLedger()
    /// Why nothing is taken any more; nil while it is.
    var closed: ClientError?
    private var topicWaits: [TopicWait] = []
    private var roomWaits: [Waiter<Void>] = []
    private var readyWaits: [Waiter<Void>] = []
    private var endWait: Waiter<Void>?
    private var offsetWaits: [UInt64: Waiter<Void>] = [:]
    private var headers = RecordHeaderList()
    /// The deadline of which the loop knows.
    private var announced = Instant.distantFuture
    private var isWakePending = false
    private var isReady = false
    private let topicPatience: Int64

    init(options: ProducerOptions, owner: UInt16, topicPatience: Int64) {
        machine = Producer(options: options)
        outbox = Outbox(owner: owner)
        self.topicPatience = topicPatience
    }

    /// Puts a message into a batch.
    mutating func append(
        _ message: KafkaProducerMessage, claim: Claim?, now: Instant, wall: Timestamp
    ) throws(ClientError) -> Attempt {
        if let closed { throw closed }
        let topic = machine.topic(message.topic)
        headers.removeAll()
        for header in message.headers {
            let value = header.value ?? []
            headers.append(header.key.utf8Span.span.bytes, header.value == nil ? nil : value.span.bytes)
        }
        let admission = try ProducerState.put(message, headers, topic, into: &machine, now: now, wall: wall)
        switch admission {
        case .accepted(let partition):
            ledger.appended(topic, message.topic, partition, claim: claim)
            return .accepted
        case .full: return .wait(waitForRoom())
        case .unknownTopic: return .wait(waitForTopic(topic, message.topic, now: now))
        }
    }

    private static func put(
        _ message: KafkaProducerMessage, _ headers: borrowing RecordHeaderList, _ topic: Int,
        into machine: inout Producer, now: Instant, wall: Timestamp
    ) throws(ClientError) -> Producer.Admission {
        let (key, value) = (message.key ?? [], message.value ?? [])
        return try machine.append(
            to: topic, partition: message.partition, timestamp: (message.timestamp ?? wall).milliseconds,
            key: message.key == nil ? nil : key.span.bytes, value: message.value == nil ? nil : value.span.bytes,
            headers: headers.bytes, now: now)
    }

    /// Puts messages of a block into batches, from number `next` on, until there is no room or the loop should have its
    /// turn; `next` is behind the last then.
    mutating func append(
        _ block: KafkaMessageBlock, from next: inout Int, delivery: BlockDelivery?, now: Instant, wall: Timestamp
    ) throws(ClientError) -> Attempt {
        if let closed { throw closed }
        let topic = machine.topic(block.topic)
        let stop = min(block.count, next + ProducerState.recordsPerLock)
        let bytes = block.bytes.span.bytes
        while next < stop {
            let entry = block.entries[next]
            let keyEnd = entry.start + max(entry.keyLength, 0)
            let valueEnd = keyEnd + max(entry.valueLength, 0)
            let headersEnd = valueEnd + max(entry.headersLength, 0)
            let admission = try machine.append(
                to: topic, partition: entry.partition == KafkaMessageBlock.anyPartition ? nil : entry.partition,
                timestamp: entry.timestamp == KafkaMessageBlock.noTimestamp ? wall.milliseconds : entry.timestamp,
                key: entry.keyLength < 0 ? nil : bytes.extracting(entry.start..<keyEnd),
                value: entry.valueLength < 0 ? nil : bytes.extracting(keyEnd..<valueEnd),
                headers: entry.headersLength < 0 ? nil : bytes.extracting(valueEnd..<headersEnd), now: now)
            switch admission {
            case .accepted(let partition):
                ledger.appended(topic, block.topic, partition, claim: delivery.map(Claim.block))
                delivery?.appended()
            case .full: return .wait(waitForRoom())
            case .unknownTopic: return .wait(waitForTopic(topic, block.topic, now: now))
            }
            next += 1
        }
        return .accepted
    }

    /// How many records are appended before the lock is given back: the loop sends meanwhile.
    private static let recordsPerLock = 1_024

    // MARK: Waiting

    private mutating func waitForRoom() -> Waiter<Void> {
        let waiter = Waiter<Void>()
        roomWaits.append(waiter)
        return waiter
    }

    private mutating func waitForTopic(_ topic: Int, _ name: String, now: Instant) -> Waiter<Void> {
        let waiter = Waiter<Void>()
        let deadline = now.advanced(milliseconds: topicPatience)
        topicWaits.append(TopicWait(topic: topic, name: name, deadline: deadline, waiter: waiter))
        return waiter
    }

    /// The caller waits no more.
    mutating func forget(_ waiter: Waiter<Void>) {
        roomWaits.removeAll { $0 === waiter }
        topicWaits.removeAll { $0.waiter === waiter }
        ledger.forgetFlush(waiter)
        readyWaits.removeAll { $0 === waiter }
    }

    /// Whether the loop has to be told that there is something to do; answers true once per turn.
    mutating func needsWake() -> Bool {
        guard !isWakePending else { return false }
        let isEarlier = machine.nextDeadline.map { $0 < announced } ?? false
        isWakePending =
            machine.hasFullBatch || isEarlier || !roomWaits.isEmpty || !topicWaits.isEmpty
            || ledger.isFlushing
        return isWakePending
    }

    // MARK: Transactions

    /// Gets the transactional identity.
    ///
    /// - Returns: who waits for it; nil where it is there.
    mutating func initTransactions() throws(ClientError) -> Waiter<Void>? {
        if let closed { throw closed }
        guard machine.isTransactional else {
            throw ClientError(.invalid, "producer", "its options name no transactional id")
        }
        guard !isReady else { return nil }
        machine.initTransactions()
        let waiter = Waiter<Void>()
        readyWaits.append(waiter)
        return waiter
    }

    /// Adds offsets of a group to the open transaction.
    mutating func addOffsets(
        _ offsets: [TopicPartition: CommittedOffset], of member: GroupIdentity
    ) throws(ClientError) -> Waiter<Void> {
        if let closed { throw closed }
        let waiter = Waiter<Void>()
        offsetWaits[try machine.addOffsets(offsets, of: member)] = waiter
        return waiter
    }

    /// Ends the open transaction.
    mutating func endTransaction(commit: Bool) throws(ClientError) -> Waiter<Void> {
        if let closed { throw closed }
        try machine.endTransaction(commit: commit)
        let waiter = Waiter<Void>()
        endWait = waiter
        return waiter
    }

    private mutating func takeTransactionEvents(_ done: inout [() -> Void]) {
        for event in machine.takeTransactionEvents() {
            switch event {
            case .ready:
                isReady = true
                let failure = machine.transactionFailure
                for waiter in readyWaits { done.append { waiter.resume(ProducerState.result(failure)) } }
                readyWaits = []
            case .offsetsAdded(let number, let error):
                guard let waiter = offsetWaits.removeValue(forKey: number) else { continue }
                done.append { waiter.resume(ProducerState.result(error)) }
            case .ended(let error):
                guard let waiter = endWait.take() else { continue }
                // Whoever aborts knows that what was sent is lost.
                _ = ledger.takeLoss()
                done.append { waiter.resume(ProducerState.result(error)) }
            }
        }
    }

    private static func result(_ error: ClientError?) -> Result<Void, any Error> {
        error.map { .failure($0) } ?? .success(())
    }

    // MARK: The loop's turn

    /// Takes replies and does what is due. Calls to be made without the lock are collected in `done`.
    mutating func turn(
        _ replies: [Reply], now: Instant, _ done: inout [() -> Void]
    ) -> (turn: LoopTurn, results: [BatchResult]) {
        isWakePending = false
        for reply in replies { machine.received(reply, now: now) }
        if ledger.isFlushing { machine.flush() } else { machine.stopFlushing() }
        machine.step(now: now, into: &outbox)
        takeTransactionEvents(&done)
        let results = machine.takeResults()
        for result in results { ledger.reported(result, &done) }
        if !results.isEmpty, !roomWaits.isEmpty {
            // Each tries again, and those for whom there is no room wait again.
            let waiting = roomWaits
            roomWaits = []
            for waiter in waiting { done.append { waiter.resume() } }
        }
        checkTopics(now: now, &done)
        var deadline = machine.nextDeadline
        for wait in topicWaits { deadline = min(deadline ?? .distantFuture, wait.deadline) }
        announced = deadline ?? .distantFuture
        return (LoopTurn(requests: outbox.take(), deadline: deadline), results)
    }

    private mutating func checkTopics(now: Instant, _ done: inout [() -> Void]) {
        guard !topicWaits.isEmpty else { return }
        var left: [TopicWait] = []
        for wait in topicWaits {
            if machine.partitionCount(wait.topic) > 0 {
                done.append { wait.waiter.resume() }
            } else if let failure = failure(of: wait, now: now) {
                done.append { wait.waiter.resume(.failure(failure)) }
            } else {
                left.append(wait)
            }
        }
        topicWaits = left
    }

    private func failure(of wait: TopicWait, now: Instant) -> ClientError? {
        if let known = machine.metadata.topics[wait.name], known.error != .none {
            let error = ClientError(known.error, "topic \(wait.name)")
            return !error.isRetriable || now >= wait.deadline ? error : nil
        }
        guard now >= wait.deadline else { return nil }
        return machine.metadata.lastFailure
            ?? ClientError(.timedOut, "topic \(wait.name)", "its partitions did not become known", isRetriable: true)
    }

    /// Nothing is taken from now on, and everybody who waits is told.
    mutating func end(_ error: ClientError, _ done: inout [() -> Void]) {
        closed = closed ?? error
        ledger.end(error, &done)
        var waiting = roomWaits + topicWaits.map(\.waiter) + readyWaits + Array(offsetWaits.values)
        if let endWait { waiting.append(endWait) }
        for waiter in waiting { done.append { waiter.resume(.failure(error)) } }
        (roomWaits, topicWaits, readyWaits, offsetWaits, endWait) = ([], [], [], [:], nil)
    }
}
