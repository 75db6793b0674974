public import CommitLog
public import Records

/// What the broker is told of a topic by its resolved settings; immutable, replaced as a whole with the image.
public struct TopicSettings: Hashable, Sendable {
    /// `min.insync.replicas`.
    public var minInSyncReplicas = 1
    /// `max.message.bytes`.
    public var maxMessageBytes = 1_048_588
    /// `compression.type`; nil for `producer`: batches stay as they came.
    public var compression: Compression?
    /// `compression.gzip.level`, `compression.lz4.level` or `compression.zstd.level`, by that codec; nil for its default.
    public var compressionLevel: Int32?
    /// `message.timestamp.type` = `LogAppendTime`.
    public var stampsAppendTime = false
    /// `message.timestamp.before.max.ms`.
    public var timestampBeforeMax: Int64 = .max
    /// `message.timestamp.after.max.ms`.
    public var timestampAfterMax: Int64 = 3_600_000
    /// What the log itself is told.
    public var log = LogOptions()

    /// The defaults.
    public init() {}

    /// The limits for a batch that arrives at wall time `now`.
    func limits(now: Int64) -> ProduceLimits {
        var limits = ProduceLimits()
        limits.maxMessageBytes = maxMessageBytes
        limits.segmentBytes = log.segmentBytes
        limits.stampsAppendTime = stampsAppendTime
        let (earliest, underflow) = now.subtractingReportingOverflow(timestampBeforeMax)
        let (latest, overflow) = now.addingReportingOverflow(timestampAfterMax)
        limits.timestamps = (underflow ? .min : min(earliest, now))...(overflow ? .max : max(latest, now))
        return limits
    }
}
