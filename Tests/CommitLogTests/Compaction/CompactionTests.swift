import Records
import SimulatedWorld
import Testing
import World

@testable import CommitLog

/// Compaction of a log in a directory, from choosing it to the files it leaves.
@Suite struct CompactionTests {
    /// A directory with one compacted log of small segments.
    private final class Rig {
        let disk: SimulatedDisk
        let clock = Scheduler(seed: 1)
        let events = EventTexts()
        var directory: LogDirectory
        var log: PartitionLog
        var options: LogOptions
        var epoch: Int32 = 0

        init(_ change: (inout LogOptions) -> Void = { _ in }) throws {
            var options = LogOptions()
            options.segmentBytes = 300
            options.indexIntervalBytes = 100
            options.isCompacted = true
            options.deletes = false
            options.deleteRetentionMilliseconds = 5000
            change(&options)
            self.options = options
            disk = SimulatedDisk(seed: 5)
            directory = try Rig.open(disk, clock, events)
            log = try directory.openLog(PartitionFolder(topic: "t", partition: 0), options: options)
            log.become(.leader(epoch: 0))
        }

        private static func open(
            _ disk: SimulatedDisk, _ clock: Scheduler, _ events: EventTexts
        ) throws -> LogDirectory {
            try LogDirectory(
                "/d", use: .cluster,
                world: LogWorld(
                    disk: disk, jobs: ImmediateJobs(), clock: clock, random: SeededRandom(seed: 7), events: events))
        }

        func restart() throws {
            try directory.close()
            directory = try Self.open(disk, clock, events)
            log = try directory.openLog(PartitionFolder(topic: "t", partition: 0), options: options)
            epoch += 1
            log.become(.leader(epoch: epoch))
        }

        func append(_ batches: TestBatch..., flush: Bool = true) throws {
            for batch in batches {
                let outcome = try DestroyerDay.append(batch, to: log, epoch: epoch, now: clock.wall)
                guard case .appended = outcome else { throw DestroyerError("\(batch) became \(outcome)") }
            }
            if flush { try directory.flusher.flush([log]) }
            try log.raiseHighWatermark(to: .max, epoch: epoch)
        }

        /// Fills the active segment until another begins, with records of which compaction never sees the end.
        func roll() throws {
            let before = log.segmentCount
            while log.segmentCount == before { try append(.keyed("fill=\(log.ends.end)", at: clock.wall.milliseconds)) }
        }

        func compact(_ options: CompactionOptions = CompactionOptions()) {
            directory.compaction.begin(options)
            directory.compaction.run()
        }

        /// Records without those that only fill.
        func read(_ bound: ReadBound = .highWatermark) throws -> [String] {
            var records: [String] = []
            var next = log.ends.start
            while true {
                let plan = try log.plan(from: next, upTo: bound, maxBytes: 1 << 20)
                records += try LogScript.records(try bytes(plan))
                if plan.nextOffset == next { return records.filter { !$0.contains("fill") } }
                next = plan.nextOffset
            }
        }

        func bytes(_ plan: ReadPlan) throws -> [UInt8] {
            try plan.parts.flatMap { part in
                guard case .file(let file, let position, let count) = part else { return [UInt8]() }
                var bytes = [UInt8](repeating: 0, count: count)
                let read = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: position) }
                #expect(read == count)
                return bytes
            }
        }

        func names() throws -> [String] { try disk.list("/d/t-0").map(\.name) }
        func checkpoint() -> String {
            let bytes = (try? disk.readAll("/d/cleaner-offset-checkpoint")) ?? []
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test func lastVersionsStayAtTheirOffsets() throws {
        let rig = try Rig()
        for version in 1...20 { try rig.append(.keyed("a=\(version)", "b=\(version)")) }
        try rig.append(.keyed("a"), .keyed("c=1"))
        try rig.roll()
        let (size, segments) = (rig.log.size, rig.log.segmentCount)
        let plan = try rig.log.plan(from: 0, upTo: .highWatermark, maxBytes: 1 << 20)
        let before = try rig.bytes(plan)
        rig.compact()
        #expect(try rig.read() == ["39:b=20", "40:a", "41:c=1"])
        #expect(rig.log.size < size / 2 && rig.log.segmentCount == segments)
        // Who was reading reads on.
        #expect(try rig.bytes(plan) == before && rig.log.isCurrent(plan.generation))
        let base = try #require(rig.log.cleanedOffset)
        #expect(rig.checkpoint() == "0\n1\nt 0 \(base)\n" && base > 41)
        #expect(
            try rig.names().allSatisfy { name in ![".cleaned", ".swap", ".deleted"].contains(where: name.hasSuffix) })
        #expect(rig.events.texts.contains { $0.hasPrefix("log.compaction ") })
        // By time and by offset, in the index of the new segment.
        #expect(try rig.log.offset(for: Timestamp(milliseconds: 1001))?.offset == 39)
        #expect(try rig.log.plan(from: 3, upTo: .highWatermark, maxBytes: 1).parts.count == 1)
        // Nothing to do: nothing is written.
        let operations = rig.disk.operationCount
        rig.compact()
        #expect(rig.disk.operationCount == operations)
        // Behind the horizon the tombstone goes, when there is enough new again.
        rig.clock.stepWall(milliseconds: 6000)
        for version in 21...60 { try rig.append(.keyed("b=\(version)")) }
        try rig.roll()
        rig.compact()
        let left = try rig.read()
        #expect(left.count == 2 && left[0] == "41:c=1" && left[1].hasSuffix("b=60"))
        // What the first time has left of several segments became one.
        #expect(rig.log.segmentCount < segments + 10)
        try rig.restart()
        #expect(try rig.read() == left && rig.log.damage == [] && rig.log.cleanedOffset ?? 0 > base)
        // Offsets that were left out are no damage, also when the topic is not to be compacted any more.
        try rig.directory.close()
        #expect(try ColdPartition("t", 0, folder: "/d/t-0", of: rig.disk).verify(isCompacted: true).isSound)
        let cold = try ColdDirectory("/d", of: rig.disk)
        #expect(try cold.partitions.map { try $0.verify().isSound } == [true] && cold.faults == [])
    }

    /// What a log has to have before it is taken up.
    @Test func isDueByShareAgeAndLag() throws {
        let rig = try Rig { $0.minCompactionLagMilliseconds = 500 }
        func need() throws -> CompactionNeed? { try rig.log.compactionNeed(now: rig.clock.wall) }
        #expect(try need() == nil)
        let old = rig.clock.wall.milliseconds
        for version in 1...8 { try rig.append(.keyed("a=\(version)", at: old)) }
        // Too young.
        #expect(try need()?.dirtyBytes == 0 && need()?.isDue(rig.options) == false)
        rig.clock.stepWall(milliseconds: 501)
        let first = try #require(try need())
        #expect(first.firstDirty == 0 && first.dirtyBytes > 0 && first.cleanBytes == 0 && first.isDue(rig.options))
        // One younger record keeps its segment, and all behind it.
        try rig.append(.keyed("a=9", at: rig.clock.wall.milliseconds))
        try rig.roll()
        let second = try #require(try need())
        #expect(second.firstUncleanable >= first.firstUncleanable && second.firstUncleanable <= 8)
        rig.clock.stepWall(milliseconds: 501)
        rig.compact()
        let cleaned = try #require(rig.log.cleanedOffset)
        #expect(try need()?.isDue(rig.options) == false)
        // Not enough is new, until it is too old.
        rig.options.minCleanableDirtyRatio = 1
        rig.options.maxCompactionLagMilliseconds = 60_000
        rig.log.update(rig.options)
        try rig.append(.keyed("a=10", at: rig.clock.wall.milliseconds))
        #expect(try need()?.isOverdue == false && need()?.firstDirty == cleaned)
        rig.clock.stepWall(milliseconds: 60_002)
        // The active segment is closed for it.
        try rig.directory.maintain()
        #expect(try need()?.isOverdue == true && need()?.isDue(rig.options) == true)
        // An open transaction, and what consumers may not see yet, stays out.
        try rig.append(TestBatch(values: ["x=1"], isKeyed: true, producerId: 3, isTransactional: true))
        let open = rig.log.ends.end - 1
        for version in 11...20 { try rig.append(.keyed("a=\(version)", at: 1)) }
        #expect(try #require(try need()).firstUncleanable <= open)
        // What is not durable stays out, and is made so.
        let lazy = try Rig { $0.flushesBeforeAcknowledging = false }
        for version in 1...9 { try lazy.append(.keyed("a=\(version)"), flush: false) }
        #expect(try lazy.log.compactionNeed(now: lazy.clock.wall)?.waitsForFlush == true)
        lazy.compact()
        lazy.compact()
        #expect(lazy.log.cleanedOffset ?? 0 > 0)
    }

    /// More keys than the memory takes: round after round, each goes on where the last one ended.
    @Test func goesOnWhereMemoryEnded() throws {
        let rig = try Rig { $0.segmentBytes = 4000 }
        for number in 0..<4000 {
            try rig.append(.keyed("key \(number % 1500)=\(number)"), flush: number % 100 == 0)
        }
        try rig.roll()
        var options = CompactionOptions()
        options.keyBytes = 1
        rig.compact(options)
        let rounds = rig.events.texts.filter { $0.contains("log.compaction ") }.count
        #expect(rounds > 2 && rig.events.texts.contains { $0.contains("to be continued") })
        var values: [String: String] = [:]
        for record in try rig.read() {
            let parts = record.split(separator: ":")[1].split(separator: "=")
            values[String(parts[0])] = String(parts[1])
        }
        #expect(values.count == 1500)
        #expect((2500..<4000).allSatisfy { values["key \($0 % 1500)"] == "\($0)" })
    }

    /// A log that cannot be compacted is named, tried again later and later, and holds up no other.
    @Test func nothingIsGivenUpSilently() throws {
        let rig = try Rig()
        for version in 1...12 { try rig.append(.keyed("a=\(version)")) }
        let path = "/d/t-0/00000000000000000000.log"
        var bytes = try rig.disk.readAll(path)
        bytes[bytes.count - 3] ^= 1
        let file = try rig.disk.open(path, .write)
        try file.write(bytes, at: 0)
        let names = try rig.names()
        for round in 1...3 {
            rig.compact()
            #expect(rig.events.texts.filter { $0.hasPrefix("log.uncleanable ") }.count == round)
            #expect(rig.directory.compaction.setbacks.map(\.subject) == ["/d/t-0"])
            #expect(rig.directory.compaction.setbacks.first?.detail.contains("no batch at position") == true)
            // Not before its time.
            rig.compact()
            #expect(rig.events.texts.filter { $0.hasPrefix("log.uncleanable ") }.count == round)
            rig.clock.stepWall(milliseconds: 15_000 << (round - 1))
        }
        #expect(try rig.names() == names)
        bytes[bytes.count - 3] ^= 1
        try file.write(bytes, at: 0)
        rig.compact()
        #expect(rig.directory.compaction.setbacks.isEmpty && rig.log.cleanedOffset ?? 0 > 0)
        // Records without a key: named, too.
        let other = try Rig()
        try other.append(.plain("no key"), .keyed("a=1"))
        try other.roll()
        other.compact()
        #expect(try other.read() == ["1:a=1"] && other.events.texts.contains { $0.hasPrefix("log.keyless ") })
    }

    /// Truncation, another role, deleted records and a full disk end a round, and leave the log as it was.
    @Test func aRoundEndsWhereTheLogChanges() throws {
        let changes: [(String, (Rig) throws -> Void)] = [
            ("role", { $0.log.become(.follower(epoch: 1)) }),
            (
                "truncation",
                {
                    $0.log.become(.follower(epoch: 1))
                    _ = try $0.log.truncate(to: 2, epoch: 1, now: $0.clock.wall)
                }
            ),
            (
                "deleted records",
                {
                    _ = try $0.log.deleteRecords(before: $0.log.ends.high)
                    #expect(try $0.log.retain(now: $0.clock.wall) != nil)
                }
            ),
            ("deleted topic", { try $0.directory.delete($0.log) }),
            ("close", { try $0.directory.close() }),
            ("full disk", { $0.disk.setCapacity(0) }),
        ]
        for (what, change) in changes {
            for steps in 0...2 {
                let rig = try Rig()
                for version in 1...12 { try rig.append(.keyed("a=\(version)")) }
                let now = rig.clock.wall
                let input = try #require(try rig.log.compactionInput(now: now))
                let round = CompactionRound(rig.log, input, maxKeyBytes: 1, hasher: KeyHasher(1, 2), now: now)
                for _ in 0..<steps { _ = try round.step() }
                try change(rig)
                let ended = #expect(throws: LogError.self, "\(what) after \(steps)") {
                    while true { _ = try round.step() }
                }
                let isExpected = [.fenced, .offline, .outOfSpace].contains(ended?.code)
                #expect(isExpected, "\(what) after \(steps): \(String(describing: ended))")
                let left = try rig.disk.list("/d").flatMap { entry in
                    entry.isDirectory ? try rig.disk.list("/d/\(entry.name)").map(\.name) : []
                }
                #expect(left.allSatisfy { !$0.hasSuffix(".cleaned") && !$0.hasSuffix(".swap") }, "\(what)")
                rig.disk.setCapacity(.max)
                if what == "full disk" {
                    #expect(rig.log.failure == nil && rig.log.ends.end == 12)
                    rig.compact()
                    #expect(try rig.read().last == "11:a=12" && rig.log.cleanedOffset ?? 0 > 0)
                }
            }
        }
    }

    /// By itself, on its lane: after the back-off, in steps, slower where a rate is asked for, and no more after the end.
    @Test func goesOnByItself() throws {
        let clock = Scheduler(seed: 4)
        let jobs = SimulatedJobs(clock)
        let events = EventTexts()
        let directory = try LogDirectory(
            "/d", use: .cluster,
            world: LogWorld(
                disk: SimulatedDisk(seed: 2), jobs: jobs, clock: clock, random: SeededRandom(seed: 7), events: events))
        var options = LogOptions()
        options.segmentBytes = 256 << 10
        options.isCompacted = true
        let log = try directory.openLog(PartitionFolder(topic: "t", partition: 0), options: options)
        log.become(.leader(epoch: 0))
        func run(seconds: Int64) { clock.run(until: clock.monotonic.advanced(milliseconds: seconds * 1000)) }
        func fill() throws {
            let value = String(repeating: "v", count: 1 << 16)
            for number in 0..<30 {
                _ = try DestroyerDay.append(
                    .keyed("k\(number % 5)=\(number) \(value)"), to: log, epoch: 0, now: clock.wall)
            }
            directory.flusher.request(log, nil)
            run(seconds: 1)
            try log.raiseHighWatermark(to: .max, epoch: 0)
        }
        try fill()
        var wanted = CompactionOptions()
        wanted.backoffMilliseconds = 5000
        directory.compaction.begin(wanted)
        run(seconds: 4)
        #expect(log.cleanedOffset == nil)
        run(seconds: 3)
        let first = try #require(log.cleanedOffset)
        #expect(events.texts.count { $0.hasPrefix("log.compaction ") } == 1)
        // Nearly 2 MB, read twice, and what the first time has left, at 100 kB a second.
        wanted.bytesPerSecond = 100_000
        directory.compaction.begin(wanted)
        try fill()
        run(seconds: 20)
        #expect(log.cleanedOffset == first)
        run(seconds: 60)
        let second = try #require(log.cleanedOffset)
        #expect(second > first)
        try fill()
        directory.compaction.end()
        run(seconds: 200)
        #expect(log.cleanedOffset == second)
    }

    /// `compact,delete`: age and size remove what compaction has left.
    @Test func retentionGoesOn() throws {
        let rig = try Rig {
            $0.deletes = true
            $0.retentionMilliseconds = 60_000
        }
        let first = rig.clock.wall.milliseconds
        for version in 1...9 { try rig.append(.keyed("a=\(version)", "old \(version)=1", at: first)) }
        rig.compact()
        #expect(try rig.read().first == "1:old 1=1")
        rig.clock.stepWall(milliseconds: 60_100)
        for version in 10...20 { try rig.append(.keyed("a=\(version)", at: rig.clock.wall.milliseconds)) }
        try rig.directory.maintain()
        #expect(rig.log.ends.start > 0)
        rig.compact()
        let left = try rig.read()
        #expect(left.last?.hasSuffix("a=20") == true && !left.contains { $0.contains("old 1=") })
        #expect(rig.log.cleanedOffset ?? 0 >= rig.log.ends.start)
    }
}
