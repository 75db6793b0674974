import Binary
import Synchronization
public import World

/// `varve.journal`: what has been made durable in a data directory, written after each group of flushes and synced at
/// most 50 ms later, off the way of acknowledgements.
///
/// Below its newest intact entry, damage found after a crash is damage to acknowledged records and is never cut away;
/// above it a bad tail is what a crash leaves. Any thread may call it; a failed write ends the journal, not the log.
public final class Journal: Sendable {
    /// Unchecked because it lives inside one Mutex only, which does not take owned state otherwise.
    private struct State: ~Copyable, @unchecked Sendable {
        var proofs: [LogIdentity: FlushProof]
        var folders: [LogIdentity: String] = [:]
        var file: any File
        var size: Int64
        /// The file that is to replace the journal, as long as it has not taken its name: takes the same entries.
        var successor: (file: any File, size: Int64)?
        /// Size at which the journal is written anew, without what counts no more.
        var limit: Int64
        var isDirty = false
        var failure: LogError?
    }

    /// What a flush made durable of one log.
    struct Flushed: Sendable {
        var log: LogIdentity
        /// The log's folder, where what is known of a segment goes once that takes no more batches.
        var folder: String
        var ranges: [FlushedRange]
    }

    private let smallest: Int64
    /// How long an entry may wait for its sync.
    private static let syncDelay: Int64 = 40_000_000

    /// Whether there was a journal to read: all that was synced since it was begun is in it.
    let wasFound: Bool
    private let state: Mutex<State>
    /// Held while what is known of a segment moves into its folder.
    private let settling = Mutex(())
    private let disk: any Disk
    private let directory: String
    private let jobs: any Jobs

    /// Opens the journal of `directory`, or begins one. One of another version, or without a whole header, is begun anew:
    /// nothing is proven then.
    ///
    /// - Parameter rewriteAt: bytes that the journal may have before it is written anew.
    public init(
        _ directory: String, disk: any Disk, jobs: any Jobs, rewriteAt: Int64 = 4 << 20
    ) throws(LogError) {
        self.disk = disk
        self.directory = directory
        self.jobs = jobs
        smallest = rewriteAt
        let path = "\(directory)/\(JournalFormat.name)"
        let notes = try disk.readAll(path, subject: directory).flatMap { JournalFormat.decode($0.span.bytes) }
        var proofs: [LogIdentity: FlushProof] = [:]
        for note in notes ?? [] { Self.apply(note, to: &proofs) }
        wasFound = notes != nil
        // Rewritten at every start: what was torn or stepped over must not stand before new entries.
        let bytes = Self.encode(proofs)
        let file = try onDisk(directory) { () throws(DiskError) in
            try disk.replace(JournalFormat.name, in: directory, with: bytes)
            return try disk.open(path, .write)
        }
        state = Mutex(
            State(
                proofs: proofs, file: file, size: Int64(bytes.count),
                limit: max(rewriteAt, 2 * Int64(bytes.count))))
    }

    /// What is proven of a log.
    public func proof(of log: LogIdentity) -> FlushProof { state.withLock { $0.proofs[log] ?? FlushProof() } }

    /// Why the journal takes no more entries; nil while it does.
    public var failure: LogError? { state.withLock { $0.failure } }

    /// Notes that every sync of a group has returned.
    func flushed(_ group: [Flushed]) {
        let notes = group.flatMap { item in item.ranges.map { JournalFormat.Note.flushed(item.log, $0) } }
        guard !notes.isEmpty else { return }
        write(notes) { state in
            for item in group { state.folders[item.log] = item.folder }
        }
    }

    /// Notes, durably, that a log is about to be cut at a position of a segment: what is written there afterwards has
    /// not been proven by what stood there before.
    func cut(_ log: LogIdentity, segmentBase: Int64, position: Int) throws(LogError) {
        write([.cut(log, segmentBase: segmentBase, position: position)]) { _ in }
        try sync()
    }

    /// Notes, durably, that segments of a log are about to be replaced by compaction, whose own proof follows.
    func replaced(_ log: LogIdentity, _ bases: [Int64]) throws(LogError) {
        // Waits for what is being moved into the folder, so that it does not come after the new proof.
        settling.withLock { _ in write(bases.map { .replaced(log, segmentBase: $0) }) { _ in } }
        try sync()
    }

    /// Forgets a log that is deleted.
    func removed(_ log: LogIdentity) { write([.removed(log)]) { $0.folders[log] = nil } }

    /// Writes an entry and sees to it that it is synced.
    private func write(_ notes: [JournalFormat.Note], _ change: (inout State) -> Void) {
        var entry = BinaryWriter(capacity: 64 * notes.count + 16)
        JournalFormat.encode(notes, to: &entry)
        let bytes = entry.array()
        let becameDirty = state.withLock { state -> Bool in
            guard state.failure == nil else { return false }
            change(&state)
            for note in notes { Self.apply(note, to: &state.proofs) }
            do throws(DiskError) {
                try state.file.write(bytes, at: state.size)
                if let successor = state.successor { try successor.file.write(bytes, at: successor.size) }
            } catch {
                state.failure = LogError(error, directory)
                return false
            }
            state.size += Int64(bytes.count)
            state.successor?.size += Int64(bytes.count)
            defer { state.isDirty = true }
            return !state.isDirty
        }
        guard becameDirty else { return }
        jobs.submit(.background, afterNanoseconds: Self.syncDelay) { [weak self] in self?.maintain() }
    }

    /// The work that may wait: makes entries durable, moves what is known of closed segments into their folders, and
    /// writes the journal anew when it has grown.
    func maintain() {
        do {
            try sync()
            try settleClosedSegments()
            if state.withLock({ $0.size > $0.limit && $0.failure == nil }) { try rewrite() }
        } catch {
            state.withLock { if $0.failure == nil { $0.failure = error } }
        }
    }

    /// Makes every entry written so far durable.
    func sync() throws(LogError) {
        let file = state.withLock { state -> (any File)? in
            defer { state.isDirty = false }
            return state.isDirty && state.failure == nil ? state.file : nil
        }
        guard let file else { return }
        try onDisk(directory) { () throws(DiskError) in try file.sync() }
    }

    private func settleClosedSegments() throws(LogError) {
        let closed = state.withLock { state in
            state.folders.keys.sorted { ($0.topicId, $0.partition) < ($1.topicId, $1.partition) }.flatMap { log in
                let proof = state.proofs[log] ?? FlushProof()
                return proof.closedSegments.map { base in
                    (log: log, folder: state.folders[log] ?? "", base: base, ranges: proof.segments[base] ?? [])
                }
            }
        }
        for item in closed {
            try settling.withLock { (_) throws(LogError) in
                // Unless compaction has replaced the segment meanwhile.
                guard state.withLock({ $0.proofs[item.log]?.segments[item.base] }) == item.ranges else { return }
                do throws(LogError) {
                    try SegmentSums.write(item.ranges, item.base, in: item.folder, of: disk)
                } catch  where error.cause?.isNotFound == true {
                    // The folder was renamed to be deleted; nothing has to be proven any more.
                }
                state.withLock { _ = $0.proofs[item.log]?.remove(segment: item.base) }
            }
        }
    }

    /// Puts a journal without what counts no more in the place of this one. Entries that come meanwhile go to both.
    private func rewrite() throws(LogError) {
        let path = "\(directory)/\(JournalFormat.name)"
        let temporary = path + ".tmp"
        let file = try onDisk(directory) { () throws(DiskError) in
            let file = try disk.open(temporary, .create)
            try file.truncate(to: 0)
            return file
        }
        let written: DiskError? = state.withLock { state in
            let bytes = Self.encode(state.proofs)
            do throws(DiskError) { try file.write(bytes, at: 0) } catch { return error }
            state.successor = (file, Int64(bytes.count))
            return nil
        }
        if let written { throw LogError(written, directory) }
        try onDisk(directory) { () throws(DiskError) in
            try file.sync()
            try disk.rename(temporary, to: path)
            try disk.syncDirectory(directory)
        }
        state.withLock { state in
            guard let successor = state.successor else { return }
            state.file = successor.file
            state.size = successor.size
            state.limit = max(smallest, 2 * successor.size)
            state.successor = nil
            // What came since the sync above is in the new file only in the page cache.
            state.isDirty = true
        }
        try sync()
    }

    /// What the journal of a directory says, without opening it; empty where there is none.
    static func proofs(in directory: String, of disk: any Disk) throws(LogError) -> [LogIdentity: FlushProof] {
        let bytes = try disk.readAll("\(directory)/\(JournalFormat.name)", subject: directory)
        var proofs: [LogIdentity: FlushProof] = [:]
        for note in bytes.flatMap({ JournalFormat.decode($0.span.bytes) }) ?? [] { apply(note, to: &proofs) }
        return proofs
    }

    private static func apply(_ note: JournalFormat.Note, to proofs: inout [LogIdentity: FlushProof]) {
        switch note {
        case .flushed(let log, let range): proofs[log, default: FlushProof()].add(range)
        case .cut(let log, let base, let position): proofs[log]?.cut(segment: base, to: position)
        case .removed(let log): proofs[log] = nil
        case .replaced(let log, let base): _ = proofs[log]?.remove(segment: base)
        }
    }

    private static func encode(_ proofs: [LogIdentity: FlushProof]) -> [UInt8] {
        var writer = BinaryWriter(capacity: 4096)
        writer.bytes(JournalFormat.header)
        let logs = proofs.keys.sorted { ($0.topicId, $0.partition) < ($1.topicId, $1.partition) }
        for log in logs {
            let segments = proofs[log]?.segments ?? [:]
            let notes = segments.keys.sorted().flatMap { base in
                (segments[base] ?? []).map { JournalFormat.Note.flushed(log, $0) }
            }
            if !notes.isEmpty { JournalFormat.encode(notes, to: &writer) }
        }
        return writer.array()
    }
}
