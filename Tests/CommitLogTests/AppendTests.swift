import CommitLog
import SimulatedWorld
import Testing
import World

@Suite struct AppendTests {
    @Test func batchesGetOffsetsInOrderAndAreReadBack() throws {
        let script = try LogScript()
        #expect(script.log.ends == LogEnds(start: 0, stable: 0, high: 0, durable: 0, end: 0))
        let outcomes = try script.append(.plain("a", "b"), .plain("c"), commit: false)
        #expect(outcomes == [.appended(baseOffset: 0), .appended(baseOffset: 2)])
        #expect(script.log.ends == LogEnds(start: 0, stable: 0, high: 0, durable: 0, end: 3))
        #expect(try script.read(from: 0) == [])
        #expect(try script.read(from: 0, upTo: .end) == ["0:a", "1:b", "2:c"])
        try script.log.raiseHighWatermark(to: 2, epoch: 0)
        #expect(try script.read(from: 0) == ["0:a", "1:b"])
        // An offset inside a batch answers the whole batch; the client leaves out what is before.
        #expect(try script.read(from: 1) == ["0:a", "1:b"])
        try script.flush()
        #expect(script.log.ends == LogEnds(start: 0, stable: 2, high: 2, durable: 3, end: 3))
        #expect(try script.log.takeFlush() == nil)
    }

    /// One write for a group, and one for each further segment it touches.
    @Test func aGroupIsOneWrite() throws {
        let disk = SimulatedDisk(seed: 1)
        let script = try LogScript(disk)
        let before = disk.trace.count { $0.kind == .write && $0.path.hasSuffix(".log") }
        try script.append(all: (0..<200).map { .plain("value \($0)") })
        #expect(disk.trace.count { $0.kind == .write && $0.path.hasSuffix(".log") } == before + 1)
        #expect(try script.read(from: 0, maxBytes: 500).count == 200)
    }

    @Test func onlyTheRoleAndEpochOfTheLogMayChangeIt() throws {
        let script = try LogScript()
        script.log.become(.leader(epoch: 3))
        let refused = #expect(throws: LogError.self) { try script.append(.plain("a")) }
        #expect(refused?.code == .fenced && refused?.isRetriable == true)
        #expect(throws: LogError.self) { try script.log.raiseHighWatermark(to: 0, epoch: 2) }
        #expect(throws: LogError.self) { try script.log.truncate(to: 0, epoch: 2, now: script.time) }
        script.epoch = 3
        try script.append(.plain("a"))
        script.log.become(.follower(epoch: 4))
        script.epoch = 4
        #expect(throws: LogError.self) { try script.append(.plain("b")) }
        script.log.become(.offline)
        let offline = #expect(throws: LogError.self) { try script.append(.plain("b")) }
        #expect(offline?.code == .offline)
        #expect(try script.read(from: 0) == ["0:a"])
        #expect(script.log.epochs.entries == [EpochHistory.Entry(epoch: 3, startOffset: 0)])
    }

    /// Lack of space refuses the group and leaves the log as it was; any other failure ends it.
    @Test func aFailedWriteLeavesThePublishedEnd() throws {
        let disk = SimulatedDisk(seed: 1)
        let script = try LogScript(disk)
        try script.append(.from(1, sequence: 0, "a"))
        disk.setCapacity(disk.image.usedBytes + 30)
        #expect(
            try script.append(.from(1, sequence: 1, "b"), .from(1, sequence: 1, "b"))
                == [.refused(.outOfSpace), .refused(.outOfSpace)])
        disk.setCapacity(.max)
        #expect(disk.image.contents("\(LogScript.folder)/00000000000000000000.log")?.count == 69)
        #expect(try script.append(.from(1, sequence: 1, "b")) == [.appended(baseOffset: 1)])
        #expect(try script.read(from: 0) == ["0:a", "1:b"])
    }

    /// A write that fails for another reason than space, and a failed sync, end the log's right to acknowledge.
    @Test func afterAFailedWriteOrSyncTheLogTakesNothing() throws {
        for kind in ["write", "roll", "sync"] {
            let disk = SimulatedDisk(seed: 1)
            let script = try LogScript(disk)
            try script.append(.plain("a"))
            switch kind {
            case "write":
                disk.inject(Fault(.write, pathContains: ".log", .short(10, 5)))
                #expect(try script.append(.plain("b"), commit: false) == [.refused(.storage)])
            case "roll":
                let late = TestBatch.plain("b", at: 1_001 + script.options.segmentMilliseconds)
                disk.inject(Fault(.write, pathContains: ".snapshot", .error(5)))
                #expect(try script.append(late, commit: false) == [.refused(.storage)])
            default:
                disk.inject(Fault(.sync, .error(5)))
                do { try script.flush() } catch { script.log.fail(LogError(error as! DiskError, "t-0")) }
                #expect(script.log.ends.durable == 0)
            }
            #expect(disk.image.contents("\(LogScript.folder)/00000000000000000000.log")?.count == 69, "\(kind)")
            let error = #expect(throws: LogError.self, "\(kind)") { try script.append(.plain("c")) }
            #expect(error?.code == .offline && script.log.failure != nil)
            #expect(try script.read(from: 0) == ["0:a"])
        }
    }

    /// A leader of an older epoch than the log's batches would make a log that nobody could recover.
    @Test func aLeaderIsNotOlderThanTheLog() throws {
        let script = try LogScript()
        script.epoch = 5
        script.log.become(.leader(epoch: 5))
        try script.append(.plain("a"))
        script.epoch = 4
        script.log.become(.leader(epoch: 4))
        let error = #expect(throws: LogError.self) { try script.append(.plain("b")) }
        #expect(error?.code == .fenced)
    }
}
