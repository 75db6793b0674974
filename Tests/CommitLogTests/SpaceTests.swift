import CommitLog
import Records
import SimulatedWorld
import Testing
import World

/// A directory on a disk of 30,000 bytes, of which 4,000 are kept free, and 2,000 more in a reserve.
private final class SmallDisk {
    static let options = SpaceOptions(keptFreeBytes: 4000, reserveBytes: 2000)

    let disk: SimulatedDisk
    let jobs = ImmediateJobs()
    let events = EventLog()
    var directory: LogDirectory

    init(capacity: Int = 30_000) throws {
        disk = SimulatedDisk(seed: 2, capacity: capacity)
        directory = try Self.open(disk, jobs, events)
        try directory.maintain()
    }

    private static func open(_ disk: SimulatedDisk, _ jobs: ImmediateJobs, _ events: EventLog) throws -> LogDirectory {
        try LogDirectory(
            "/d", use: .cluster,
            world: LogWorld(
                disk: disk, jobs: jobs, clock: Scheduler(seed: 1), random: SeededRandom(seed: 3), events: events),
            space: options)
    }

    func restart() throws {
        try directory.close()
        directory = try Self.open(disk, jobs, events)
        try directory.maintain()
    }

    func log(_ topic: String, _ change: (inout LogOptions) -> Void = { _ in }) throws -> PartitionLog {
        var options = LogOptions()
        options.segmentBytes = 4000
        options.retentionMilliseconds = -1
        change(&options)
        let log = try directory.openLog(PartitionFolder(topic: topic, partition: 0), options: options)
        log.become(.leader(epoch: 0))
        return log
    }

    var free: Int64 { (try? disk.freeSpace("/d")) ?? -1 }
    var reserve: Int { disk.image.contents("/d/varve.reserve")?.count ?? 0 }

    /// Appends batches of about 500 bytes until the log refuses; answers how many it took, and why no more.
    func fill(_ log: PartitionLog, atMost count: Int = 100, flushing: Bool = false) throws -> (taken: Int, LogError?) {
        for taken in 0..<count {
            do throws(LogError) { try Self.append(to: log) } catch { return (taken, error) }
            if flushing { try directory.flusher.flush([log]) }
            // A look that an append has asked for.
            jobs.runDelayed()
        }
        return (count, nil)
    }

    static func append(to log: PartitionLog) throws(LogError) {
        guard var bytes = try? TestBatch.plain(String(repeating: "x", count: 430)).encoded() else { return }
        let failure = bytes.withUnsafeMutableBytes { buffer -> LogError? in
            guard let base = buffer.baseAddress, let header = RecordBatchHeader(UnsafeRawBufferPointer(buffer)) else {
                return nil
            }
            var staged = StagedBatch(base, header)
            do throws(LogError) {
                return try withUnsafeMutablePointer(to: &staged) { pointer throws(LogError) in
                    let group = UnsafeMutableBufferPointer(start: pointer, count: 1)
                    return try log.append(group, epoch: 0, now: Timestamp(milliseconds: 5)).failure
                }
            } catch { return error }
        }
        if let failure { throw failure }
    }
}

@Suite struct SpaceTests {
    /// Records stop while there is still room for everything else, and go on when a topic was deleted.
    @Test func recordsLeaveRoomForTheRest() throws {
        let small = try SmallDisk()
        #expect(small.reserve == 2000)
        let (first, second) = (try small.log("a"), try small.log("b"))
        let own = try small.log("__own") { $0.ignoresFreeSpace = true }
        let (taken, refusal) = try small.fill(first, flushing: true)
        #expect(refusal?.code == .outOfSpace && refusal?.isRetriable == true)
        #expect(refusal?.description.contains("less than 4000 bytes of the file system are left") == true)
        #expect(taken > 20 && first.failure == nil && first.ends.durable == taken)
        #expect((3000...4600).contains(small.free))
        #expect(throws: LogError.self) { try SmallDisk.append(to: second) }
        try SmallDisk.append(to: own)
        #expect(small.events.seen.filter { $0 == "disk.full" }.count == 1)
        // Retention's or a deletion's space is for records again at once.
        try small.directory.delete(first)
        try SmallDisk.append(to: second)
        #expect(small.events.seen.contains("disk.space"))
    }

    /// What is written and not synced may not have its space yet: it counts until it is synced.
    @Test func unsyncedBytesCount() throws {
        let small = try SmallDisk()
        let log = try small.log("a")
        let (before, refusal) = try small.fill(log)
        #expect(refusal?.code == .outOfSpace)
        try small.directory.maintain()
        #expect(throws: LogError.self) { try SmallDisk.append(to: log) }
        try small.directory.flusher.flush([log])
        try small.directory.maintain()
        let (after, _) = try small.fill(log, flushing: true)
        #expect(before > 5 && after > 5)
        // A topic that does not wait for the disk leaves it to the kernel.
        let other = try SmallDisk()
        let written = try other.fill(try other.log("w") { $0.flushesBeforeAcknowledging = false })
        #expect(written.taken > before + 5)
    }

    /// On a full disk upkeep, deletions and metadata have the reserve; it is made again when there is room for it.
    @Test func theReserveIsSpentOnWhatMustBeWritten() throws {
        let small = try SmallDisk()
        let log = try small.log("a")
        _ = try small.fill(log, flushing: true)
        try small.directory.maintain()
        #expect(small.reserve == 2000)
        // Somebody else takes the rest.
        small.disk.setCapacity(30_000 - Int(small.free))
        try small.directory.reserveDisk.replace("metadata", in: "/d", with: [UInt8](repeating: 1, count: 1500))
        #expect(small.reserve == 0 && small.disk.image.contents("/d/metadata")?.count == 1500)
        #expect(small.events.seen.contains("disk.reserve"))
        #expect(throws: DiskError.self) {
            try small.directory.reserveDisk.replace("more", in: "/d", with: [UInt8](repeating: 1, count: 1500))
        }
        #expect(throws: LogError.self) { try SmallDisk.append(to: log) }
        small.disk.setCapacity(30_000)
        try small.directory.maintain()
        #expect(small.reserve == 0)
        try small.directory.delete(log)
        #expect(small.reserve == 2000)
        // Before nothing is left at all it is given back unasked.
        let again = try small.log("b")
        _ = try small.fill(again, flushing: true)
        small.disk.setCapacity(30_000 - Int(small.free) + 1000)
        try small.directory.maintain()
        #expect(small.reserve == 0)
        try small.directory.close()
        #expect(small.disk.exists("/d/.kafka_cleanshutdown"))
    }

    /// A start takes the reserve as it finds it, makes up what is missing, and replaces what is no reserve.
    @Test func aStartTakesTheReserveItFinds() throws {
        let small = try SmallDisk()
        let writes = { small.disk.trace.count { $0.kind == .write && $0.path.hasSuffix("varve.reserve") } }
        let (made, count) = (try #require(small.disk.image.contents("/d/varve.reserve")), writes())
        #expect(Array(made.prefix(13)) == Array("varve.reserve".utf8) && count == 1)
        try small.restart()
        #expect(small.disk.image.contents("/d/varve.reserve") == made && writes() == count)
        for (bytes, name) in [(Array(made.prefix(900)), "cut"), (Array(made.reversed()), "foreign"), ([], "empty")] {
            try small.directory.reserveDisk.replace("varve.reserve", in: "/d", with: bytes)
            try small.restart()
            #expect(small.reserve == 2000, "\(name)")
            #expect(small.disk.image.contents("/d/varve.reserve")?.prefix(13) == made.prefix(13), "\(name)")
        }
    }

    /// An embedded log refuses by the same rule; its own housekeeping makes room.
    @Test func theEmbeddedLogRefusesClearly() throws {
        let disk = SimulatedDisk(seed: 2, capacity: 30_000)
        var options = CommitLogOptions()
        options.space = SpaceOptions(keptFreeBytes: 4000, reserveBytes: 0)
        options.log.segmentBytes = 2000
        let jobs = ImmediateJobs()
        let world = LogWorld(
            disk: disk, jobs: jobs, clock: Scheduler(seed: 1), random: SeededRandom(seed: 3))
        let log = try CommitLog.open("/d", options: options, world: world)
        let partition = try log.partition("t")
        let refused = #expect(throws: LogError.self) {
            while true {
                try partition.append(String(repeating: "y", count: 400), durability: .durable)
                jobs.runDelayed()
            }
        }
        #expect(refused?.code == .outOfSpace && partition.end > 20)
        #expect(!disk.exists("/d/varve.reserve"))
        try partition.deleteRecords(before: partition.end)
        try log.maintain()
        try log.maintain()
        try partition.append("goes on")
        try log.close()
    }
}
