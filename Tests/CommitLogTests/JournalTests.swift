import Binary
import Records
import SimulatedWorld
import Testing
import World

@testable import CommitLog

private let log = LogIdentity(topicId: Uuid(high: 1, low: 2), partition: 3)
private let other = LogIdentity(topicId: Uuid(high: 1, low: 2), partition: 4)

private func range(_ base: Int64, _ start: Int, _ end: Int, _ sum: UInt32 = 7, _ batches: Int = 1) -> FlushedRange {
    FlushedRange(segmentBase: base, start: start, end: end, prefixChecksum: sum, batches: batches)
}

private func noted(_ log: LogIdentity, _ folder: String, _ ranges: [FlushedRange]) -> Journal.Flushed {
    Journal.Flushed(log: log, folder: folder, ranges: ranges)
}

private func directory(_ seed: UInt64) throws -> SimulatedDisk {
    let disk = SimulatedDisk(seed: seed)
    try disk.makeDirectory("/d")
    try disk.makeDirectory("/d/t-3")
    try disk.syncDirectory("/")
    try disk.syncDirectory("/d")
    return disk
}

@Suite struct JournalTests {
    /// Ranges join without reading the log: the checksum of two runs is that of all their prefixes.
    @Test func shortRangesAreJoined() {
        let prefixes = (0..<5).map { batch in (0..<21).map { UInt8(truncatingIfNeeded: batch * 31 + $0 * 7) } }
        func sum(_ batches: Range<Int>) -> UInt32 { crc32c(Array(prefixes[batches].joined()).span.bytes) }
        var proof = FlushProof()
        proof.add(range(0, 0, 100, sum(0..<2), 2))
        proof.add(range(0, 100, 200, sum(2..<3), 1))
        proof.add(range(0, 200, 300, sum(3..<5), 2))
        #expect(proof.segments == [0: [range(0, 0, 300, sum(0..<5), 5)]])
        proof.add(range(0, 300, 70_000))
        proof.add(range(0, 70_000, 70_001))
        #expect(proof.segments[0]?.map(\.end) == [70_000, 70_001])
        proof.add(range(50, 0, 10))
        #expect(proof.provenEnd(ofSegment: 0) == 70_001 && proof.provenEnd(ofSegment: 50) == 10)
        #expect(proof.closedSegments == [0] && proof.provenEnd(ofSegment: 7) == 0)
        // Written again from 70,000 on: what was there, and later segments, are forgotten.
        proof.add(range(0, 70_000, 70_500, 9))
        #expect(proof.segments[0]?.map(\.end) == [70_000, 70_500] && proof.segments[50] == nil)
        proof.cut(segment: 0, to: 69_999)
        #expect(proof.segments.isEmpty)
    }

    /// What a group wrote is there after the process died, and once synced after the machine died.
    @Test func entriesSurvive() throws {
        for seed in 0..<50 as Range<UInt64> {
            let disk = try directory(seed)
            let jobs = ImmediateJobs()
            let journal = try Journal("/d", disk: disk, jobs: jobs)
            journal.flushed([
                noted(log, "/d/t-3", [range(0, 0, 500, 1, 2)]), noted(other, "/d/t-4", [range(0, 0, 90_000)]),
            ])
            jobs.runDelayed()
            journal.flushed([noted(log, "/d/t-3", [range(0, 500, 70_000)])])
            disk.restart(.process)
            let second = try Journal("/d", disk: disk, jobs: jobs)
            #expect(second.proof(of: log).provenEnd(ofSegment: 0) == 70_000, "seed \(seed)")
            second.flushed([noted(log, "/d/t-3", [range(0, 70_000, 80_000)])])
            disk.restart(.machine)
            let third = try Journal("/d", disk: disk, jobs: jobs)
            #expect([70_000, 80_000].contains(third.proof(of: log).provenEnd(ofSegment: 0)), "seed \(seed)")
            #expect(third.proof(of: other).provenEnd(ofSegment: 0) == 90_000, "seed \(seed)")
            try third.cut(log, segmentBase: 0, position: 10)
            third.removed(other)
            disk.restart(.process)
            let fourth = try Journal("/d", disk: disk, jobs: jobs)
            #expect(fourth.proof(of: log) == FlushProof() && fourth.proof(of: other) == FlushProof())
        }
    }

    /// A damaged entry takes nothing else with it, whichever bit it is; a journal of another version proves nothing.
    @Test func damageCostsOneEntry() throws {
        let disk = try directory(1)
        let journal = try Journal("/d", disk: disk, jobs: ImmediateJobs())
        for index in 0..<3 { journal.flushed([noted(log, "/d/t-3", [range(0, index * 70_000, (index + 1) * 70_000)])]) }
        let whole = disk.image
        let bytes = try #require(whole.contents("/d/varve.journal"))
        let header = JournalFormat.header.count
        for bit in stride(from: header * 8, to: bytes.count * 8, by: 3) {
            var image = whole
            image.flip("/d/varve.journal", bit: bit)
            let opened = try Journal("/d", disk: SimulatedDisk(image, seed: 1), jobs: ImmediateJobs())
            let ends = opened.proof(of: log).segments[0]?.map(\.end)
            let entry = (bit / 8 - header) * 3 / (bytes.count - header)
            #expect(ends == [70_000, 140_000, 210_000].enumerated().filter { $0.offset != entry }.map(\.element))
        }
        for length in 0..<bytes.count {
            var image = whole
            image.replace("/d/varve.journal", with: Array(bytes.prefix(length)))
            let opened = try Journal("/d", disk: SimulatedDisk(image, seed: 1), jobs: ImmediateJobs())
            let entries = max(0, length - header) * 3 / (bytes.count - header)
            #expect(opened.proof(of: log).provenEnd(ofSegment: 0) == entries * 70_000, "cut at \(length)")
        }
        var newer = whole
        newer.flip("/d/varve.journal", bit: (header - 1) * 8 + 1)
        let opened = try Journal("/d", disk: SimulatedDisk(newer, seed: 1), jobs: ImmediateJobs())
        #expect(opened.proof(of: log) == FlushProof())
    }

    /// What is known of a segment that takes no more batches moves into its folder, and a grown journal is written anew.
    @Test func closedSegmentsMoveAndTheJournalStaysSmall() throws {
        let disk = try directory(2)
        let jobs = ImmediateJobs()
        let journal = try Journal("/d", disk: disk, jobs: jobs, rewriteAt: 4096)
        journal.flushed([noted(log, "/d/t-3", [range(0, 0, 70_000, 5), range(0, 70_000, 90_000, 6), range(40, 0, 10)])])
        jobs.runDelayed()
        #expect(journal.proof(of: log).segments == [40: [range(40, 0, 10)]])
        let sums = try SegmentSums.read(0, in: "/d/t-3", of: disk)
        #expect(sums == [range(0, 0, 70_000, 5), range(0, 70_000, 90_000, 6)])
        #expect(try SegmentSums.read(40, in: "/d/t-3", of: disk) == [])

        var end = 10
        for _ in 0..<25 {
            let group = (0..<40).map { index in
                defer { end += 1 }
                return range(40, end, end + 1, UInt32(index))
            }
            journal.flushed([noted(log, "/d/t-3", group)])
            jobs.runDelayed()
        }
        #expect(try disk.open("/d/varve.journal", .read).size() < 8192)
        disk.restart(.machine)
        #expect(try Journal("/d", disk: disk, jobs: jobs).proof(of: log).provenEnd(ofSegment: 40) == end)
    }

    /// A journal that cannot be written says so and stops nothing.
    @Test func aFullDiskEndsTheJournalOnly() throws {
        let disk = try directory(3)
        let journal = try Journal("/d", disk: disk, jobs: ImmediateJobs())
        disk.inject(Fault(.write, pathContains: "varve.journal", .short(20, 28)))
        journal.flushed([noted(log, "/d/t-3", [range(0, 0, 10)])])
        #expect(journal.failure?.code == .outOfSpace)
        journal.flushed([noted(log, "/d/t-3", [range(0, 10, 20)])])
        #expect(try Journal("/d", disk: disk, jobs: ImmediateJobs()).proof(of: log) == FlushProof())
    }
}
