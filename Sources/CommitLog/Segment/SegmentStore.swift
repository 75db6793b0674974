import Binary
import Records
import World

/// The folder of one partition, and how a segment's parts get out of its files and into them.
struct SegmentStore: Sendable {
    /// For everything but batches: on a nearly full file system it may spend the reserve.
    let disk: any Disk
    /// For batches.
    let logDisk: any Disk
    let path: String
    /// How log files are opened: to read and write, or only to read.
    var mode = OpenMode.write

    /// The folder `path`.
    init(disk: any Disk, logDisk: (any Disk)? = nil, path: String, mode: OpenMode = .write) {
        self.disk = disk
        self.logDisk = logDisk ?? disk
        self.path = path
        self.mode = mode
    }

    func path(_ base: Int64, _ kind: SegmentName.Kind) -> String { "\(path)/\(SegmentName.file(base, kind))" }

    /// The log file of a segment, opened where it is not.
    func file(of segment: inout Segment) throws(LogError) -> any File {
        segment.isUsed = true
        if let file = segment.file { return file }
        let base = segment.base
        let file = try onDisk(path) { () throws(DiskError) in try logDisk.open(path(base, .log), mode) }
        segment.file = file
        return file
    }

    /// Size and time of a segment's batches.
    func status(_ base: Int64) throws(LogError) -> FileStatus {
        try onDisk(path) { () throws(DiskError) in try disk.status(path(base, .log)) }
    }

    /// All bytes of a file; nil where it does not exist.
    func read(_ base: Int64, _ kind: SegmentName.Kind) throws(LogError) -> [UInt8]? {
        try disk.readAll(path(base, kind), subject: path)
    }

    /// The entries of an index file; nil where it does not exist. Kafka preallocates the files of the segment it writes:
    /// entries of nothing but zeros at the end are room, not content.
    func readEntries(_ base: Int64, _ kind: SegmentName.Kind, size: Int) throws(LogError) -> [UInt8]? {
        guard var bytes = try read(base, kind) else { return nil }
        guard bytes.count % size == 0, let last = bytes.lastIndex(where: { $0 != 0 }) else {
            return bytes.count % size == 0 ? [] : bytes
        }
        bytes.removeSubrange(min((last / size + 1) * size, bytes.count)...)
        return bytes
    }

    /// Where the batch is that holds `offset`, or the first one behind it; nil where the segment has no such batch.
    ///
    /// - Parameter holes: known damage, to be stepped over.
    func locate(
        _ offset: Int64, in segment: inout Segment, nextBase: Int64, holes: [Range<Int>] = []
    ) throws(LogError) -> ScannedBatch? {
        let index = try offsets(of: &segment, nextBase: nextBase)
        let start = index.position(forRelativeOffset: offset - segment.base)
        var scanner = BatchScanner(try file(of: &segment), subject: path, from: start, to: segment.size)
        while true {
            if let hole = holes.first(where: { $0.contains(scanner.position) }) { scanner.resume(at: hole.upperBound) }
            guard let batch = try scanner.next() else { break }
            if batch.header.lastOffset >= offset { return batch }
        }
        if scanner.fault != nil { throw damaged(segment.base, scanner.position) }
        return nil
    }

    /// Loads what appending to a segment needs.
    func prepareForAppend(_ segment: inout Segment, nextBase: Int64) throws(LogError) {
        // Damage there leaves the age to the clock, as a batch without a timestamp does.
        if segment.size > 0 { _ = try firstTimestamp(of: &segment) }
        if segment.offsets == nil || segment.times == nil { try load(&segment, nextBase: nextBase) }
        if segment.aborts == nil { _ = try aborts(of: &segment, nextBase: nextBase) }
    }

    /// The error of a segment in which no batch begins where one has to.
    func damaged(_ base: Int64, _ position: Int) -> LogError {
        var error = LogError(
            .corrupt, path, "no batch at position \(position) of \(SegmentName.file(base, .log))")
        error.damagedPlace = (base, position)
        return error
    }

    /// The offset index, read from its file or, where that is missing or wrong, made from the log.
    func offsets(of segment: inout Segment, nextBase: Int64) throws(LogError) -> OffsetIndex {
        if segment.offsets == nil { try load(&segment, nextBase: nextBase) }
        return segment.offsets ?? OffsetIndex()
    }

    /// The time index, read or made again likewise.
    func times(of segment: inout Segment, nextBase: Int64) throws(LogError) -> TimeIndex {
        if segment.times == nil { try load(&segment, nextBase: nextBase) }
        return segment.times ?? TimeIndex()
    }

    /// The greatest timestamp of the segment.
    func youngest(of segment: inout Segment, nextBase: Int64) throws(LogError) -> Segment.Youngest {
        if segment.youngest == nil { try load(&segment, nextBase: nextBase) }
        return segment.youngest ?? Segment.Youngest()
    }

    /// The aborted transactions; a missing file means none, as Kafka has it.
    func aborts(of segment: inout Segment, nextBase: Int64) throws(LogError) -> AbortIndex {
        if let aborts = segment.aborts { return aborts }
        var aborts = AbortIndex()
        if let bytes = try read(segment.base, .txnindex) {
            guard let loaded = AbortIndex(bytes.span.bytes, offsets: segment.base..<max(nextBase, segment.base + 1))
            else {
                throw LogError(.corrupt, path, "\(SegmentName.file(segment.base, .txnindex)) is damaged")
            }
            aborts = loaded
        }
        segment.aborts = aborts
        return aborts
    }

    /// Reads offset and time index; makes both again from the log where one is missing or contradicts it.
    private func load(_ segment: inout Segment, nextBase: Int64) throws(LogError) {
        let count = nextBase - segment.base
        if let offsetBytes = try readEntries(segment.base, .index, size: OffsetIndex.entrySize),
            let timeBytes = try readEntries(segment.base, .timeindex, size: TimeIndex.entrySize),
            let offsets = OffsetIndex(offsetBytes.span.bytes, logSize: max(segment.size, 1)),
            let times = TimeIndex(timeBytes.span.bytes, offsets: count),
            offsets.last.map({ $0.relativeOffset < count }) ?? true
        {
            segment.offsets = offsets
            segment.times = times
            try refreshYoungest(&segment)
        } else {
            try rebuildIndexes(of: &segment)
        }
    }

    /// The youngest batch of what the indexes leave out, and how many bytes that is.
    func refreshYoungest(_ segment: inout Segment) throws(LogError) {
        var youngest = Segment.Youngest()
        if let last = segment.times?.last {
            youngest = Segment.Youngest(
                timestamp: last.timestamp, offset: segment.base + Int64(last.relativeOffset))
        }
        let start = segment.offsets?.last?.position ?? 0
        var scanner = BatchScanner(try file(of: &segment), subject: path, from: start, to: segment.size)
        while let batch = try scanner.next() {
            if batch.header.maxTimestamp > youngest.timestamp {
                youngest = Segment.Youngest(timestamp: batch.header.maxTimestamp, offset: batch.header.lastOffset)
            }
        }
        segment.youngest = youngest
        segment.unindexedBytes = segment.size - start
    }

    /// Makes offset and time index from the batches' headers; damage is stepped over as far as headers allow.
    func rebuildIndexes(of segment: inout Segment, options: LogOptions = LogOptions()) throws(LogError) {
        var rebuilt = Segment(base: segment.base)
        var scanner = BatchScanner(
            try file(of: &segment), subject: path, from: 0, to: segment.size, readAhead: 64 << 10)
        while let batch = try scanner.next() {
            rebuilt.size = batch.position
            rebuilt.note(batch.header, options: options)
        }
        rebuilt.sealTimes()
        segment.offsets = rebuilt.offsets
        segment.times = rebuilt.times
        segment.hasIndexFiles = false
        segment.youngest = rebuilt.youngest
        segment.unindexedBytes = rebuilt.unindexedBytes
    }
}
