/// What is known about a log before its folder is opened: the data directory's checkpoints and its journal.
public struct LogClaims: Sendable {
    /// Whether the log was closed orderly, and nobody has written since.
    public var isClean = false
    /// Everything below was synced, and its segments were sound, when the checkpoint was written.
    public var recoveryPoint: Int64 = 0
    /// Records below were deleted.
    public var logStart: Int64 = 0
    /// The high watermark; nil where none is known: then the log's start.
    public var highWatermark: Int64?
    /// Where compaction goes on; nil where the log was never compacted. Such a log may leave out offsets, whatever its
    /// settings say today.
    public var cleanedOffset: Int64?
    /// What the journal says was synced, oldest first; empty where nothing is known, or where another program had the
    /// directory meanwhile.
    public var proven: [FlushedRange] = []
    /// Whether nobody else can have written since `proven` was noted: what it covers needs no further sync.
    public var provenIsCurrent = false
    /// What was noted beside segments that took their last batch: for their headers only, for a truncation may have made
    /// it stale.
    public var sums: [FlushedRange] = []
    /// Whether the machine died and `proven` is all that was synced: of what lies above any part may be missing.
    public var unsyncedMayBeMissing = false

    /// Nothing is known.
    public init() {}
}

/// A log as it was found, or made, on disk.
struct OpenedLog: Sendable {
    var start: Int64 = 0
    var end: Int64 = 0
    var recoveryPoint: Int64 = 0
    var closed: [Segment] = []
    var active: Segment
    var epochs = EpochHistory()
    var producers = ProducerTable()
    var producersAreLoaded = true
    var damage: [Damage] = []
    /// Whether the folder is as an orderly close leaves it.
    var isSettled = false
}
