/// How a consumer fetches. Named after Kafka's settings; times in milliseconds.
public struct ConsumerOptions: Sendable {
    /// Bytes for which a broker waits before it answers (`fetch.min.bytes`).
    public var minBytes: Int32 = 1
    /// How long it waits for them (`fetch.max.wait.ms`).
    public var maxWait: Int32 = 500
    /// Bytes of one reply (`fetch.max.bytes`), and of one partition in it (`max.partition.fetch.bytes`).
    public var maxBytes: Int32 = 50 << 20
    public var partitionMaxBytes: Int32 = 1 << 20
    /// Whether only committed transactions are read (`isolation.level`).
    public var readCommitted = false
    /// Where to go on when an offset does not exist (any more) (`auto.offset.reset`).
    public var reset = OffsetReset.latest
    /// Bytes fetched ahead of the reader before fetching pauses.
    public var queuedBytes = 32 << 20
    /// How long one request may take (`request.timeout.ms`), beyond `maxWait`.
    public var requestTimeout: Int64 = 30_000
    /// The pause after an error (`retry.backoff.ms`).
    public var retryBackoff: Int64 = 100
    /// Whether checksums are compared (`check.crcs`).
    public var checksChecksums = true

    /// Kafka's defaults.
    public init() {}
}

/// Where a consumer goes when its offset does not exist.
public enum OffsetReset: Sendable {
    /// The first record there is.
    case earliest
    /// Behind the last.
    case latest
    /// Nowhere: it is an error.
    case none
}

/// Where reading of a partition begins.
public enum StartPosition: Hashable, Sendable {
    /// The first record there is.
    case start
    /// Behind the last record.
    case end
    /// This offset.
    case offset(Int64)
    /// This offset, or the first record there is where that comes later. Where the partition ends before it, reading
    /// begins there, and hands out nothing below the offset.
    case nearest(Int64)
    /// So many records after the first.
    case afterStart(Int64)
    /// So many records before the end, but not before the first.
    case beforeEnd(Int64)
    /// The first record at or after a time, in milliseconds since 1970; the end where there is none.
    case time(Int64)
}

/// Where reading of a partition ends.
public enum StopPosition: Hashable, Sendable {
    /// Never.
    case never
    /// Where the partition ended when reading began.
    case end
    /// Before this offset.
    case offset(Int64)
    /// Before the first record at or after a time, in milliseconds since 1970; the end where there is none.
    case time(Int64)
}
