public import World

/// A run of whole batches of one segment that a flush makes durable, as the journal of the directory keeps it.
public struct FlushedRange: Hashable, Sendable {
    /// Names the segment.
    public var segmentBase: Int64
    /// Position of the first byte. Below the end of an earlier range of the same segment: the log was truncated to it.
    public var start: Int
    /// Position after the last byte.
    public var end: Int
    /// CRC-32C over the first 21 bytes of each batch: those that the batches' own checksums leave out.
    public var prefixChecksum: UInt32
    /// How many batches these are, so that ranges can be joined without reading them.
    public var batches: Int
    /// The offset after the last batch: it has been handed out, whatever is left of the range.
    public var endOffset: Int64

    /// A range of segment `segmentBase`.
    public init(
        segmentBase: Int64, start: Int, end: Int, prefixChecksum: UInt32, batches: Int = 0, endOffset: Int64 = 0
    ) {
        self.segmentBase = segmentBase
        self.start = start
        self.end = end
        self.prefixChecksum = prefixChecksum
        self.batches = batches
        self.endOffset = endOffset
    }
}

/// What has to be synced so that a log is durable up to `end`; taken by `PartitionLog.takeFlush`, and given back by
/// `flushed` once every sync that it asks for has returned.
public struct FlushTicket: Sendable {
    /// Files to sync; the references keep them open.
    public let files: [any File]
    /// Whether names in the partition's folder have to be synced, after the files.
    public let needsFolderSync: Bool
    /// The log's end when the ticket was taken.
    public let end: Int64
    /// What the journal notes once the syncs have returned.
    public let ranges: [FlushedRange]
    /// The state of the log the ticket belongs to; truncation and a change of role make it stale.
    public let generation: UInt64
}
