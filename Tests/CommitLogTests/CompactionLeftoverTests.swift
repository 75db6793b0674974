import CommitLog
import SimulatedWorld
import Testing
import World

/// What a compaction of Apache Kafka leaves when it is interrupted.
@Suite struct CompactionLeftoverTests {
    private static let options: LogOptions = {
        var options = LogOptions()
        options.segmentBytes = 138
        options.isCompacted = true
        return options
    }()

    /// A log of the segments 0, 2 and 4 with an offset each for "a" to "e", closed orderly, and some files more.
    private func log(_ files: [String: [UInt8]]) throws -> DiskImage {
        let disk = SimulatedDisk(seed: 3)
        let script = try LogScript(disk, Self.options)
        for value in ["a", "b", "c", "d", "e"] { try script.append(.plain(value)) }
        try script.flush()
        _ = try script.log.close(now: script.time)
        try disk.syncDirectory("/")
        for (name, bytes) in files { try disk.replace(name, in: LogScript.folder, with: bytes) }
        return disk.image
    }

    /// Of the segments 0 and 2 "a" and "d" are left.
    private static func compacted(_ base: Int64 = 0) throws -> [UInt8] {
        try (base == 0 ? TestBatch.plain("a").encoded(at: 0, leaderEpoch: 0) : [])
            + TestBatch.plain("d").encoded(at: 3, leaderEpoch: 0)
    }

    private static func name(_ base: Int64, _ kind: String) -> String { "0000000000000000000\(base).\(kind)" }

    private func open(_ disk: SimulatedDisk, isClean: Bool) throws -> [String] {
        var claims = LogClaims()
        claims.isClean = isClean
        claims.recoveryPoint = isClean ? 5 : 0
        claims.highWatermark = 5
        let script = try LogScript(disk, Self.options, claims: claims)
        let records = try script.read(from: 0)
        #expect(script.log.damage == [] && script.log.ends.end == 5)
        #expect(try SegmentTests.names(disk).allSatisfy { !$0.hasSuffix(".swap") && !$0.hasSuffix(".cleaned") })
        return records
    }

    /// The rules are those of Kafka's LogLoader.
    @Test func isBroughtToItsEnd() throws {
        let (all, left) = (["0:a", "1:b", "2:c", "3:d", "4:e"], ["0:a", "3:d", "4:e"])
        let swap = try Self.compacted()
        let cases: [(String, [String: [UInt8]], [String])] = [
            ("a finished segment", [Self.name(0, "log.swap"): swap, Self.name(0, "index.swap"): []], left),
            ("an unfinished one", [Self.name(0, "log.cleaned"): swap, Self.name(0, "timeindex.cleaned"): []], all),
            ("a split", [Self.name(2, "log.swap"): try Self.compacted(2), Self.name(0, "log.cleaned"): swap], all),
            ("two compactions", [Self.name(0, "log.swap"): swap, Self.name(4, "log.cleaned"): []], left),
            ("only the index is left", [Self.name(2, "index.swap"): []], all),
            ("one of which nothing is left", [Self.name(2, "log.swap"): []], ["0:a", "1:b", "4:e"]),
        ]
        for (what, files, expected) in cases {
            for isClean in [true, false] {
                let found = try open(SimulatedDisk(try log(files), seed: 1), isClean: isClean)
                #expect(found == expected, "\(what), clean: \(isClean)")
            }
        }
    }

    /// Whatever ends the start, the next one comes to the same end.
    @Test func mayBeInterruptedAgain() throws {
        let files = [
            Self.name(0, "log.swap"): try Self.compacted(), Self.name(0, "index.swap"): [],
            Self.name(4, "log.cleaned"): [],
        ]
        let first = SimulatedDisk(try log(files), seed: 1)
        first.recordImages()
        _ = try open(first, isClean: false)
        var starts = 0
        for (step, image) in first.images.enumerated() {
            for crash in Crash.allCases {
                let disk = SimulatedDisk(image, seed: UInt64(step))
                disk.restart(crash)
                let found = try open(disk, isClean: false)
                #expect(found == ["0:a", "3:d", "4:e"], "\(crash) before change \(step)")
                starts += 1
            }
        }
        #expect(starts > 20)
    }

    /// A segment that cannot be read whole replaces nothing.
    @Test func aDamagedOneIsRefused() throws {
        var bytes = try Self.compacted()
        bytes[bytes.count - 1] ^= 1
        let disk = SimulatedDisk(try log([Self.name(0, "log.swap"): bytes]), seed: 1)
        let refused = #expect(throws: LogError.self) { _ = try LogScript(disk, Self.options) }
        #expect(refused?.code == .corrupt)
        #expect(try SegmentTests.names(disk).contains(Self.name(2, "log")))
    }
}
