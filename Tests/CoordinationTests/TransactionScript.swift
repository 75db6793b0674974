import Binary
import KafkaProtocol
import Testing
import World

@testable import Coordination

/// Plays the driver of a shard of transactional ids: a call, then what it answers as a line, with the markers it orders.
final class TransactionScript {
    var shard: TransactionShard
    var now = Instant(nanoseconds: 0)
    var wall = Timestamp(milliseconds: 1_700_000_000_000)
    /// What is in the log, as bytes.
    var log: [(key: [UInt8], value: [UInt8]?)] = []
    /// Markers that were ordered and not written yet.
    var orders: [MarkerOrder] = []
    /// The next producer id that nobody has.
    var freshId: Int64 = 100
    private var answers: [TransactionReply] = []
    private let options: TransactionOptions

    init(_ options: TransactionOptions = TransactionOptions()) {
        self.options = options
        shard = TransactionShard(options: options)
        take(shard.loaded(now: now, wall: wall))
    }

    private func take(_ plan: TransactionShard.Plan) {
        for record in plan.records {
            let (key, value) = (record.key, record.value)
            shard.apply(record, at: Int64(log.count), producerId: nil)
            log.append((key, value))
        }
        orders += plan.effects
        answers += plan.answers.map(\.reply)
    }

    private func ask(_ version: Int16, _ request: TransactionRequest) -> TransactionReply {
        let caller = ShardCaller(
            token: CallerToken(1), version: version, clientId: "c", clientHost: "/127.0.0.1", chance: .zero)
        take(shard.plan(request, from: caller, now: now, wall: wall))
        return answers.removeLast()
    }

    private func line(_ reply: TransactionReply) -> String {
        switch reply {
        case .producerId(let id, let epoch), .ended(let id, let epoch): "\(id)/\(epoch)"
        case .needsProducerId: "needs an id"
        case .partitions(let errors): errors.map { "\($0.rawValue)" }.joined(separator: " ")
        case .described(let state): state.map { "\($0.transactionState) \($0.producerId)/\($0.producerEpoch)" } ?? "105"
        case .listed(let states): states.map { "\($0.transactionalId) \($0.transactionState)" }.joined(separator: ", ")
        case .failed(let error): "!\(error.rawValue)"
        }
    }

    /// Asks, and once more with a fresh id where one is needed.
    private func ask(_ version: Int16, _ request: (Int64?) -> TransactionRequest) -> String {
        let first = ask(version, request(nil))
        guard case .needsProducerId = first else { return line(first) }
        freshId += 1
        return line(ask(version, request(freshId - 1)))
    }

    /// InitProducerId, with an id of its own where `own` has one.
    func begin(_ id: String = "t", as own: (Int64, Int16) = (-1, -1), timeout: Int32 = 60_000) -> String {
        var request = InitProducerIdRequest()
        request.transactionalId = id
        request.transactionTimeoutMs = timeout
        (request.producerId, request.producerEpoch) = own
        return ask(5) { .initProducerId(request, freshId: $0) }
    }

    /// Adds partitions of the topic "p", or asks whether they are part of the transaction.
    func add(_ partitions: [Int32], as own: (Int64, Int16), version: Int16 = 2, verify: Bool = false) -> String {
        let request = TransactionPartitions(
            transactionalId: "t", producer: TransactionalProducer(id: own.0, epoch: own.1),
            partitions: partitions.map { TopicPartition("p", $0) },
            purpose: verify ? .verify : .add(clientVersion: version))
        return line(ask(3, .partitions(request)))
    }

    /// EndTxn; from version 5 on the client works by transactions version 2.
    func end(_ commit: Bool, as own: (Int64, Int16), version: Int16 = 5) -> String {
        var request = EndTxnRequest()
        request.transactionalId = "t"
        (request.producerId, request.producerEpoch) = own
        request.committed = commit
        return ask(version) { .end(request, freshId: $0) }
    }

    /// The markers of all orders are written; who got which.
    func writeMarkers() -> [String] {
        let written = orders
        orders = []
        for order in written { take(shard.markersWritten(order, now: now, wall: wall)) }
        return written.map { order in
            let partitions = order.partitions.map { "\($0.topic)-\($0.partition)" }.joined(separator: " ")
            return "\(order.isCommit ? "commit" : "abort") \(order.producer.id)/\(order.producer.epoch) [\(partitions)]"
        }
    }

    func describe(_ id: String = "t") -> String { line(ask(0, .describe(transactionalId: id))) }

    func list(_ change: (inout TransactionFilter) -> Void = { _ in }) -> String {
        var filter = TransactionFilter()
        change(&filter)
        return line(ask(0, .list(filter)))
    }

    /// Time passes, and every deadline in it comes up when it is due.
    func pass(ms: Int64) {
        let end = now.advanced(milliseconds: ms)
        while let next = shard.nextDeadline, next <= end {
            move(to: max(now, next))
            while let plan = shard.fireNext(now: now, wall: wall) { take(plan) }
        }
        move(to: end)
    }

    private func move(to instant: Instant) {
        wall.milliseconds += instant.milliseconds(since: now)
        now = instant
    }

    /// Begins anew with what the log says.
    func restart() {
        orders = []
        shard = TransactionShard(options: options)
        for (offset, entry) in log.enumerated() {
            let value = entry.value
            guard let record = TransactionRecord(key: entry.key.span.bytes, value: value?.span.bytes) else {
                Issue.record("record \(offset) cannot be read")
                continue
            }
            shard.apply(record, at: Int64(offset), producerId: nil)
        }
        take(shard.loaded(now: now, wall: wall))
    }
}
