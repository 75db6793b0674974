import Binary
import Records
import World

/// A segment that compaction is writing, as `.cleaned` files beside those that it is to replace.
struct SegmentRewrite: ~Copyable {
    private static let writeAt = 256 << 10

    private let store: SegmentStore
    private let options: LogOptions
    private let file: any File
    /// The segment as it will be.
    private(set) var segment: Segment
    /// Batches that are not in the file yet.
    private var output = BinaryWriter(capacity: 2 * writeAt)
    private var written = 0
    /// What the journal would know of it.
    private(set) var ranges: [FlushedRange] = []

    /// Begins the segment with this base; what an earlier try has left goes.
    init(_ base: Int64, _ store: SegmentStore, _ options: LogOptions) throws(LogError) {
        self.store = store
        self.options = options
        segment = Segment(base: base)
        file = try onDisk(store.path) { () throws(DiskError) in
            let file = try store.logDisk.open(store.path(base, .log, SegmentName.cleaned), .create)
            try file.truncate(to: 0)
            return file
        }
    }

    /// Adds what `filter` leaves of a batch.
    mutating func add(
        _ batch: RecordBatch, _ keys: borrowing KeyOffsets, _ filter: inout BatchFilter
    ) throws(LogError) {
        let start = output.count
        do throws(RecordsError) {
            guard let header = try filter.filter(batch, keys, into: &output) else { return }
            note(header, at: start)
        } catch {
            throw LogError(.corrupt, store.path, "compaction cannot read \(error)")
        }
        for transaction in filter.takeKeptAborts() { segment.aborts?.append(transaction) }
        if output.count >= Self.writeAt { try write() }
    }

    private mutating func note(_ header: RecordBatchHeader, at start: Int) {
        var range = FlushedRange(
            segmentBase: segment.base, start: segment.size, end: segment.size, prefixChecksum: 0)
        if let last = ranges.last, last.end - last.start < FlushProof.joinBytes {
            range = last
            ranges.removeLast()
        }
        segment.note(header, options: options)
        let checksum = range.prefixChecksum
        range.prefixChecksum = output.withUnsafeBytes { bytes in
            let prefix = bytes[start..<start + RecordBatchHeader.checksummedStart]
            return crc32c(UnsafeRawBufferPointer(rebasing: prefix), continuing: checksum)
        }
        range.end = segment.size
        range.batches += 1
        range.endOffset = header.nextOffset
        ranges.append(range)
    }

    private mutating func write() throws(LogError) {
        let (file, position) = (file, Int64(written))
        let failure: DiskError? = output.withUnsafeBytes { bytes in
            do throws(DiskError) { try file.write(bytes, at: position) } catch { return error }
            return nil
        }
        if let failure { throw LogError(failure, store.path) }
        written += output.count
        output.removeAll()
    }

    /// Writes what is left and the indexes, and makes all of it durable under the `.cleaned` names.
    ///
    /// - Returns: the segment with its file open, pinned.
    mutating func finish() throws(LogError) -> Segment {
        try write()
        segment.sealTimes()
        var finished = segment
        let files = try store.writeIndexes(of: &finished, SegmentName.cleaned)
        let file = file
        try onDisk(store.path) { () throws(DiskError) in
            try file.sync()
            for index in files { try index.sync() }
        }
        finished.file = file
        finished.isPinned = true
        finished.isUsed = true
        return finished
    }
}

extension SegmentStore {
    /// The files of a segment that compaction writes; producers' snapshots stay.
    static let rewritten: [SegmentName.Kind] = [.log, .index, .timeindex, .txnindex]

    func path(_ base: Int64, _ kind: SegmentName.Kind, _ suffix: String) -> String { path(base, kind) + suffix }

    /// Writes a segment's indexes whole into files with `suffix`; answers the files.
    func writeIndexes(of segment: inout Segment, _ suffix: String) throws(LogError) -> [any File] {
        var contents: [(SegmentName.Kind, [UInt8])] = []
        var writer = BinaryWriter(capacity: 64)
        segment.offsets?.encodePending(to: &writer)
        contents.append((.index, writer.array()))
        writer.removeAll()
        segment.times?.encodePending(to: &writer)
        contents.append((.timeindex, writer.array()))
        writer.removeAll()
        segment.aborts?.encodePending(to: &writer)
        if writer.count > 0 { contents.append((.txnindex, writer.array())) }
        segment.indexesAreWritten()
        let base = segment.base
        return try onDisk(path) { () throws(DiskError) in
            var files: [any File] = []
            for (kind, bytes) in contents {
                let file = try disk.open(path(base, kind, suffix), .create)
                try file.truncate(to: 0)
                if !bytes.isEmpty { try file.write(bytes, at: 0) }
                files.append(file)
            }
            return files
        }
    }

    /// Removes what an unfinished rewrite has left.
    func removeCleaned(_ base: Int64) throws(LogError) {
        try onDisk(path) { () throws(DiskError) in
            for kind in Self.rewritten where disk.exists(path(base, kind, SegmentName.cleaned)) {
                try disk.remove(path(base, kind, SegmentName.cleaned))
            }
        }
    }

    /// Says, durably, that a rewritten segment is whole: from now on a start goes on with it.
    func declareWhole(_ base: Int64) throws(LogError) {
        try onDisk(path) { () throws(DiskError) in
            for kind in Self.rewritten where disk.exists(path(base, kind, SegmentName.cleaned)) {
                try disk.rename(path(base, kind, SegmentName.cleaned), to: path(base, kind, SegmentName.swap))
            }
            try disk.syncDirectory(path)
        }
    }

    /// Takes it back that a rewritten segment is whole, where it could not be said.
    func takeBack(_ base: Int64) throws(LogError) {
        try onDisk(path) { () throws(DiskError) in
            for kind in Self.rewritten where disk.exists(path(base, kind, SegmentName.swap)) {
                try disk.remove(path(base, kind, SegmentName.swap))
            }
            try disk.syncDirectory(path)
        }
    }

    /// Gives a whole rewritten segment its names, after those that it replaces have lost theirs. Each step is durable
    /// before the next: whichever names a crash leaves, `Recovery` finds a log without overlap among them.
    ///
    /// - Parameter old: the bases of the replaced segments; the first is the new one's, too.
    /// - Returns: files to be removed.
    func putInPlace(_ old: [Int64]) throws(LogError) -> [String] {
        guard let base = old.first else { return [] }
        try SegmentSums.remove(base, in: path, of: disk)
        var garbage: [String] = []
        for replaced in old.dropFirst() { garbage += try renameAway(replaced) }
        try onDisk(path) { () throws(DiskError) in
            if disk.exists(path(base, .txnindex)) {
                try disk.rename(path(base, .txnindex), to: path(base, .txnindex, SegmentName.deleted))
                garbage.append(path(base, .txnindex, SegmentName.deleted))
            }
            try disk.syncDirectory(path)
            try disk.rename(path(base, .log, SegmentName.swap), to: path(base, .log))
            try disk.syncDirectory(path)
            for kind in Self.rewritten.dropFirst() where disk.exists(path(base, kind, SegmentName.swap)) {
                try disk.rename(path(base, kind, SegmentName.swap), to: path(base, kind))
            }
            try disk.syncDirectory(path)
        }
        return garbage
    }
}
