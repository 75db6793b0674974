import CommitLog
import Records
import SimulatedWorld
import Testing
import World

@Suite struct SegmentTests {
    static func names(_ disk: any Disk) throws -> [String] {
        try disk.list(LogScript.folder).map(\.name).filter { $0.hasPrefix("0") }
    }

    @Test func theLogRollsByBytesAgeAndFullIndex() throws {
        let disk = SimulatedDisk(seed: 1)
        let script = try LogScript(disk)
        script.options.segmentBytes = 200
        script.options.segmentMilliseconds = 1_000
        script.log.update(script.options)
        // Three batches of 69 bytes pass 200; the third begins a segment, inside one group too.
        try script.append(.plain("a"), .plain("b"), .plain("c"))
        #expect(script.log.segmentCount == 2)
        // By age at an append, and by maintenance when nobody appends.
        script.now += 1_000
        try script.append(.plain("d", at: 2_001))
        #expect(script.log.segmentCount == 3)
        script.now += 999
        _ = try script.log.maintain(now: script.time)
        #expect(script.log.segmentCount == 3)
        script.now += 1
        _ = try script.log.maintain(now: script.time)
        #expect(script.log.segmentCount == 4)
        // An empty segment never rolls.
        script.now += 5_000
        _ = try script.log.maintain(now: script.time)
        #expect(script.log.segmentCount == 4)
        script.options.segmentBytes = 1 << 20
        script.options.indexIntervalBytes = 0
        script.options.segmentIndexBytes = 16
        script.log.update(script.options)
        for value in ["e", "f", "g", "h", "i", "j"] { try script.append(.plain(value)) }
        #expect(script.log.segmentCount == 5)
        #expect(try script.read(from: 0) == "abcdefghij".enumerated().map { "\($0):\($1)" })
        #expect(try script.read(from: 2, maxBytes: 1) == (2...9).map { "\($0):\(Array("abcdefghij")[$0])" })
        #expect(try script.append(.plain(String(repeating: "x", count: 1 << 20))) == [.refused(.largerThanSegment)])
        try script.flush()
        _ = try script.log.close(now: script.time)
        #expect(
            try SegmentTests.names(disk) == [
                "00000000000000000000.index", "00000000000000000000.log", "00000000000000000000.timeindex",
                "00000000000000000002.index", "00000000000000000002.log", "00000000000000000002.snapshot",
                "00000000000000000002.timeindex", "00000000000000000003.index", "00000000000000000003.log",
                "00000000000000000003.snapshot", "00000000000000000003.timeindex", "00000000000000000004.index",
                "00000000000000000004.log", "00000000000000000004.snapshot", "00000000000000000004.timeindex",
                "00000000000000000007.index", "00000000000000000007.log", "00000000000000000007.snapshot",
                "00000000000000000007.timeindex", "00000000000000000010.snapshot",
            ])
    }

    /// A segment's age is that of its first batch, before and after a restart; without timestamps it is the clock's.
    @Test func aSegmentsAgeIsItsFirstBatchs() throws {
        for restarts in [false, true] {
            let script = try LogScript()
            script.options.segmentMilliseconds = 1_000
            script.log.update(script.options)
            try script.append(.plain("a", at: 5_000))
            script.now += 1_000_000
            if restarts { try script.restart() }
            try script.append(.plain("b", at: 6_000), .plain("old", at: 10))
            #expect(script.log.segmentCount == 1)
            try script.append(.plain("c", at: 6_001))
            #expect(script.log.segmentCount == 2)
            // Within one group, too.
            try script.append(.plain("d", at: 7_001), .plain("e", at: 7_002), .plain("f", at: 8_003))
            #expect(script.log.segmentCount == 4)
        }
        let script = try LogScript()
        script.options.segmentMilliseconds = 1_000
        script.log.update(script.options)
        try script.append(.plain("a", at: -1))
        script.now += 999
        try script.append(.plain("b", at: 90_000))
        #expect(script.log.segmentCount == 1)
        script.now += 1
        try script.append(.plain("c", at: -1))
        #expect(script.log.segmentCount == 2)
    }

    /// Where no record has a timestamp the file's own time counts.
    @Test func recordsWithoutTimestampsExpireByTheFile() throws {
        let disk = SimulatedDisk(seed: 1)
        disk.setTime(Timestamp(milliseconds: 10_000))
        let script = try LogScript(disk)
        script.options.segmentBytes = 138
        script.options.retentionMilliseconds = 5_000
        script.log.update(script.options)
        for value in ["a", "b", "c"] { try script.append(.plain(value, at: -1)) }
        disk.setTime(Timestamp(milliseconds: 12_000))
        try script.append(.plain("d", at: -1))
        script.now = 15_000
        #expect(try script.log.retain(now: script.time) == nil)
        script.now = 15_001
        let first = try script.log.retain(now: script.time)
        #expect(first?.start == 2 && first?.reason == .time)
        try script.restart()
        script.now = 17_000
        #expect(try script.log.retain(now: script.time) == nil)
        script.now = 17_001
        #expect(try script.log.retain(now: script.time)?.start == 4)
    }

    /// A log that is not flushed by anyone becomes durable when it lies idle, and lets go of its file.
    @Test func anIdleLogBecomesDurable() throws {
        let script = try LogScript()
        script.options.flushesBeforeAcknowledging = false
        script.log.update(script.options)
        try script.append(.plain("a"))
        _ = try script.log.maintain(now: script.time)
        #expect(script.log.ends.durable == 0)
        _ = try script.log.maintain(now: script.time)
        #expect(script.log.ends.durable == 1)
        try script.append(.plain("b"))
        #expect(try script.read(from: 0) == ["0:a", "1:b"])
    }

    /// The plan ends at a batch, obeys the limit but for the first batch, and goes on over segments.
    @Test func aReadObeysItsLimitAtBatchBoundaries() throws {
        let script = try LogScript()
        script.options.segmentBytes = 69 * 4
        script.options.indexIntervalBytes = 100
        script.log.update(script.options)
        for index in 0..<10 { try script.append(.plain("\(index)")) }
        let cases: [(from: Int64, maxBytes: Int, records: Int, parts: Int, next: Int64)] = [
            (0, 1, 1, 1, 1), (0, 69, 1, 1, 1), (0, 137, 1, 1, 1), (0, 138, 2, 1, 2), (0, 69 * 3, 3, 1, 3),
            (0, 69 * 4, 4, 1, 4), (2, 69 * 3, 3, 2, 5), (0, 1 << 20, 10, 3, 10), (5, 1 << 20, 5, 2, 10),
            (9, 1, 1, 1, 10), (10, 1 << 20, 0, 0, 10), (0, 0, 1, 1, 1),
        ]
        for (number, test) in cases.enumerated() {
            let plan = try script.log.plan(from: test.from, upTo: .end, maxBytes: test.maxBytes)
            #expect(plan.count == 69 * test.records && plan.nextOffset == test.next, "case \(number)")
            #expect(plan.parts.count == test.parts, "case \(number)")
        }
        for offset in [-1, 11] as [Int64] {
            let error = #expect(throws: LogError.self) { try script.log.plan(from: offset, upTo: .end, maxBytes: 100) }
            #expect(error?.code == .offsetOutOfRange)
        }
    }

    @Test func retentionGoesByTimeSizeAndStartButNotPastTheHighWatermark() throws {
        let script = try LogScript()
        script.options.segmentBytes = 138
        script.options.retentionMilliseconds = 5_000
        script.log.update(script.options)
        for index in 0..<8 { try script.append(.plain("\(index)", at: 1_000 * Int64(index)), commit: false) }
        try script.log.raiseHighWatermark(to: 3, epoch: 0)
        script.now = 8_500
        // Offsets 0 and 1 are older than 5 s, 2 too, but 3 is not visible yet.
        var result = try script.log.retain(now: script.time)
        #expect(result?.segments == 1 && result?.bytes == 138 && result?.start == 2 && result?.reason == .time)
        try script.log.raiseHighWatermark(to: 8, epoch: 0)
        result = try script.log.retain(now: script.time)
        #expect(result?.segments == 1 && result?.start == 4)
        #expect(try script.log.retain(now: script.time) == nil)
        script.options.retentionMilliseconds = -1
        script.options.retentionBytes = 150
        script.log.update(script.options)
        #expect(try script.log.retain(now: script.time) == nil)
        script.options.retentionBytes = 138
        script.log.update(script.options)
        result = try script.log.retain(now: script.time)
        #expect(result?.segments == 1 && result?.start == 6 && result?.reason == .size)
        #expect(try script.read(from: 6) == ["6:6", "7:7"])
        // The active segment goes too when all of it is too old.
        script.options.retentionMilliseconds = 1
        script.log.update(script.options)
        result = try script.log.retain(now: script.time)
        #expect(result?.start == 8 && script.log.ends == LogEnds(start: 8, stable: 8, high: 8, durable: 0, end: 8))
        #expect(try script.append(.plain("8")) == [.appended(baseOffset: 8)])
        #expect(try SegmentTests.names(script.disk).allSatisfy { $0.hasPrefix("00000000000000000008") })
    }

    @Test func deletingRecordsMovesTheStart() throws {
        let script = try LogScript()
        script.options.segmentBytes = 138
        script.log.update(script.options)
        for index in 0..<6 { try script.append(.plain("\(index)"), commit: index < 5) }
        let error = #expect(throws: LogError.self) { try script.log.deleteRecords(before: 6) }
        #expect(error?.code == .offsetOutOfRange)
        #expect(try script.log.deleteRecords(before: 3).start == 3)
        #expect(try script.log.deleteRecords(before: 1).start == 3)
        #expect(throws: LogError.self) { try script.read(from: 2) }
        #expect(try script.read(from: 3) == ["2:2", "3:3", "4:4"].filter { $0 != "2:2" })
        let result = try script.log.retain(now: script.time)
        #expect(result?.segments == 1 && result?.reason == .logStart && result?.start == 3)
        try script.restart()
        #expect(script.log.ends.start == 3)
        #expect(try script.read(from: 3) == ["3:3", "4:4", "5:5"].dropLast(script.log.ends.high == 6 ? 0 : 1))
    }

    /// Time lookups find the exact record, in offset order, over segments and inside compressed batches.
    @Test func offsetsAreFoundByTimestamp() throws {
        let script = try LogScript()
        script.options.segmentBytes = 400
        script.options.indexIntervalBytes = 0
        script.log.update(script.options)
        // Timestamps by offset: 10 11 12 | 30 | 20 21 (gzip) | 50 51 | 40
        try script.append(.plain("a", "b", "c", at: 10), .plain("d", at: 30))
        var packed = TestBatch.plain("e", "f", at: 20)
        packed.compression = .gzip
        try script.append(packed, .plain("g", "h", at: 50), .plain("i", at: 40))
        func check() throws {
            let cases: [(Int64, Int64?, Int64)] = [
                (0, 0, 10), (10, 0, 10), (11, 1, 11), (12, 2, 12), (13, 3, 30), (30, 3, 30), (31, 6, 50), (51, 7, 51),
                (52, nil, 0),
            ]
            for (timestamp, offset, found) in cases {
                let answer = try script.log.offset(for: Timestamp(milliseconds: timestamp))
                #expect(answer?.offset == offset && answer?.timestamp ?? 0 == found, "timestamp \(timestamp)")
            }
            let youngest = try script.log.youngestRecord()
            #expect(youngest == TimestampedOffset(offset: 7, timestamp: 51, leaderEpoch: 0))
        }
        try check()
        try script.restart()
        try check()
        for name in try SegmentTests.names(script.disk) where name.hasSuffix("index") {
            try script.disk.remove("\(LogScript.folder)/\(name)")
        }
        try script.reopen()
        try script.log.raiseHighWatermark(to: .max, epoch: 0)
        try check()
        _ = try script.log.deleteRecords(before: 7)
        #expect(try script.log.offset(for: Timestamp(milliseconds: 0))?.offset == 7)
    }
}
