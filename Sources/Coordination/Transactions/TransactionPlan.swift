public import KafkaProtocol
import World

/// A request to the shard that a transactional id belongs to.
public enum TransactionRequest: Sendable {
    /// With a transactional id.
    ///
    /// - Parameter freshId: a producer id that nobody has; nil until the answer is that one is needed.
    case initProducerId(InitProducerIdRequest, freshId: Int64?)
    /// Adds partitions to the transaction of a producer, or asks whether they are part of it.
    case partitions(TransactionPartitions)
    /// Ends the transaction; `freshId` as above.
    case end(EndTxnRequest, freshId: Int64?)
    case describe(transactionalId: String)
    case list(TransactionFilter)
}

/// Partitions that a producer writes to in a transaction.
public struct TransactionPartitions: Sendable {
    /// What is to become of them.
    public enum Purpose: Hashable, Sendable {
        /// They are added, by a client that works by this version of transactions.
        case add(clientVersion: Int16)
        /// They are added before.
        case verify
    }

    public var transactionalId: String
    public var producer: TransactionalProducer
    public var partitions: [TopicPartition]
    public var purpose: Purpose

    /// Partitions of a producer's transaction.
    public init(
        transactionalId: String, producer: TransactionalProducer, partitions: [TopicPartition], purpose: Purpose
    ) {
        self.transactionalId = transactionalId
        self.producer = producer
        self.partitions = partitions
        self.purpose = purpose
    }
}

/// Which transactional ids are listed; empty and nil stand for no limit, and all limits hold together.
public struct TransactionFilter: Sendable {
    public var states: Set<TransactionState> = []
    public var producerIds: Set<Int64> = []
    /// Milliseconds for which the transaction must have run at least; negative for no limit.
    public var minDurationMs: Int64 = -1
    /// What the whole id must look like; nil for no limit.
    public var pattern: TopicPattern?

    /// No limit.
    public init() {}
}

/// What a shard answers; `failed` may come for any request and stands for the whole of it.
public enum TransactionReply: Sendable {
    case producerId(id: Int64, epoch: Int16)
    /// The request needs a producer id that nobody has: it is to be asked again with one.
    case needsProducerId
    /// One for each partition of the request, in its order.
    case partitions([ErrorCode])
    /// The transaction is decided; the producer's id and epoch for the next one.
    case ended(id: Int64, epoch: Int16)
    /// nil: there is no such id.
    case described(DescribeTransactionsResponse.TransactionState?)
    case listed([ListTransactionsResponse.TransactionState])
    case failed(ErrorCode)

    /// The error of the whole request.
    public var error: ErrorCode {
        if case .failed(let error) = self { error } else { .none }
    }
}

/// The markers that end a transaction in each of its partitions. When all are written, `markersWritten` is to be told.
public struct MarkerOrder: Hashable, Sendable {
    public let transactionalId: String
    /// Whose transaction it was, and the epoch that the markers carry.
    public let producer: TransactionalProducer
    public let isCommit: Bool
    public let partitions: [TopicPartition]
    /// 2 where the markers' epoch is above that of the transaction (KIP-890).
    public let transactionVersion: Int16
}

/// One step of the shard while it is being worked out.
struct TransactionTurn: ShardTurn {
    let now: Instant
    let wall: Timestamp
    let options: TransactionOptions
    var plan = TransactionShard.Plan()
    var timers: [(at: Instant, timer: TransactionTimer)] = []

    init(now: Instant, wall: Timestamp, options: TransactionOptions) {
        self.now = now
        self.wall = wall
        self.options = options
    }

    /// Answers once the log is kept, for every answer tells what it says.
    mutating func answer(_ caller: ShardCaller, _ reply: TransactionReply) {
        plan.answers.append(ShardAnswer(token: caller.token, reply: reply, whenCommitted: true))
    }

    mutating func write(_ id: String, _ transaction: Transaction?) {
        plan.records.append(TransactionRecord(id, transaction, version: options.recordVersion))
    }
}

/// What a deadline of the shard is about.
enum TransactionTimer: Equatable {
    /// A transaction has been open for its timeout.
    case timeout(transactionalId: String)
    /// Ids that are not used any more are looked for.
    case expiration
}
