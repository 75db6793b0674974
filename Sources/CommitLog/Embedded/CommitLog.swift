import Synchronization
import World

/// A durable log of records in a directory, inside this process: no server, no configuration.
///
/// ```swift
/// let log = try CommitLog.open("/var/lib/orders")
/// let orders = try log.partition("orders", 0)
/// let offset = try orders.append("first order")      // on the disk when this returns
/// var reader = try orders.read(from: offset)
/// while var batch = try reader.next() {
///     while let record = batch.next() { print(record.offset, record.value?.byteCount ?? 0) }
/// }
/// try log.close()
/// ```
///
/// The directory is Kafka's: Apache Kafka opens it, and `varve serve` serves it. Any thread may call anything; blocking
/// calls have `async` faces that suspend instead. One process at a time has it open.
public final class CommitLog: Sendable {
    private struct State {
        var partitions: [PartitionFolder: Partition] = [:]
        var cursors: [String: Cursor] = [:]
    }

    /// The data directory; nil where it belongs to a node of a cluster and is only read.
    public let directory: LogDirectory?
    private let world: LogWorld
    let options: CommitLogOptions
    private let state = Mutex(State())

    private init(_ directory: LogDirectory?, _ world: LogWorld, _ options: CommitLogOptions) {
        self.directory = directory
        self.world = world
        self.options = options
    }

    /// Opens the directory at `path`, or makes it; its parent must exist. After an unclean end this recovers: what was
    /// durable is there, a torn tail is cut, damage is named by `Partition.damage`.
    ///
    /// A directory of a cluster's node, whose metadata would not know what is appended here, is opened to be read, as it
    /// is at this moment and whether or not its broker runs: no lock is taken and nothing is changed. What would change
    /// it throws `.readOnly`.
    ///
    /// - Throws: `.inUse` where another process has it; `.storage` where a read failed.
    public static func open(
        _ path: String, options: CommitLogOptions = CommitLogOptions(), world: LogWorld = .machine()
    ) throws(LogError) -> CommitLog {
        guard try DirectoryUse.find(in: path, of: world.disk) != .cluster else {
            return try read(path, options, world)
        }
        let directory = try LogDirectory(path, use: .standalone, world: world, space: options.space)
        let log = CommitLog(directory, world, options)
        for folder in try directory.folders() { _ = try log.partition(folder.topic, folder.partition) }
        try directory.recovered()
        try directory.removeDeletedFolders()
        return log
    }

    private static func read(
        _ path: String, _ options: CommitLogOptions, _ world: LogWorld
    ) throws(LogError) -> CommitLog {
        let log = CommitLog(nil, world, options)
        let flusher = Flusher(disk: world.disk, jobs: world.jobs, journal: nil)
        let starts = try Checkpoint(.logStart, in: path, of: world.disk)?.offsets ?? [:]
        for entry in try onDisk(path, { () throws(DiskError) in try world.disk.list(path) }) where entry.isDirectory {
            guard let folder = PartitionFolder(entry.name), folder != .metadata else { continue }
            let opened = try PartitionLog.read(
                folder, in: path, of: world.disk, options: options.log,
                start: starts[Checkpoint.Partition(folder.topic, folder.partition)] ?? 0, events: world.events)
            let partition = Partition(opened, in: nil, world, flusher, options)
            log.state.withLock { $0.partitions[folder] = partition }
        }
        return log
    }

    static func readOnly(_ subject: String) -> LogError {
        LogError(.readOnly, subject, "the directory belongs to a node of a cluster: change it through its broker")
    }

    /// The directory, to change something in it.
    private func ownDirectory(_ subject: String) throws(LogError) -> LogDirectory {
        guard let directory else { throw Self.readOnly(subject) }
        return directory
    }

    /// A partition of a topic, made at the first call. The same object each time.
    ///
    /// - Throws: `.invalidRecord` for a name that no topic may have, or a negative number; `.readOnly` for one that is not
    ///   there in a directory that is only read.
    public func partition(_ topic: String, _ number: Int32 = 0) throws(LogError) -> Partition {
        guard PartitionFolder.isLegal(topic), number >= 0 else {
            throw LogError(
                .invalidRecord, "\(topic)-\(number)",
                "a topic has 1 to 249 letters, digits, dots, underscores and dashes, a partition a number from 0")
        }
        let folder = PartitionFolder(topic: topic, partition: number)
        if let partition = state.withLock({ $0.partitions[folder] }) { return partition }
        let directory = try ownDirectory(folder.name)
        // Partitions of a topic share its id.
        let sibling = directory.logs.first { $0.topic == topic }
        var options = options
        if topic == Cursor.topic { (options.log.isCompacted, options.log.deletes) = (true, false) }
        let log = try directory.openLog(folder, topicId: sibling?.topicId, options: options.log)
        return state.withLock { state in
            if let first = state.partitions[folder] { return first }
            let partition = Partition(log, in: directory, world, directory.flusher, options)
            state.partitions[folder] = partition
            return partition
        }
    }

    /// The partitions that exist, by topic and number.
    public var partitions: [Partition] {
        state.withLock { state in
            state.partitions.sorted { ($0.key.topic, $0.key.partition) < ($1.key.topic, $1.key.partition) }
                .map(\.value)
        }
    }

    /// A reader's named place in the partitions of this log; the same object each time. `name` is a consumer group's.
    public func cursor(_ name: String) throws(LogError) -> Cursor {
        if let cursor = state.withLock({ $0.cursors[name] }) { return cursor }
        let number = Cursor.partition(of: name)
        let cursor = try Cursor(name, in: try partition(Cursor.topic, number), clock: world.clock)
        return state.withLock { state in
            if let first = state.cursors[name] { return first }
            state.cursors[name] = cursor
            return cursor
        }
    }

    /// Makes everything appended so far, `.buffered` too, durable.
    public func flush() throws(LogError) {
        guard let directory else { return }
        let partitions = self.partitions
        for partition in partitions { try partition.write() }
        try directory.flusher.flush(partitions.map(\.log))
        for partition in partitions { partition.publish() }
    }

    /// Does what has to be done now and then: rolls old segments, removes what retention lets go, writes checkpoints so
    /// that the next start has little to recover. A program that runs for long calls it every few minutes.
    public func maintain() throws(LogError) { try directory?.maintain() }

    /// Removes what later records of the same key have overtaken, from the cursors' places and, where the options say
    /// `isCompacted`, from all partitions, as far as segments are closed and durable. Reads and writes up to all there is.
    ///
    /// - Throws: where a partition cannot be compacted, which the others do not suffer from; it is tried again at a later
    ///   call, and stays as it is until then.
    public func compact() throws(LogError) {
        guard let compaction = directory?.compaction else { return }
        compaction.run()
        if let setback = compaction.setbacks.first { throw setback }
    }

    /// Removes a topic's partition with all its records.
    public func delete(_ partition: Partition) throws(LogError) {
        let directory = try ownDirectory(partition.log.path)
        let folder = PartitionFolder(topic: partition.topic, partition: partition.number)
        state.withLock { _ = $0.partitions.removeValue(forKey: folder) }
        partition.stop()
        try directory.delete(partition.log)
    }

    /// Writes everything, makes it durable and gives the directory back. Appends fail from now on. A log that is not
    /// closed is recovered at the next open; `.buffered` records may be gone then.
    public func close() throws(LogError) {
        var failure: LogError?
        for partition in partitions {
            do throws(LogError) { try partition.write() } catch { failure = failure ?? error }
            partition.stop()
        }
        do throws(LogError) { try directory?.close() } catch { failure = failure ?? error }
        world.jobs.stop()
        if let failure { throw failure }
    }
}
