import Binary
import CommitLog
import Glibc
import Posix
import Records
import SimulatedWorld
import Synchronization
import Testing
import World

/// Counts what a flusher tells.
private final class Told: FlushListener {
    let calls = Mutex<[(logs: [String], failure: LogError.Code?)]>([])
    func flushed(_ logs: [PartitionLog], failure: LogError?) {
        calls.withLock { $0.append((logs.map { "\($0.topic)-\($0.partition)" }.sorted(), failure?.code)) }
    }
    var all: [String] { calls.withLock { $0.map { "\($0.logs) \($0.failure.map { "\($0)" } ?? "durable")" } } }
}

private func world(_ disk: any Disk, _ jobs: any Jobs, _ events: EventLog = EventLog()) -> LogWorld {
    LogWorld(disk: disk, jobs: jobs, clock: Scheduler(seed: 1), random: SeededRandom(seed: 3), events: events)
}

private func append(_ value: String, to log: PartitionLog) throws {
    var bytes = try TestBatch.plain(value).encoded()
    try bytes.withUnsafeMutableBytes { buffer in
        let base = try #require(buffer.baseAddress)
        let header = try #require(RecordBatchHeader(UnsafeRawBufferPointer(buffer)))
        var staged = [StagedBatch(base, header)]
        let time = Timestamp(milliseconds: 5)
        try staged.withUnsafeMutableBufferPointer { _ = try log.append($0, epoch: 0, now: time) }
    }
}

private let a = PartitionFolder(topic: "a", partition: 0)
private let b = PartitionFolder(topic: "b", partition: 7)

@Suite struct LogDirectoryTests {
    /// How a directory was left decides what its logs are told, and a second process does not get in.
    @Test func aStartIsOneOfFour() throws {
        let disk = SimulatedDisk(seed: 4)
        var directory: LogDirectory? = try LogDirectory("/d", use: .standalone, world: world(disk, ImmediateJobs()))
        #expect(directory?.start == .empty)
        let id = try #require(directory?.properties.directoryId)
        let taken = #expect(throws: LogError.self) {
            _ = try LogDirectory("/d", use: .standalone, world: world(disk, ImmediateJobs()))
        }
        #expect(taken?.code == .inUse)
        let log = try #require(try directory?.openLog(a))
        log.become(.leader(epoch: 0))
        try append("one", to: log)
        #expect(try directory?.openLog(a) === log)
        try directory?.close()
        directory = nil
        #expect(disk.exists("/d/.kafka_cleanshutdown"))

        for (crash, expected) in [(nil, DirectoryStart.clean), (.process, .processDeath), (.machine, .machineDeath)]
            as [(Crash?, DirectoryStart)]
        {
            if let crash { disk.restart(crash) }
            directory = try LogDirectory("/d", use: .standalone, world: world(disk, ImmediateJobs()))
            #expect(directory?.start == expected && directory?.properties.directoryId == id)
            #expect(try directory?.folders() == [a])
            #expect(try directory?.openLog(a).ends.end == 1)
            #expect(!disk.exists("/d/.kafka_cleanshutdown"))
            directory = nil
        }
        // Kafka had the directory since, and died: our own claim of an orderly end counts for nothing.
        directory = try LogDirectory("/d", use: .cluster, world: world(disk, ImmediateJobs()))
        try directory?.close(brokerEpoch: 9)
        directory = nil
        #expect(
            disk.image.contents("/d/.kafka_cleanshutdown").map { String(decoding: $0, as: UTF8.self) }
                == "{\"version\":0,\"brokerEpoch\":9}")
        try disk.remove("/d/.kafka_cleanshutdown")
        directory = try LogDirectory("/d", use: .cluster, world: world(disk, ImmediateJobs()))
        #expect(directory?.start == .processDeath)
    }

    /// A closed directory is free at once, whoever still holds the object.
    @Test func closingGivesTheLockBack() throws {
        let path = "/tmp/varve-lock-\(SystemRandom().next())"
        defer { removeAll(path) }
        defer { removeAll(path) }
        for (path, disk) in [("/d", SimulatedDisk(seed: 4) as any Disk), (path, PosixDisk())] {
            let first = try LogDirectory(path, use: .standalone, world: world(disk, ImmediateJobs()))
            let log = try first.openLog(a)
            try first.close()
            let second = try LogDirectory(path, use: .standalone, world: world(disk, ImmediateJobs()))
            #expect(second.start == .clean && log.ends.end == 0)
            try first.close()
            let third = #expect(throws: LogError.self) {
                _ = try LogDirectory(path, use: .standalone, world: world(disk, ImmediateJobs()))
            }
            #expect(third?.code == .inUse)
        }
    }

    /// Partitions that were there before the metadata are to be adopted, also by the next start if this one ends first.
    @Test func partitionsWithoutMetadataWait() throws {
        let disk = SimulatedDisk(seed: 4)
        #expect(try !LogDirectory("/new", use: .cluster, world: world(disk, ImmediateJobs())).needsAdoption)
        var directory: LogDirectory? = try LogDirectory("/d", use: .standalone, world: world(disk, ImmediateJobs()))
        _ = try directory?.openLog(a)
        #expect(directory?.needsAdoption == false)
        try directory?.close()
        directory = nil
        for round in 0..<3 {
            directory = try LogDirectory("/d", use: .cluster, world: world(disk, ImmediateJobs()))
            #expect(directory?.needsAdoption == (round < 2))
            #expect(try directory?.folders() == [a])
            if round == 0 { try disk.makeDirectory("/d/__cluster_metadata-0") }
            if round == 1 { try directory?.adopted() }
            if round == 0 { disk.restart(.process) } else { try directory?.close() }
            directory = nil
        }
    }

    /// An orderly end says nothing of logs that nobody has opened since one that was not.
    @Test func onlyOpenedLogsAreClean() throws {
        let disk = SimulatedDisk(seed: 4)
        for folders in [[a, b], [a]] {
            let directory = try LogDirectory("/d", use: .cluster, world: world(disk, ImmediateJobs()))
            for folder in folders {
                let log = try directory.openLog(folder)
                log.become(.leader(epoch: 0))
                try append("x", to: log)
                try directory.flusher.flush([log])
            }
            try directory.maintain()
            if folders.count == 2 { disk.restart(.machine) } else { try directory.close() }
        }
        let text = disk.image.contents("/d/recovery-point-offset-checkpoint").map {
            String(decoding: $0, as: UTF8.self)
        }
        #expect(text == "0\n1\na 0 2\n")
        // What a log is told that nobody vouches for: it finds a batch of which only the middle is wrong.
        let path = "/d/b-7/00000000000000000000.log"
        let file = try disk.open(path, .write)
        try file.write(try TestBatch.plain("torn").encoded(at: 1), at: try file.size())
        let directory = try LogDirectory("/d", use: .cluster, world: world(disk, ImmediateJobs()))
        #expect(directory.start == .clean)
        #expect(try directory.openLog(b).ends.end == 2 && directory.openLog(a).ends.end == 2)
    }

    /// One round of syncs serves all who came during the last, and each listener hears once a group.
    @Test func flushesComeInGroups() throws {
        let scheduler = Scheduler(seed: 5)
        let disk = SimulatedDisk(seed: 5)
        let directory = try LogDirectory("/d", use: .cluster, world: world(disk, SimulatedJobs(scheduler)))
        let logs = try [a, b].map { try directory.openLog($0) }
        let (first, second) = (Told(), Told())
        for log in logs { log.become(.leader(epoch: 0)) }
        try append("1", to: logs[0])
        directory.flusher.request(logs[0], first)
        for round in 0..<5 {
            try append("\(round)", to: logs[0])
            try append("\(round)", to: logs[1])
            for log in logs { directory.flusher.request(log, first) }
            directory.flusher.request(logs[1], second)
        }
        // The group under way takes its ticket when its sync begins: it may cover more than it was asked for.
        #expect(scheduler.runUntilIdle())
        #expect(first.all == ["[\"a-0\"] durable", "[\"a-0\", \"b-7\"] durable"])
        #expect(second.all == ["[\"b-7\"] durable"])
        #expect(logs.map(\.ends.durable) == [6, 5])
        let syncs = disk.trace.count { $0.kind == .sync && $0.path.hasSuffix(".log") }
        #expect((2...3).contains(syncs))
        #expect(directory.journal.proof(of: LogIdentity(topicId: logs[1].topicId, partition: 7)).ranges.count == 1)
    }

    /// A failed sync ends everything: whoever waits is told, later requests are refused, other logs stop, and the next
    /// start does not trust the page cache.
    @Test func aFailedSyncEndsTheDirectory() throws {
        let scheduler = Scheduler(seed: 6)
        let disk = SimulatedDisk(seed: 6)
        let directory = try LogDirectory("/d", use: .cluster, world: world(disk, SimulatedJobs(scheduler)))
        let logs = try [a, b].map { try directory.openLog($0) }
        for log in logs { log.become(.leader(epoch: 0)) }
        let told = Told()
        try append("x", to: logs[0])
        disk.inject(Fault(.sync, pathContains: "a-0", .error(5)))
        directory.flusher.request(logs[0], told)
        scheduler.step()
        directory.flusher.request(logs[1], told)
        #expect(scheduler.runUntilIdle())
        directory.flusher.request(logs[1], told)
        #expect(told.all == ["[\"a-0\"] storage", "[\"b-7\"] storage", "[\"b-7\"] storage"])
        let refused = #expect(throws: LogError.self) { try append("y", to: logs[1]) }
        #expect(refused?.code == .offline)
        #expect(throws: LogError.self) { try directory.openLog(PartitionFolder(topic: "c", partition: 0)) }
        #expect(throws: LogError.self) { try directory.close() }
        #expect(!disk.exists("/d/.kafka_cleanshutdown"))
        disk.restart(.process)
        #expect(try LogDirectory("/d", use: .cluster, world: world(disk, ImmediateJobs())).start == .machineDeath)
    }

    /// Many threads append and wait on real threads; everything they were told is durable is on the platter.
    @Test func threadsShareTheirSyncs() throws {
        let disk = SimulatedDisk(seed: 8)
        let jobs = ThreadJobs()
        let directory = try LogDirectory("/d", use: .cluster, world: world(disk, jobs))
        let log = try directory.openLog(a)
        log.become(.leader(epoch: 0))
        let threads = (0..<4).map { thread in
            NamedThread(name: "appender") {
                for round in 0..<25 {
                    do {
                        try append("\(thread) \(round)", to: log)
                        let mine = log.ends.end
                        try directory.flusher.flush([log])
                        if log.ends.durable < mine { Issue.record("told too early") }
                    } catch { Issue.record("\(error)") }
                }
            }
        }
        for thread in threads { thread.join() }
        jobs.stop()
        #expect(log.ends.durable == 100)
        disk.restart(.machine)
        let again = try LogDirectory("/d", use: .cluster, world: world(disk, ImmediateJobs()))
        #expect(try again.openLog(a).ends.end == 100)
    }

    /// Where no descriptor is left, idle logs give theirs; where that does not help, an append fails and the log goes on.
    @Test func logsShareFewDescriptors() throws {
        let disk = SimulatedDisk(seed: 9)
        let events = EventLog()
        let directory = try LogDirectory("/d", use: .cluster, world: world(disk, ImmediateJobs(), events))
        let logs = try [a, b].map { try directory.openLog($0) }
        for log in logs {
            log.become(.leader(epoch: 0))
            try append("x", to: log)
            try directory.flusher.flush([log])
        }
        for log in logs { for _ in 0..<3 { _ = try log.maintain(now: Timestamp(milliseconds: 5)) } }
        disk.inject(Fault(.open, pathContains: "a-0/0", .error(EMFILE)))
        try append("y", to: logs[0])
        #expect(logs[0].ends.end == 2 && events.seen.contains("disk.files"))
        disk.inject(Fault(.open, pathContains: "b-7/0", times: 2, .error(EMFILE)))
        let refused = #expect(throws: LogError.self) { try append("y", to: logs[1]) }
        #expect(refused?.code == .outOfFiles && refused?.isRetriable == true && logs[1].failure == nil)
        try append("y", to: logs[1])
        #expect(logs[1].ends.end == 2)
    }

    /// File systems take names of 255 bytes; Kafka cuts the topic's name, too.
    @Test func longNamesAreCutForDeletion() throws {
        let world = world(SimulatedDisk(seed: 9), ImmediateJobs())
        let directory = try LogDirectory("/d", use: .cluster, world: world)
        for (length, partition, cut) in [(249, 12345, 209), (249, 0, 213), (213, 0, 213), (9, 3, 9)] {
            let name = String(repeating: "n", count: length)
            let log = try directory.openLog(PartitionFolder(topic: name, partition: Int32(partition)))
            let target = try log.markDeleted(in: "/d", random: world.random).split(separator: "/").last ?? ""
            #expect(target.utf8.count <= 255 && target.hasSuffix("-delete"))
            #expect(target.hasPrefix("\(name.prefix(cut))-\(partition)."), "\(target)")
        }
    }

    /// New ids in place of lost ones would make the directory a stranger to the metadata it has.
    @Test func missingPropertiesAreNotInvented() throws {
        let disk = SimulatedDisk(seed: 9)
        let world = world(disk, ImmediateJobs())
        let directory = try LogDirectory("/d", use: .cluster, world: world)
        let id = directory.properties.directoryId
        try directory.close()
        try disk.remove("/d/meta.properties")
        try disk.makeDirectory("/d/__cluster_metadata-0")
        let others = MetaProperties(clusterId: "c", nodeId: 1, directoryId: Uuid(high: 1, low: 2))
        let refused = #expect(throws: LogError.self) {
            try LogDirectory("/d", use: .cluster, world: world, properties: others)
        }
        #expect(refused?.code == .corrupt && refused?.description.contains("directory.id, which was \(id)") == true)
        #expect(!disk.exists("/d/meta.properties"))
    }

    @Test func deletedPartitionsAreForgotten() throws {
        let disk = SimulatedDisk(seed: 9)
        var directory: LogDirectory? = try LogDirectory("/d", use: .cluster, world: world(disk, ImmediateJobs()))
        let log = try #require(try directory?.openLog(a))
        log.become(.leader(epoch: 0))
        try append("x", to: log)
        try directory?.flusher.flush([log])
        try log.raiseHighWatermark(to: 1, epoch: 0)
        try directory?.maintain()
        try directory?.delete(log)
        #expect(try directory?.folders() == [])
        #expect(try disk.list("/d").allSatisfy { !$0.isDirectory })
        let again = try #require(try directory?.openLog(a))
        #expect(again.ends == LogEnds(start: 0, stable: 0, high: 0, durable: 0, end: 0))
        #expect(again.topicId != log.topicId)
        try directory?.close()
        directory = nil
        let text = disk.image.contents("/d/recovery-point-offset-checkpoint").map {
            String(decoding: $0, as: UTF8.self)
        }
        #expect(text == "0\n1\na 0 0\n")
    }

    @Test func onlyLegalNamesArePartitions() {
        for name in ["a-0", "a.b_c-1-23", "__consumer_offsets-49", "-1-0", "x--1"] {
            #expect(PartitionFolder(name)?.name == name)
        }
        for name in ["a", "a-", "a-01", "a-+1", "-0", ".-0", "..-0", "a/b-0", "a-0.00ff-delete", "a-0-stray", "a-x"] {
            #expect(PartitionFolder(name) == nil, "\(name)")
        }
    }
}
