public import Binary
public import World

/// Names a request that waits for its answer; the shard never looks into it.
public struct CallerToken: Hashable, Sendable {
    /// The caller's own number for the request.
    public let rawValue: UInt64

    /// A token of the caller's choice; one that is still waiting must not be used again.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }
}

/// Who sent a request, as far as a coordinator is concerned.
public struct ShardCaller: Sendable {
    /// Comes back with the answer.
    public var token: CallerToken
    /// The version of the request.
    public var version: Int16
    /// The client id of the request's header; empty where it was null.
    public var clientId: String
    /// The peer's address as Kafka stores it, "/127.0.0.1".
    public var clientHost: String
    /// Chance for an id, should this request need one.
    public var chance: Uuid

    /// A caller.
    public init(token: CallerToken, version: Int16, clientId: String, clientHost: String, chance: Uuid) {
        self.token = token
        self.version = version
        self.clientId = clientId
        self.clientHost = clientHost
        self.chance = chance
    }
}

/// A reply on its way to the caller that asked.
public struct ShardAnswer<Reply: Sendable>: Sendable {
    /// Who asked.
    public let token: CallerToken
    /// What is answered.
    public let reply: Reply
    /// Whether the answer waits until everything that this shard has appended by then, the records of this plan
    /// included, lies below the high watermark: true of answers that tell what the log says.
    public let whenCommitted: Bool

    /// An answer.
    public init(token: CallerToken, reply: Reply, whenCommitted: Bool) {
        self.token = token
        self.reply = reply
        self.whenCommitted = whenCommitted
    }
}

/// The producer in whose transaction records stand: they count from the transaction's end.
public struct TransactionalProducer: Hashable, Sendable {
    /// Its id.
    public var id: Int64
    /// Its epoch.
    public var epoch: Int16

    /// A producer.
    public init(id: Int64, epoch: Int16) {
        self.id = id
        self.epoch = epoch
    }
}

/// What comes of a request or a timer. The driver appends the records, applies each of them, then sees to the answers
/// and effects. A request that has no answer here is parked in the shard and answered by a later plan.
public struct ShardPlan<Record: Sendable, Reply: Sendable, Effect: Sendable>: Sendable {
    /// To be appended in this order, as one batch where it fits.
    public var records: [Record] = []
    /// Whose transaction the records belong to; nil for none. Where the log refuses such records, because the
    /// transaction is not the producer's any more, only this plan's answers fail.
    public var producer: TransactionalProducer?
    /// Answers, in the order in which they are due.
    public var answers: [ShardAnswer<Reply>] = []
    /// To be done outside of the shard once everything that it has appended by then lies below the high watermark.
    public var effects: [Effect] = []
    /// For the operator.
    public var events: [Event] = []

    /// A plan of nothing.
    public init() {}
}
