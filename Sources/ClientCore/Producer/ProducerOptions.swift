public import Records
public import World

/// How a producer batches, acknowledges and retries. Named after Kafka's settings; times in milliseconds.
public struct ProducerOptions: Sendable {
    /// How long a batch waits for more records (`linger.ms`).
    public var linger: Int64 = 5
    /// Bytes at which a batch is full, before compression (`batch.size`). A record longer than that gets its own.
    public var batchSize = 16 * 1024
    /// Bytes of records held, sent or not, before `append` says that there is no room (`buffer.memory`).
    public var bufferMemory = 32 << 20
    /// The most bytes of one request, and so of one record (`max.request.size`). Requests are not made larger than 1 MiB
    /// but for a batch that is.
    public var maxRequestSize = 1 << 20
    /// Whose acknowledgement counts (`acks`): -1 all replicas in sync, 1 the leader, 0 nobody.
    public var acks: Int16 = -1
    /// How batches are packed (`compression.type`), and the codec's level; nil for Kafka's default.
    public var compression = Compression.none
    public var compressionLevel: Int32?
    /// Whether repeated batches are recognised by the broker (`enable.idempotence`); only with `acks` -1. Without it a
    /// partition has one batch in flight at a time, because a retry could otherwise overtake its successor.
    public var isIdempotent = true
    /// The name under which the producer's transactions are known (`transactional.id`); nil for none. Whoever has it later
    /// fences who had it before. Implies idempotence and `acks` -1.
    public var transactionalId: String?
    /// Milliseconds after which the coordinator aborts a transaction that is still open (`transaction.timeout.ms`).
    public var transactionTimeout: Int32 = 60_000
    /// Requests to one broker without a reply (`max.in.flight.requests.per.connection`), 1...5 with idempotence.
    public var maxInFlight = 5
    /// How long after its first record a batch may take to be acknowledged (`delivery.timeout.ms`).
    public var deliveryTimeout: Int64 = 120_000
    /// How long one request may take (`request.timeout.ms`).
    public var requestTimeout: Int64 = 30_000
    /// The pause before a batch is sent again (`retry.backoff.ms`).
    public var retryBackoff: Int64 = 100
    /// Whether the broker may create topics that do not exist.
    public var allowsTopicCreation = false
    /// Begins the sequence of chance by which records without a key are spread.
    public var seed: UInt64 = 0

    /// Kafka's defaults.
    public init() {}

    /// Idempotence needs acknowledgements of all.
    var usesIdempotence: Bool { isIdempotent && acks == -1 || transactionalId != nil }
    /// Whose acknowledgement is asked for.
    var effectiveAcks: Int16 { transactionalId == nil ? acks : -1 }
    /// Bytes at which a request takes no more batches.
    var fullRequestSize: Int { min(maxRequestSize, 1 << 20) }
    /// Batches of one partition that may be in flight at once.
    var maxInFlightPerPartition: Int { usesIdempotence ? min(max(maxInFlight, 1), 5) : 1 }
}

/// What came of one batch: all its records were acknowledged, or none. Batches of one partition are reported in the
/// order of their records.
public struct BatchResult: Sendable {
    /// Where the records went.
    public let partition: TopicPartition
    /// How many records.
    public let recordCount: Int
    /// Bytes of the batch as sent.
    public let bytes: Int
    /// When its first record was appended.
    public let created: Instant
    /// The offset of the first record; -1 where the broker did not say (`acks=0`, some repeated batches).
    public let baseOffset: Int64
    /// When the broker appended it, in milliseconds, on topics that stamp append time; else -1.
    public let appendTime: Int64
    /// Why it failed; nil where it did not.
    public let error: ClientError?
}
