public import Binary
import Synchronization
public import World

/// A data directory that is open for appending: its lock, its logs, the flusher and the journal they share, and the
/// files that Kafka keeps beside them. The broker and `CommitLog` stand on it. Any thread may call it.
public final class LogDirectory: Sendable {
    private struct State {
        var logs: [PartitionFolder: PartitionLog] = [:]
        var isClosed = false
        var failure: LogError?
        /// Held until the directory is closed.
        var lock: (any File)?
        /// What `varve.state` says.
        var note: DirectoryState
    }

    /// The path.
    public let path: String
    /// What the directory stands on.
    public let world: LogWorld
    /// Makes the logs durable.
    public let flusher: Flusher
    /// Proves what was durable.
    public let journal: Journal
    /// Compacts the logs that are to be, once it is begun.
    public let compaction: Compaction
    /// How the directory was left before.
    public let start: DirectoryStart
    /// Whose directory it is.
    public let properties: MetaProperties
    /// Whether another program may have appended since we had the directory.
    private let isAfterOther: Bool
    private let checkpoints: Checkpoints
    private let space: DiskSpace
    /// The disk for small files that must be written whatever happens: it may spend `varve.reserve`.
    public let reserveDisk: any Disk
    private let state: Mutex<State>

    /// Opens or makes the directory at `path`, whose parent exists, and takes its lock. Reads, writes and syncs; not for
    /// an event loop.
    ///
    /// - Parameters:
    ///   - use: what the directory is from now on.
    ///   - properties: for a directory without `meta.properties`; nil makes a cluster of its own with node id 1.
    ///   - space: what of the file system is left free.
    /// - Throws: `.inUse` where another process has it; `.unsupported` for files of a version this build does not read;
    ///   `.corrupt` where `meta.properties` is missing beside a cluster's metadata.
    public init(
        _ path: String, use: DirectoryUse, world: LogWorld, properties: MetaProperties? = nil,
        space: SpaceOptions = .none
    ) throws(LogError) {
        self.path = path
        self.world = world
        if !world.disk.exists(path) { try Self.make(path, world.disk) }
        guard let lock = try onDisk(path, { () throws(DiskError) in try world.disk.lock("\(path)/.lock") }) else {
            throw LogError(.inUse, path, "another process has this directory open")
        }
        self.space = try DiskSpace(path, space, world)
        let disk = self.space.reserveDisk(over: world.disk)
        reserveDisk = disk
        let found = try DirectoryState(in: path, of: disk)
        self.properties = try Self.properties(path, disk, properties, found, world.random)
        start = try Self.start(path, disk, found, self.properties.directoryId)
        // Nobody can have synced anything since that our journal does not know, unless we had left orderly, or never came.
        isAfterOther = found?.directoryId != self.properties.directoryId || found?.isClean ?? true
        checkpoints = try Checkpoints(in: path, of: disk)
        // Everything that could be refused has been; from here on the directory is ours, and an end unclean.
        // Until its logs are recovered, what the machine's death left is still there: whoever comes after a process that
        // died meanwhile has to know.
        var opened = DirectoryState(use: use, directoryId: self.properties.directoryId, bootId: disk.bootID)
        opened.isRecovering = start == .machineDeath
        // Noted before there is metadata: a start that ends in between is made up for.
        opened.isAdopting =
            use == .cluster && start != .empty
            && (found?.isAdopting ?? false || !disk.exists("\(path)/\(PartitionFolder.metadata.name)"))
        try opened.write(in: path, of: disk)
        try CleanMarker.remove(in: path, of: disk)
        journal = try Journal(path, disk: disk, jobs: world.jobs)
        state = Mutex(State(lock: lock, note: opened))
        let reference = DirectoryReference()
        flusher = Flusher(disk: disk, jobs: world.jobs, journal: journal) { reference.value?.failed($0) }
        compaction = Compaction(reference, world)
        reference.value = self
        self.space.watch { [weak self] in self?.bytesToFlush ?? 0 }
    }

    private static func make(_ path: String, _ disk: any Disk) throws(LogError) {
        try onDisk(path) { () throws(DiskError) in
            try disk.makeDirectory(path)
            let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            try disk.syncDirectory(parent.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : parent)
        }
    }

    private static func properties(
        _ path: String, _ disk: any Disk, _ given: MetaProperties?, _ state: DirectoryState?, _ random: any Random
    ) throws(LogError) -> MetaProperties {
        var properties: MetaProperties
        if let found = try MetaProperties(in: path, of: disk) {
            properties = found
            guard properties.directoryId == Uuid(high: 0, low: 0) else { return properties }
            properties.directoryId = Uuid.random { random.next() }
        } else {
            // New ids would make the directory a stranger to its own metadata.
            guard !disk.exists("\(path)/\(PartitionFolder.metadata.name)") else {
                let known = state.map { ", which was \($0.directoryId)" } ?? ""
                throw LogError(
                    .corrupt, "\(path)/\(MetaProperties.name)",
                    "the file is missing, and the directory has the metadata of a cluster; write it again, with version=1, "
                        + "the cluster.id, the node.id and the directory.id\(known)")
            }
            properties =
                given
                ?? MetaProperties(
                    clusterId: "\(Uuid.random { random.next() })", nodeId: 1, directoryId: Uuid.random { random.next() }
                )
        }
        try properties.write(in: path, of: disk)
        return properties
    }

    private static func start(
        _ path: String, _ disk: any Disk, _ found: DirectoryState?, _ id: Uuid
    ) throws(LogError) -> DirectoryStart {
        guard let found, found.directoryId == id else {
            let names = try onDisk(path) { () throws(DiskError) in try disk.list(path) }
            guard names.contains(where: { $0.isDirectory && PartitionFolder($0.name) != nil }) else { return .empty }
            return CleanMarker.exists(in: path, of: disk) ? .clean : .machineDeath
        }
        if found.hasFailed || found.isRecovering { return .machineDeath }
        // Kafka may have had the directory since we closed it: it takes the marker away while it runs.
        if found.isClean, CleanMarker.exists(in: path, of: disk) { return .clean }
        return !found.bootId.isEmpty && found.bootId == disk.bootID ? .processDeath : .machineDeath
    }

    // MARK: Logs

    /// The partitions that have a folder, by topic and partition; neither the cluster's metadata nor a folder that is
    /// being deleted is among them.
    public func folders() throws(LogError) -> [PartitionFolder] {
        try onDisk(path) { () throws(DiskError) in try world.disk.list(path) }
            .compactMap { $0.isDirectory ? PartitionFolder($0.name) : nil }
            .filter { $0 != .metadata }
            .sorted { ($0.topic, $0.partition) < ($1.topic, $1.partition) }
    }

    /// The log of a partition, opened, and made, at the first call; see `PartitionLog.open`. Not for an event loop.
    public func openLog(
        _ folder: PartitionFolder, topicId: Uuid? = nil, options: LogOptions = LogOptions()
    ) throws(LogError) -> PartitionLog {
        if let log = try openedLog(folder) { return log }
        var claims = checkpoints.claims(for: folder)
        claims.isClean = start == .clean && claims.isClean
        let id = try PartitionMetadata.read("\(path)/\(folder.name)", of: world.disk)
        if let id {
            claims.provenIsCurrent = !isAfterOther
            claims.unsyncedMayBeMissing = start == .machineDeath && journal.wasFound && !isAfterOther
            claims.proven = journal.proof(of: LogIdentity(topicId: id, partition: folder.partition)).ranges
            if start != .clean { claims.sums = try SegmentSums.readAll(in: "\(path)/\(folder.name)", of: world.disk) }
        }
        let log = try PartitionLog.open(
            folder.topic, folder.partition, in: path, of: logDisk, topicId: topicId, foundId: id,
            options: options, claims: claims, journal: journal, space: space, events: world.events,
            now: world.clock.wall,
            random: world.random)
        return state.withLock { state in
            // Two callers at once: the first one's log is the log.
            if let first = state.logs[folder] { return first }
            state.logs[folder] = log
            return log
        }
    }

    /// A log that is wanted.
    public struct Wanted: Sendable {
        let folder: PartitionFolder
        let topicId: Uuid
        let options: LogOptions

        /// The log of a partition; see `openLog`.
        public init(_ folder: PartitionFolder, topicId: Uuid, options: LogOptions) {
            self.folder = folder
            self.topicId = topicId
            self.options = options
        }
    }

    /// Opens many logs at once, on several threads. What fails is tried, and told, again by `openLog`.
    public func open(_ wanted: [Wanted]) {
        spread(wanted.count, over: world.threads) { [self] number in
            let log = wanted[number]
            _ = try? openLog(log.folder, topicId: log.topicId, options: log.options)
        }
    }

    private func openedLog(_ folder: PartitionFolder) throws(LogError) -> PartitionLog? {
        try state.withLock { (state) throws(LogError) in
            if let failure = state.failure { throw failure }
            if state.isClosed { throw LogError(.offline, path, "the directory is closed") }
            return state.logs[folder]
        }
    }

    /// All folders' logs have been opened, and so recovered: from now on the death of this process alone leaves every
    /// written byte. To be called once, after `openLog` of every folder that is ever going to be opened.
    public func recovered() throws(LogError) {
        guard start == .machineDeath else { return }
        try note { $0.isRecovering = false }
    }

    /// Whether partitions are here that the metadata may not know, because there was none: see `adopted`.
    public var needsAdoption: Bool { state.withLock { $0.note.isAdopting } }

    /// The metadata knows every partition that was here before it.
    public func adopted() throws(LogError) {
        if needsAdoption { try note { $0.isAdopting = false } }
    }

    private func note(_ change: (inout DirectoryState) -> Void) throws(LogError) {
        let changed = state.withLock { state in
            change(&state.note)
            return state.note
        }
        try changed.write(in: path, of: reserveDisk)
    }

    /// The open logs, by topic and partition.
    public var logs: [PartitionLog] {
        state.withLock { state in
            state.logs.sorted { ($0.key.topic, $0.key.partition) < ($1.key.topic, $1.key.partition) }.map(\.value)
        }
    }

    /// Deletes the records of a log before `offset`, durably: no start shows them again.
    func deleteRecords(of log: PartitionLog, before offset: Int64) throws(LogError) {
        _ = try log.deleteRecords(before: offset)
        try checkpoints.writeStart(of: log, in: path, of: reserveDisk)
    }

    /// A log was compacted: how far is noted durably, and space was given back.
    func compacted(_ log: PartitionLog) throws(LogError) {
        try checkpoints.writeCleaned(of: log, in: path, of: reserveDisk)
        space.look()
    }

    /// The disk of the logs.
    private var logDisk: FrugalDisk {
        FrugalDisk(base: world.disk) { [weak self] in
            guard let self else { return }
            let logs = state.withLock { Array($0.logs.values) }
            for log in logs { log.closeIdleFiles() }
            world.events.emit(
                Event(
                    .warning, "disk.files",
                    "\(path): no file descriptor was left; files of logs were closed. Raise the limit (ulimit -n)"))
        }
    }

    /// Bytes of F-topics that have not been synced.
    private var bytesToFlush: Int64 {
        state.withLock { Array($0.logs.values) }.reduce(0) { $0 + Int64($1.bytesToFlush) }
    }

    /// Takes a log out of the directory: its folder is renamed, durably, and unlinked by a job. What was in it is gone.
    public func delete(_ log: PartitionLog) throws(LogError) {
        let folder = PartitionFolder(topic: log.topic, partition: log.partition)
        let renamed = try log.markDeleted(in: path, random: world.random)
        state.withLock { _ = $0.logs.removeValue(forKey: folder) }
        checkpoints.remove(folder)
        journal.removed(log.identity)
        removeLater(renamed)
    }

    /// Unlinks what earlier deletions left; to be called once after the start.
    public func removeDeletedFolders() throws(LogError) {
        for entry in try onDisk(path, { () throws(DiskError) in try world.disk.list(path) })
        where entry.isDirectory && entry.name.hasSuffix("-delete") {
            removeLater("\(path)/\(entry.name)")
        }
    }

    private func removeLater(_ folder: String) {
        let (disk, events, space) = (reserveDisk, world.events, space)
        world.jobs.submit(.background) {
            do { try PartitionLog.removeFolder(folder, of: disk) } catch {
                events.emit(Event(.warning, "log.delete", "\(folder) stays for now: \(error)"))
            }
            space.look()
        } completion: {
        }
    }

    // MARK: Upkeep

    /// What has to be done now and then: each log's `maintain` and `retain`, and the checkpoints. Not for an event loop;
    /// one call at a time. A log that fails keeps the others from nothing; the first failure is thrown in the end.
    public func maintain() throws(LogError) {
        var failure: LogError?
        let now = world.clock.wall
        space.look()
        for log in logs where log.failure == nil {
            do throws(LogError) {
                let recoveryPoint = try log.maintain(now: now)
                _ = try log.retain(now: now)
                checkpoints.note(log, recoveryPoint: recoveryPoint)
            } catch {
                failure = failure ?? error
            }
        }
        try checkpoints.write(in: path, of: reserveDisk)
        journal.maintain()
        if let failure { throw failure }
    }

    /// Closes every log and the directory. Only if all of that went well the next start is a clean one. Not for an event
    /// loop; what is called afterwards answers `.offline`.
    ///
    /// - Parameter brokerEpoch: what Kafka's marker of an orderly end says; -1 where no broker had the directory.
    public func close(brokerEpoch: Int64 = -1) throws(LogError) {
        let logs = self.logs
        let (isFirst, stopped) = state.withLock { state in
            defer { state.isClosed = true }
            return (!state.isClosed, state.failure)
        }
        guard isFirst else { return }
        defer { state.withLock { $0.lock = nil } }
        space.stop()
        compaction.end()
        flusher.waitUntilIdle()
        let failures = Failures(stopped)
        spread(logs.count, over: world.threads) { [self] number in
            do throws(LogError) {
                _ = try logs[number].close(now: world.clock.wall)
                checkpoints.note(logs[number], recoveryPoint: logs[number].ends.end)
            } catch {
                failures.first.withLock { $0 = $0 ?? error }
            }
        }
        let failure = failures.first.withLock { $0 }
        let opened = state.withLock { state in
            defer { state.logs = [:] }
            return Set(state.logs.keys)
        }
        if let failure { throw failure }
        if start != .clean { checkpoints.forgetRecovery(but: opened) }
        journal.maintain()
        try checkpoints.write(in: path, of: reserveDisk)
        try CleanMarker.write(brokerEpoch: brokerEpoch, in: path, of: reserveDisk)
        try note {
            $0.isClean = true
            $0.isRecovering = false
        }
    }

    /// After a failed sync: no log of the directory takes anything any more, and the next start trusts nothing that was
    /// not proven durable.
    private func failed(_ failure: LogError) {
        let logs = state.withLock { state in
            state.failure = state.failure ?? failure
            return Array(state.logs.values)
        }
        for log in logs { log.fail(failure) }
        do { try note { $0.hasFailed = true } } catch {
            world.events.emit(Event(.error, "directory.failed", "\(path): the failure could not be noted: \(error)"))
        }
    }

    /// What went wrong first on any of several threads.
    private final class Failures: Sendable {
        let first: Mutex<LogError?>
        init(_ failure: LogError?) { first = Mutex(failure) }
    }
}
