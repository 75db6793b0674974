import Records
import World

/// Opens the folder of a partition: finds its segments and makes everything else from them, as the claims allow.
///
/// What is done with the bytes behind the last whole batch V, where S is what is proven to have been synced:
///
/// | found | meaning | done |
/// |---|---|---|
/// | V is the end of the file | sound | nothing |
/// | V ≥ S | a torn tail, or written back out of order | copied aside, cut, reported |
/// | V < S, whole batches follow | durable bytes are damaged: a hole | named, stepped over, never cut |
/// | V < S, nothing follows | the same, to the proven end | named, appends go on behind it |
/// | a segment does not continue the one before | a file is missing: a hole | named |
/// | a read fails | unknown | the partition does not open |
/// | an index is missing, cut, not increasing | harmless | made again |
struct Recovery: ~Copyable {
    let store: SegmentStore
    let options: LogOptions
    var claims: LogClaims
    let events: any EventSink
    let now: Int64
    /// What has been found so far.
    var log = OpenedLog(active: Segment(base: 0))
    /// Whether the tail was cut: what follows belongs to nobody.
    var isCut = false
    /// Files made again, and those of which more was found than is proven to have been synced: synced in the end.
    var unsynced: [any File] = []
    /// What `leader-epoch-checkpoint` has; nil where it is missing or damaged.
    var foundEpochs: EpochHistory?
    private var snapshots: [Int64] = []
    /// Segments of which nothing holds that was known before.
    var replacedSegments: Set<Int64> = []
    /// Whether offsets may be left out.
    var isCompacted: Bool { options.isCompacted || claims.cleanedOffset != nil }

    init(_ store: SegmentStore, options: LogOptions, claims: LogClaims, events: any EventSink, now: Int64) {
        self.store = store
        self.options = options
        self.claims = claims
        self.events = events
        self.now = now
    }

    /// The log of the folder, which exists; an empty one gets its first segment.
    mutating func run() throws(LogError) -> OpenedLog {
        var names = try list()
        if names.contains(where: { $0.hasSuffix(".swap") || $0.hasSuffix(".cleaned") }) {
            try finishCompaction(names)
            names = try list()
        }
        try sweep(names)
        log.damage = names.contains(DamageFile.name) ? try DamageFile.read(store) : []
        var segments = try findSegments(names)
        snapshots = names.compactMap(SegmentName.parse).filter { $0.kind == .snapshot }.map(\.base)
        guard let first = segments.first else { return try create() }
        log.start = max(claims.logStart, first.base)
        let isEmpty = segments.count == 1 && first.size == 0
        if names.contains(EpochHistory.name) { try loadEpochs() }
        let hasEpochs = foundEpochs.map { isEmpty || !$0.entries.isEmpty } ?? isEmpty
        log.epochs = hasEpochs ? foundEpochs ?? EpochHistory() : EpochHistory()
        // Of a log without a batch there is nothing to recover, unless it is known to have had one.
        let isTrusted = claims.isClean || (isEmpty && log.damage.isEmpty && lostEnd <= first.base)
        if isTrusted, hasEpochs, try openClean(&segments) { return log }
        try recover(segments, from: hasEpochs ? claims.recoveryPoint : 0)
        return log
    }

    private func list() throws(LogError) -> [String] {
        let store = store
        return try onDisk(store.path) { () throws(DiskError) in try store.disk.list(store.path) }.map(\.name)
    }

    /// Removes what earlier deletions and replacements have left.
    private func sweep(_ names: [String]) throws(LogError) {
        for name in names where name.hasSuffix(".deleted") || name.hasSuffix(".tmp") {
            try onDisk(store.path) { () throws(DiskError) in try store.disk.remove("\(store.path)/\(name)") }
        }
    }

    private func findSegments(_ names: [String]) throws(LogError) -> [Segment] {
        let files = names.compactMap(SegmentName.parse)
        let bases = Set(files.filter { $0.kind == .log }.map(\.base))
        for file in files where file.kind != .log && file.kind != .snapshot && !bases.contains(file.base) {
            try onDisk(store.path) { () throws(DiskError) in try store.disk.remove(store.path(file.base, file.kind)) }
        }
        var segments: [Segment] = []
        for base in bases.sorted() {
            segments.append(Segment(base: base, existingSize: Int(clamping: try store.status(base).size)))
        }
        return segments
    }

    /// Makes the first segment of a log that has none.
    private mutating func create() throws(LogError) -> OpenedLog {
        let base = max(claims.logStart, 0)
        let store = store
        var segment = Segment(base: base)
        segment.file = try onDisk(store.path) { () throws(DiskError) in
            let file = try store.logDisk.open(store.path(base, .log), .create)
            // Kafka expects an index beside each log.
            for kind in [SegmentName.Kind.index, .timeindex] {
                _ = try store.disk.open(store.path(base, kind), .create)
            }
            try store.disk.syncDirectory(store.path)
            return file
        }
        segment.hasIndexFiles = true
        log.active = segment
        (log.start, log.end, log.recoveryPoint) = (base, base, base)
        log.epochs = EpochHistory()
        log.isSettled = true
        return log
    }

    /// Offsets below were handed out, whether or not a batch is left to show it.
    var lostEnd: Int64 {
        max(claims.highWatermark ?? 0, claims.recoveryPoint, claims.proven.last?.endOffset ?? 0)
    }

    private mutating func loadEpochs() throws(LogError) {
        foundEpochs = try store.disk.readAll("\(store.path)/\(EpochHistory.name)", subject: store.path)
            .flatMap { EpochHistory($0) }
    }

    /// Trusts what an orderly close left, but for the last block of the last segment; false where that is wrong.
    private mutating func openClean(_ segments: inout [Segment]) throws(LogError) -> Bool {
        var last = segments.removeLast()
        defer { segments.append(last) }
        var end = last.base
        if last.size > 0 {
            guard let bytes = try store.readEntries(last.base, .index, size: OffsetIndex.entrySize),
                let index = OffsetIndex(bytes.span.bytes, logSize: last.size)
            else { return false }
            let found = try store.lastBatches(of: &last, from: index.last?.position ?? 0, log.damage)
            end = found.end ?? end
            guard found.isWhole else {
                events.emit(
                    Event(.warning, "log.recovery", "\(store.path): closed orderly, but the last block is damaged"))
                return false
            }
            last.file = nil
        }
        // Offsets lost at the very end are not handed out again.
        for hole in log.damage where hole.segmentBase == last.base { end = max(end, hole.offsets.upperBound) }
        log.end = end
        log.start = min(log.start, end)
        log.recoveryPoint = end
        log.closed = segments
        log.active = last
        log.epochs.truncate(to: end)
        // A shorter history than the file's is found again in the same way.
        log.epochs.isDirty = false
        try openProducers()
        log.isSettled = !log.producersAreLoaded || end == 0
        return true
    }

    /// Takes the producers from the snapshot of an orderly close. Where it has open transactions, or the high
    /// watermark is behind, the window of five batches is made at once; otherwise at the first append.
    private mutating func openProducers() throws(LogError) {
        let isEverythingVisible = claims.highWatermark ?? log.start >= log.end
        log.producersAreLoaded = false
        if snapshots.isEmpty, log.closed.isEmpty, log.active.size == 0 {
            log.producersAreLoaded = true
            return
        }
        if snapshots.contains(log.end), let bytes = try store.read(log.end, .snapshot),
            let table = ProducerSnapshot.decode(bytes, now: now), table.hasNoTransactions,
            table.isEmpty || isEverythingVisible
        {
            log.producers = table
            return
        }
        var segments = log.closed
        segments.append(log.active)
        log.producers = try ProducerReplay(store: store, now: now).load(&segments, upTo: log.end)
        log.producersAreLoaded = true
    }
}
