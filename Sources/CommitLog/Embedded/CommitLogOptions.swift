public import Records

/// How an embedded log works.
public struct CommitLogOptions: Sendable {
    /// Settings of its partitions: segments, indexes, retention.
    public var log: LogOptions
    /// How records that this program appends are packed; ready batches stay as they are.
    public var compression: Compression
    /// What of the file system is left free. Below it every append throws `.outOfSpace`, and `deleteRecords` with
    /// `maintain`, and `delete`, still work. There is no `varve.reserve` unless asked for: a log inside a program has no
    /// metadata that must go on, and the program may be small.
    public var space: SpaceOptions
    /// The most that one batch of a reader may unpack to, in bytes: a bound against hostile files.
    public var maxUnpackedBytes: Int

    /// The defaults: Kafka's, but records are kept for ever until retention is asked for.
    public init() {
        log = LogOptions()
        log.retentionMilliseconds = -1
        // Visibility follows each append's own level.
        log.flushesBeforeAcknowledging = false
        compression = .none
        maxUnpackedBytes = 64 << 20
        space = SpaceOptions(reserveBytes: 0)
    }
}
