public import KafkaProtocol
public import World

/// The transactional ids of one partition of `__transaction_state`: whose they are, and how far their transactions are.
///
/// The rules are those of Kafka 4.3 for transactions version 1 and 2 (KIP-98, KIP-360, KIP-890).
public struct TransactionShard: CoordinatorShard, ~Copyable {
    public typealias Record = TransactionRecord
    public typealias Request = TransactionRequest
    public typealias Reply = TransactionReply
    public typealias Effect = MarkerOrder

    /// Settings; they may change at any time.
    public var options: TransactionOptions

    var transactions: [String: Transaction] = [:]
    private var timeouts: [String: Deadline] = [:]
    private var deadlines = DeadlineQueue<TransactionTimer>()
    private var expiration = Deadline()

    /// An empty shard, to be loaded.
    public init(options: TransactionOptions) { self.options = options }

    public var nextDeadline: Instant? { deadlines.first }
    public static func failure(_ error: ErrorCode) -> TransactionReply { .failed(error) }

    // MARK: Log

    public mutating func apply(_ record: TransactionRecord, at offset: Int64, producerId: Int64?) {
        transactions[record.transactionalId] = record.transaction
    }

    /// Nothing in this log is written in a transaction.
    public mutating func endTransaction(producerId: Int64, committed: Bool) {}

    /// The log was read to its end: transactions that were decided get their markers once more, for nobody knows which
    /// of them are written, and those that are open have what is left of their time.
    public mutating func loaded(now: Instant, wall: Timestamp) -> Plan {
        var turn = TransactionTurn(now: now, wall: wall, options: options)
        for (id, transaction) in transactions.sorted(by: { $0.key < $1.key }) {
            if transaction.state.isPrepared { order(id, transaction, &turn) }
            if transaction.state == .ongoing { awaitTimeout(of: id, transaction, &turn) }
        }
        awaitExpiration(&turn)
        return finish(turn)
    }

    // MARK: Requests

    public mutating func plan(
        _ request: TransactionRequest, from caller: ShardCaller, now: Instant, wall: Timestamp
    ) -> Plan {
        var turn = TransactionTurn(now: now, wall: wall, options: options)
        let reply: TransactionReply
        switch request {
        case .initProducerId(let request, let freshId): reply = initProducerId(request, freshId: freshId, &turn)
        case .partitions(let request): reply = partitions(request, &turn)
        case .end(let request, let freshId): reply = end(request, caller.version, freshId: freshId, &turn)
        case .describe(let id): reply = .described(describe(id))
        case .list(let filter): reply = .listed(list(filter, at: wall))
        }
        turn.answer(caller, reply)
        return finish(turn)
    }

    /// Every marker of an order is written and kept.
    public mutating func markersWritten(_ order: MarkerOrder, now: Instant, wall: Timestamp) -> Plan {
        var turn = TransactionTurn(now: now, wall: wall, options: options)
        let id = order.transactionalId
        // An order that was carried out twice is done with the first time.
        if let transaction = transactions[id], transaction.state.isPrepared, transaction.epoch == order.producer.epoch,
            transaction.producerId == order.producer.id
        {
            turn.write(id, transaction.completed(at: wall.milliseconds))
        }
        return finish(turn)
    }

    /// Notes the markers that a decided transaction needs.
    func order(_ id: String, _ transaction: Transaction, _ turn: inout TransactionTurn) {
        turn.plan.effects.append(
            MarkerOrder(
                transactionalId: id,
                producer: TransactionalProducer(id: transaction.producerId, epoch: transaction.epoch),
                isCommit: transaction.state == .prepareCommit, partitions: transaction.partitions.sorted(),
                transactionVersion: transaction.clientVersion))
    }

    /// Writes a decision, and has its markers written once it is kept.
    func decide(_ id: String, _ decided: Transaction, _ turn: inout TransactionTurn) {
        turn.write(id, decided)
        order(id, decided, &turn)
    }

    // MARK: Time

    public mutating func fireNext(now: Instant, wall: Timestamp) -> Plan? {
        guard let (entry, timer) = deadlines.next(until: now) else { return nil }
        var turn = TransactionTurn(now: now, wall: wall, options: options)
        switch timer {
        case .timeout(let id):
            guard timeouts[id]?.comesUp(entry: entry, timer, &turn) == true else { break }
            timeouts[id] = nil
            timeOut(id, &turn)
        case .expiration:
            if expiration.comesUp(entry: entry, timer, &turn) {
                expire(&turn)
                awaitExpiration(&turn)
            }
        }
        return finish(turn)
    }

    /// A transaction has been open for too long: it is aborted, and its producer fenced.
    private mutating func timeOut(_ id: String, _ turn: inout TransactionTurn) {
        guard let transaction = transactions[id], transaction.state == .ongoing else { return }
        // The wall clock may have been set meanwhile; what is not due by it waits for the rest.
        if turn.wall.milliseconds &- transaction.startMs < Int64(transaction.timeoutMs) {
            return awaitTimeout(of: id, transaction, &turn)
        }
        decide(id, transaction.fenced(at: turn.wall.milliseconds), &turn)
        turn.plan.events.append(
            Event(
                .info, "transaction.timeout",
                "aborted the transaction of \(id), which was open for more than \(transaction.timeoutMs) ms"))
    }

    /// Sets the deadline of a transaction that is or will be open.
    mutating func awaitTimeout(of id: String, _ transaction: Transaction, _ turn: inout TransactionTurn) {
        let open = max(0, turn.wall.milliseconds &- transaction.startMs)
        let rest = max(0, Int64(transaction.timeoutMs) &- open)
        var deadline = timeouts[id] ?? Deadline()
        deadline.set(turn.now.advanced(milliseconds: rest), .timeout(transactionalId: id), &turn)
        timeouts[id] = deadline
    }

    private mutating func awaitExpiration(_ turn: inout TransactionTurn) {
        expiration.set(turn.now.advanced(milliseconds: options.expirationCheckIntervalMs), .expiration, &turn)
    }

    /// Forgets ids without a transaction that nobody has used for `transactional.id.expiration.ms`.
    private mutating func expire(_ turn: inout TransactionTurn) {
        for (id, transaction) in transactions.sorted(by: { $0.key < $1.key })
        where !transaction.state.hasPartitions
            && turn.wall.milliseconds &- transaction.updateMs >= options.idExpirationMs
        {
            turn.write(id, nil)
        }
    }

    private mutating func finish(_ turn: consuming TransactionTurn) -> Plan {
        for (at, timer) in turn.timers { deadlines.insert(at, timer) }
        return turn.plan
    }
}
