/// What a partition's log is told by its topic's settings; immutable, replaced as a whole when a setting changes.
public struct LogOptions: Hashable, Sendable {
    /// `segment.bytes`: a segment never grows past this, 14...2147483647.
    public var segmentBytes: Int = 1 << 30
    /// `segment.ms`: a segment takes batches whose timestamps are at most so much above its first one's; by the clock
    /// where nobody appends.
    public var segmentMilliseconds: Int64 = 7 * 24 * 3_600_000
    /// `segment.index.bytes`: an index file never grows past this; a full index makes the log roll.
    public var segmentIndexBytes: Int = 10 << 20
    /// `index.interval.bytes`: about so many bytes of log per index entry.
    public var indexIntervalBytes: Int = 4096
    /// `retention.ms`: a segment whose youngest record is older may go; -1 keeps all.
    public var retentionMilliseconds: Int64 = 7 * 24 * 3_600_000
    /// `retention.bytes`: oldest segments go as long as the others hold at least this; -1 keeps all.
    public var retentionBytes: Int64 = -1
    /// Whether `cleanup.policy` has `delete`; without it only `deleteRecords` removes segments.
    public var deletes = true
    /// Whether `cleanup.policy` has `compact`: such a log may leave out offsets.
    public var isCompacted = false
    /// `min.cleanable.dirty.ratio`: the share of the log that has to be uncompacted before compaction takes it up, 0...1.
    public var minCleanableDirtyRatio = 0.5
    /// `min.compaction.lag.ms`: a segment with a record that is younger is not compacted.
    public var minCompactionLagMilliseconds: Int64 = 0
    /// `max.compaction.lag.ms`: a segment whose first batch is older is compacted whatever the share; the active one is
    /// closed in time for that.
    public var maxCompactionLagMilliseconds = Int64.max
    /// `delete.retention.ms`: tombstones and markers that nothing else needs stay for so long after compaction first met
    /// them.
    public var deleteRetentionMilliseconds: Int64 = 24 * 3_600_000
    /// `flush.messages` = 1: consumers see, and producers are told of, what is durable only (an F-topic).
    public var flushesBeforeAcknowledging = true
    /// `producer.id.expiration.ms`: a producer silent for so long is forgotten.
    public var producerExpirationMilliseconds: Int64 = 24 * 3_600_000
    /// Whether the log takes records while the file system is nearly full: those of the broker's own topics, without
    /// which clients could not even go on reading.
    public var ignoresFreeSpace = false
    /// `damage.policy` = `stop`: a fetch that meets damage is refused instead of going on behind it.
    public var stopsAtDamage = false

    /// Kafka's defaults, but for flushing before acknowledging.
    public init() {}

    /// How long the active segment takes batches.
    var rollMilliseconds: Int64 {
        isCompacted ? min(segmentMilliseconds, max(1, maxCompactionLagMilliseconds)) : segmentMilliseconds
    }
    /// Entries an offset index may have.
    var maxOffsetEntries: Int { max(segmentIndexBytes / OffsetIndex.entrySize, 2) }
    /// Entries a time index may have; one slot is kept for the entry forced at roll.
    var maxTimeEntries: Int { max(segmentIndexBytes / TimeIndex.entrySize, 3) - 1 }
    /// Bytes a segment may have: positions are 31 bits in the index.
    var maxSegmentBytes: Int { min(max(segmentBytes, 14), Int(Int32.max)) }
}
