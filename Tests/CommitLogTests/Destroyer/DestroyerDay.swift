import Binary
import CommitLog
import Records
import SimulatedWorld
import World

/// One record as a script wrote it.
struct Written: Hashable, Sendable {
    var offset: Int64
    var value: String
}

/// What was true of the log when so many changes of the disk had been made.
struct Fact: Sendable {
    /// Changes of the disk made before.
    var operations: Int
    /// Which version of the log is current: each append and each truncation makes a new one.
    var version: Int
    /// The version of which a sync last returned, and how far.
    var durableVersion: Int
    var durableEnd: Int64
    /// Lowest offset that was truncated to since then.
    var floor = Int64.max
    /// Lowest offset that a truncation under way may reach.
    var pendingFloor = Int64.max
    /// Records before were deleted.
    var start: Int64 = 0
}

/// A scripted day in the life of a log: append, roll, index, snapshot, truncate, delete records, retention, checkpoint,
/// orderly stop, start. Keeps every version of the log, what of it was durable when, and the disk before each change.
final class DestroyerDay {
    static let path = "/d"
    static let folder = PartitionFolder(topic: "t", partition: 0)

    let disk: SimulatedDisk
    private(set) var versions: [[Written]] = [[]]
    private(set) var facts: [Fact] = []
    private(set) var images: [DiskImage] = []
    /// The idempotent producer's batches by the value of their last record.
    private(set) var produced: [String: TestBatch] = [:]
    private var directory: LogDirectory
    private var log: PartitionLog
    private var epoch: Int32 = 0
    private var number = 0
    private var sequence: Int32 = 0
    private var fact = Fact(operations: 0, version: 0, durableVersion: 0, durableEnd: 0)

    init(seed: UInt64) throws {
        disk = SimulatedDisk(seed: seed)
        disk.recordImages()
        directory = try Self.open(disk)
        log = try Self.openLog(directory)
        log.become(.leader(epoch: 0))
        note()
    }

    static var options: LogOptions {
        var options = LogOptions()
        options.segmentBytes = 900
        options.indexIntervalBytes = 150
        options.retentionMilliseconds = -1
        return options
    }

    static func open(_ disk: SimulatedDisk, _ events: any EventSink = SilentSink()) throws -> LogDirectory {
        try LogDirectory(
            path, use: .cluster,
            world: LogWorld(
                disk: disk, jobs: ImmediateJobs(), clock: Scheduler(seed: 1), random: SeededRandom(seed: 7),
                events: events),
            space: SpaceOptions(keptFreeBytes: 100, reserveBytes: 1500))
    }

    static func openLog(
        _ directory: LogDirectory, _ options: LogOptions = DestroyerDay.options
    ) throws -> PartitionLog {
        try directory.openLog(folder, topicId: Uuid(high: 5, low: 6), options: options)
    }

    private func note() {
        fact.operations = disk.operationCount
        facts.append(fact)
    }

    private func changed(_ records: [Written]) {
        versions.append(records)
        fact.version = versions.count - 1
        note()
    }

    private var current: [Written] { versions[fact.version] }

    // MARK: What happens in a day

    func run() throws {
        for _ in 0..<6 { try append(1) }
        try flush()
        try append(3)
        try append(2)
        try flush()
        for _ in 0..<4 { try append(2) }
        try flush()
        try maintain()
        try transaction()
        try append(1)
        try flush()
        try follow(truncatingBy: 3, then: 4)
        try append(2)
        try flush()
        try follow(truncatingBy: 9, then: 2)
        try lead()
        try append(4)
        try deleteRecords(before: 8)
        try maintain()
        try restart()
        try append(2)
        try flush()
        try deleteRecords(before: 17)
        for _ in 0..<3 { try append(1) }
        try flush()
        try maintain()
        try append(1)
        try restart()
        images = disk.images
    }

    private func append(_ count: Int) throws {
        let values = (0..<count).map { "value \(number + $0)" }
        number += count
        let batch = TestBatch(values: values, timestamp: Self.now.milliseconds, producerId: 9, sequence: sequence)
        sequence += Int32(count)
        produced[values[count - 1]] = batch
        try append(batch)
        let first = current.last.map { $0.offset + 1 } ?? fact.start
        changed(current + values.enumerated().map { Written(offset: first + Int64($0.offset), value: $0.element) })
    }

    /// The directory's time, so that no producer is forgotten for its silence.
    static let now = Scheduler(seed: 1).wall

    private func append(_ batch: TestBatch) throws {
        guard case .leader = log.role else { return try appendAsFollower(batch) }
        let outcome = try DestroyerDay.append(batch, to: log, epoch: epoch)
        guard case .appended = outcome else { throw DestroyerError("\(batch) became \(outcome)") }
    }

    static func append(
        _ batch: TestBatch, to log: PartitionLog, epoch: Int32, now: Timestamp = DestroyerDay.now
    ) throws -> AppendOutcome {
        let bytes = try batch.encoded()
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
        defer { memory.deallocate() }
        memory.copyBytes(from: bytes)
        guard let base = memory.baseAddress, let header = RecordBatchHeader(UnsafeRawBufferPointer(memory)) else {
            throw DestroyerError("no header")
        }
        var staged = [StagedBatch(base, header)]
        try staged.withUnsafeMutableBufferPointer {
            _ = try log.append($0, epoch: epoch, now: now)
        }
        return staged[0].outcome
    }

    private func appendAsFollower(_ batch: TestBatch) throws {
        let bytes = try batch.encoded(at: log.ends.end, leaderEpoch: epoch)
        try bytes.withUnsafeBytes {
            _ = try log.appendFetched($0, epoch: epoch, now: Self.now)
        }
    }

    /// An aborted transaction and its marker: control records are part of the versions, too.
    private func transaction() throws {
        for (batch, value) in [
            (TestBatch.from(40, sequence: 0, "aborted", transactional: true), "aborted"),
            (.marker(40, commit: false), "*"),
        ] {
            try append(batch)
            changed(current + [Written(offset: (current.last?.offset ?? -1) + 1, value: value)])
        }
    }

    private func flush() throws {
        try directory.flusher.flush([log])
        fact.durableVersion = fact.version
        fact.durableEnd = log.ends.end
        fact.floor = .max
        note()
        try log.raiseHighWatermark(to: .max, epoch: epoch)
    }

    /// A new leader has another history: the log becomes a follower's, is cut, and gets that leader's batches.
    private func follow(truncatingBy count: Int64, then fetched: Int) throws {
        epoch += 1
        log.become(.follower(epoch: epoch))
        let target = log.ends.end - count
        let before = current
        // A batch that holds the offset goes as a whole.
        fact.pendingFloor = target - 4
        note()
        let end = try log.truncate(to: target, epoch: epoch, now: Self.now).end
        fact.pendingFloor = .max
        fact.floor = min(fact.floor, end)
        changed(before.filter { $0.offset < end })
        try append(fetched)
    }

    private func lead() throws {
        epoch += 1
        log.become(.leader(epoch: epoch))
    }

    private func deleteRecords(before offset: Int64) throws {
        try flush()
        fact.start = offset
        note()
        _ = try log.deleteRecords(before: offset)
        _ = try log.retain(now: Self.now)
        note()
    }

    private func maintain() throws {
        try directory.maintain()
        note()
    }

    private func restart() throws {
        try directory.close()
        fact.durableVersion = fact.version
        fact.durableEnd = log.ends.end
        fact.floor = .max
        note()
        directory = try Self.open(disk)
        log = try Self.openLog(directory)
        epoch += 1
        log.become(.leader(epoch: epoch))
        try log.raiseHighWatermark(to: .max, epoch: epoch)
        note()
    }
}

/// Why a script or a check failed.
struct DestroyerError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
