import Binary
import Records
import World

/// One file of batches and what is known about it. The batches are the truth; everything else can be made from them.
///
/// A value inside the log's state: whoever holds the log's lock owns it.
struct Segment: Sendable {
    /// Offset of the first record that may be in it; names its files.
    let base: Int64
    /// Bytes of whole batches in the file.
    var size = 0
    /// Greatest timestamp of its first batch, from which its age counts; nil as long as there is none, or nobody looked.
    var firstTimestamp: Int64?
    /// Greatest timestamp of its batches, and the last offset of the batch that has it; nil as long as nobody asked.
    var youngest: Youngest? = Youngest()
    /// nil as long as nobody looked: loaded from the file on first use.
    var offsets: OffsetIndex? = OffsetIndex()
    var times: TimeIndex? = TimeIndex()
    var aborts: AbortIndex? = AbortIndex()
    /// Whether offset and time index have files; those of a segment without entries are empty.
    var hasIndexFiles = false
    /// Bytes appended since the last index entry.
    var unindexedBytes = 0
    /// Opened on first use, closed again by maintenance when nobody used it for a while.
    var file: (any File)?
    /// Whether the file was used since maintenance last looked.
    var isUsed = false
    /// Whether the files do not have their names yet, because compaction is about to give them: nothing is closed or
    /// forgotten that would have to be found by its name.
    var isPinned = false

    struct Youngest: Hashable, Sendable {
        var timestamp: Int64 = -1
        var offset: Int64 = -1
    }

    /// An empty segment that begins at `base`.
    init(base: Int64) { self.base = base }

    /// A segment of `size` bytes that was found on disk; its indexes are read when they are needed.
    init(base: Int64, existingSize size: Int) {
        self.base = base
        self.size = size
        hasIndexFiles = true
        youngest = nil
        offsets = nil
        times = nil
        aborts = nil
    }

    /// Notes a batch appended at the end: Kafka's rule, per batch, so that followers index as densely as leaders.
    mutating func note(_ header: RecordBatchHeader, options: LogOptions) {
        if size == 0 { firstTimestamp = header.maxTimestamp }
        var youngest = self.youngest ?? Youngest()
        if header.maxTimestamp > youngest.timestamp {
            youngest = Youngest(timestamp: header.maxTimestamp, offset: header.lastOffset)
        }
        self.youngest = youngest
        if unindexedBytes > options.indexIntervalBytes {
            offsets?.append(relativeOffset: header.lastOffset - base, position: size)
            times?.append(timestamp: youngest.timestamp, relativeOffset: youngest.offset - base)
            unindexedBytes = 0
        }
        size += header.sizeInBytes
        unindexedBytes += header.sizeInBytes
    }

    /// Whether an index has no room for another entry.
    func hasFullIndex(_ options: LogOptions) -> Bool {
        (offsets?.count ?? 0) >= options.maxOffsetEntries || (times?.count ?? 0) >= options.maxTimeEntries
    }

    /// Notes that the index files have all that is known.
    mutating func indexesAreWritten() {
        let counts = (offsets?.count ?? 0, times?.count ?? 0, aborts?.entries.count ?? 0)
        offsets?.persisted = counts.0
        times?.persisted = counts.1
        aborts?.persisted = counts.2
        hasIndexFiles = true
    }

    /// Adds the entry with which a time index ends when its segment takes no more appends.
    mutating func sealTimes() {
        guard let youngest, youngest.timestamp >= 0 else { return }
        times?.append(timestamp: youngest.timestamp, relativeOffset: youngest.offset - base)
    }
}
