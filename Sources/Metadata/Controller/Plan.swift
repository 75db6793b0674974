public import KafkaProtocol
public import Records
public import World

/// What a controller decided: the records to append in one batch, and the answer for when they are committed.
public struct Plan<Reply: Sendable>: Sendable {
    /// To append; none where nothing changes.
    public var records: [MetadataRecord]
    /// For the one who asked.
    public var reply: Reply

    /// A decision.
    public init(records: [MetadataRecord] = [], reply: Reply) {
        self.records = records
        self.reply = reply
    }
}

/// What a plan may know besides the state.
public struct PlanContext {
    /// The offset that the plan's first record will get.
    public let nextOffset: Int64
    /// The time of day.
    public let now: Timestamp
    /// Random bits.
    public let random: () -> UInt64

    /// A context.
    public init(nextOffset: Int64, now: Timestamp, random: @escaping () -> UInt64) {
        self.nextOffset = nextOffset
        self.now = now
        self.random = random
    }
}

/// An error of one part of a request, as clients get it.
public struct ApiError: Error, Hashable, Sendable {
    /// Kafka's code.
    public var code: ErrorCode
    /// What was wrong, in Kafka's words where they are known.
    public var message: String?

    /// An error.
    public init(_ code: ErrorCode, _ message: String? = nil) {
        self.code = code
        self.message = message
    }
}
