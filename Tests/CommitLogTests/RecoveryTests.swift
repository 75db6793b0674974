import CommitLog
import Records
import SimulatedWorld
import Testing
import World

@Suite struct RecoveryTests {
    static let segment = "\(LogScript.folder)/00000000000000000000.log"

    /// A disk with one log of ten batches of two records, cut or flipped by `harm`, and what the log says then.
    static func damaged(_ claims: LogClaims = LogClaims(), _ harm: (inout DiskImage) -> Void) throws -> LogScript {
        let script = try LogScript()
        for index in 0..<10 { try script.append(.plain("\(index)a", "\(index)b")) }
        try script.flush()
        var image = (script.disk as! SimulatedDisk).image
        harm(&image)
        return try LogScript(SimulatedDisk(image, seed: 2), claims: claims)
    }

    static let batchSize = 79

    /// Offsets that the ten batches have, but for some of them.
    static func all(but left: Range<Int> = 0..<0, end: Int = 20) -> [String] {
        (0..<end).filter { !left.contains($0) }.map { "\($0):\($0 / 2)\($0 % 2 == 0 ? "a" : "b")" }
    }

    /// Nothing is proven: bad bytes are a torn tail. They are cut, kept aside and reported.
    @Test func aTornTailIsCutAndKept() throws {
        for size in [20, 60, 70, 78] {
            let script = try RecoveryTests.damaged {
                let bytes = $0.contents(RecoveryTests.segment) ?? []
                $0.replace(RecoveryTests.segment, with: Array(bytes[..<(RecoveryTests.batchSize * 9 + size)]))
            }
            #expect(try script.read(from: 0, upTo: .end) == RecoveryTests.all(end: 18), "\(size)")
            #expect(script.log.ends.durable == 18 && script.log.damage == [], "\(size)")
            #expect(script.events.seen == ["log.truncated"], "\(size)")
            let name = "\(LogScript.folder)/varve.torn.00000000000000000000.\(RecoveryTests.batchSize * 9)"
            #expect((script.disk as? SimulatedDisk)?.image.contents(name)?.count == size)
            #expect(try script.append(.plain("next")) == [.appended(baseOffset: 18)])
        }
    }

    /// Below the proven end damage is a hole: named, stepped over by reads, never cut.
    @Test func damageBelowTheProvenEndIsAHole() throws {
        var claims = LogClaims()
        claims.highWatermark = 20
        claims.proven = [
            FlushedRange(segmentBase: 0, start: 0, end: RecoveryTests.batchSize * 10, prefixChecksum: 0)
        ]
        // Where the byte is flipped within the batch, with the bit: base offset, length, epoch, magic, CRC, payload.
        for (byte, bit) in [(0, 1), (5, 0), (7, 1), (8, 2), (11, 0), (11, 3), (16, 1), (18, 5), (23, 0), (70, 6)] {
            for batch in [0, 4, 9] {
                let script = try RecoveryTests.damaged(claims) {
                    $0.flip(RecoveryTests.segment, bit: (batch * RecoveryTests.batchSize + byte) * 8 + bit)
                }
                let lost = batch * 2..<batch * 2 + 2
                let holes = script.log.damage.map(\.offsets)
                #expect(holes == [Int64(lost.lowerBound)..<Int64(lost.upperBound)], "byte \(byte) of \(batch)")
                try script.append(.plain("next"))
                let expected = RecoveryTests.all(but: lost) + ["20:next"]
                #expect(try script.read(from: 0) == expected, "byte \(byte) of \(batch)")
                #expect(try script.read(from: 0, maxBytes: 1) == expected, "byte \(byte) of \(batch)")
                // The hole stays known, also to an orderly start, and after a second recovery.
                try script.restart()
                #expect(script.log.damage.map(\.offsets) == holes && script.log.ends.end == 21)
                script.options.stopsAtDamage = true
                script.log.update(script.options)
                #expect(throws: LogError.self) { try script.read(from: Int64(lost.lowerBound)) }
            }
        }
    }

    /// What the batches' own checksums leave out, the journal's covers: a wrong base offset or epoch is put right.
    @Test(arguments: [false, true]) func theJournalPutsOffsetsAndEpochsRight(flushesEachBatch: Bool) throws {
        let script = try LogScript()
        var claims = LogClaims()
        claims.highWatermark = 6
        for index in 0..<3 {
            try script.append(.plain("\(index)a", "\(index)b"))
            guard flushesEachBatch || index == 2 else { continue }
            claims.proven += try #require(try script.log.takeFlush()).ranges
        }
        let sound = (script.disk as! SimulatedDisk).image
        for batch in 0..<3 {
            for bit in Array(0..<64) + Array(96..<128) {
                var image = sound
                image.flip(RecoveryTests.segment, bit: batch * RecoveryTests.batchSize * 8 + bit)
                let script = try LogScript(SimulatedDisk(image, seed: 2), claims: claims)
                #expect(script.events.seen == ["log.corrected"], "bit \(bit) of batch \(batch)")
                #expect(try script.read(from: 0) == RecoveryTests.all(end: 6), "bit \(bit) of batch \(batch)")
                #expect(script.log.epochs.entries == [EpochHistory.Entry(epoch: 0, startOffset: 0)])
            }
        }
    }

    /// A damaged epoch is found by the batches around it; a missing file and a lost end are named.
    @Test func whatIsMissingIsNamed() throws {
        var claims = LogClaims()
        claims.highWatermark = 20
        claims.proven = [FlushedRange(segmentBase: 0, start: 0, end: RecoveryTests.batchSize * 10, prefixChecksum: 0)]
        var script = try RecoveryTests.damaged(claims) {
            $0.flip(RecoveryTests.segment, bit: (3 * RecoveryTests.batchSize + 15) * 8 + 1)
        }
        #expect(script.log.damage.map(\.offsets) == [6..<8])
        #expect(script.log.epochs.entries.map(\.epoch) == [0])
        script = try RecoveryTests.damaged(claims) {
            $0.replace(RecoveryTests.segment, with: Array(($0.contents(RecoveryTests.segment) ?? []).prefix(160)))
        }
        #expect(script.log.damage.map(\.offsets) == [4..<20] && script.log.ends.end == 20)
        #expect(try script.append(.plain("next")) == [.appended(baseOffset: 20)])
        #expect(try script.read(from: 0) == RecoveryTests.all(end: 4) + ["20:next"])
    }

    @Test func aMissingSegmentIsAHoleAndSegmentsBehindACutAreSetAside() throws {
        func log() throws -> LogScript {
            let script = try LogScript()
            script.options.segmentBytes = 138
            script.log.update(script.options)
            for index in 0..<6 { try script.append(.plain("\(index)")) }
            return script
        }
        var script = try log()
        try script.disk.remove("\(LogScript.folder)/00000000000000000002.log")
        try script.reopen()
        #expect(script.log.damage.map(\.offsets) == [2..<4])
        #expect(try script.read(from: 0, upTo: .end) == ["0:0", "1:1", "4:4", "5:5"])
        script = try log()
        var image = (script.disk as! SimulatedDisk).image
        image.flip("\(LogScript.folder)/00000000000000000002.log", bit: 68 * 8)
        script = try LogScript(SimulatedDisk(image, seed: 3))
        #expect(try script.read(from: 0, upTo: .end) == ["0:0", "1:1"])
        #expect(script.log.ends.end == 2 && script.log.damage == [])
        #expect(script.disk.exists("\(LogScript.folder)/varve.torn.00000000000000000004.0"))
    }

    /// A read error is never taken for the end of the log.
    @Test func aReadErrorStopsTheStart() throws {
        var failed: [Int] = []
        for skip in 0..<20 {
            let script = try LogScript()
            for index in 0..<10 { try script.append(.plain("\(index)")) }
            let disk = script.disk as! SimulatedDisk
            disk.inject(Fault(.read, skip: skip, .error(5)))
            do { try script.reopen() } catch {
                failed.append(skip)
                #expect((error as? LogError)?.code == .storage, "read \(skip)")
                #expect(disk.image.contents(RecoveryTests.segment)?.count == 690, "read \(skip)")
            }
        }
        // Topic id, batches, indexes: every read of a start.
        #expect(failed == [0, 1, 2, 3, 4])
    }

    /// Damage that only a read meets is found then, named, and stepped over.
    @Test func aReadFindsDamageThatNobodyKnewOf() throws {
        let script = try LogScript()
        script.options.indexIntervalBytes = 1 << 20
        script.log.update(script.options)
        for index in 0..<40 { try script.append(.plain("\(index)")) }
        let file = try script.disk.open(RecoveryTests.segment, .write)
        try Array(repeating: UInt8(0xff), count: 20).withUnsafeBytes { try file.write($0, at: 69 * 3) }
        #expect(try script.read(from: 0, maxBytes: 138) == (0..<40).filter { $0 != 3 }.map { "\($0):\($0)" })
        #expect(script.log.damage.map(\.offsets) == [3..<4] && script.events.seen == ["log.damaged"])
        try script.restart()
        #expect(script.log.damage.map(\.offsets) == [3..<4])
    }

    /// Whatever the snapshots have, making all from the headers gives the same.
    @Test func recoveryFromTheBeginningEqualsRecoveryFromASnapshot() throws {
        for seed in 0..<30 as Range<UInt64> {
            var chance = SeededGenerator(seed: seed)
            let script = try LogScript(SimulatedDisk(seed: seed))
            script.options.segmentBytes = 200 + chance.below(2_000)
            script.log.update(script.options)
            var sequences: [Int64: Int32] = [:]
            for _ in 0..<200 {
                let id = Int64(chance.below(6))
                let sequence = sequences[id] ?? 0
                switch chance.below(8) {
                case 0: try script.append(.plain("x"))
                case 1: try script.append(.marker(id, commit: chance.one(in: 2)))
                case 2, 3:
                    let outcome = try script.append(.from(id, sequence: sequence, "t", transactional: true))
                    if case .appended = outcome[0] { sequences[id] = sequence + 1 }
                default:
                    let outcome = try script.append(.from(id, sequence: sequence, "i"))
                    if case .appended = outcome[0] { sequences[id] = sequence + 1 }
                }
            }
            let expected = try script.log.producers(now: script.time)
            let aborted = try script.log.plan(from: 0, upTo: .lastStable, maxBytes: 1 << 20).aborted
            let ends = script.log.ends
            for how in ["snapshot", "beginning"] {
                if how == "beginning" {
                    for name in try SegmentTests.names(script.disk) where !name.hasSuffix(".log") {
                        try script.disk.remove("\(LogScript.folder)/\(name)")
                    }
                }
                try script.reopen()
                try script.log.raiseHighWatermark(to: .max, epoch: 0)
                #expect(try script.log.producers(now: script.time) == expected, "seed \(seed), \(how)")
                let again = try script.log.plan(from: 0, upTo: .lastStable, maxBytes: 1 << 20).aborted
                #expect(again == aborted && script.log.ends.stable == ends.stable, "seed \(seed), \(how)")
            }
        }
    }
}
