import CommitLog
import FoundationEssentials
import SimulatedWorld
import Testing
import World

/// Crashes a day at every change of the disk, and damages a log at every byte and bit. The short form runs in seconds;
/// `VARVE_DESTROYER=<seeds>` runs every moment with so many seeds (script/campaign).
@Suite struct DestroyerTests {
    private static let seeds = ProcessInfo.processInfo.environment["VARVE_DESTROYER"].flatMap { UInt64($0) }
    private static var isLong: Bool { seeds != nil }

    private struct Case {
        var operation: Int
        var crash: Crash
        var seed: UInt64
        var image: DiskImage
    }

    /// Every way in which the day can end before change `operation`.
    private func cases(_ day: DestroyerDay, at operation: Int) -> [Case] {
        var cases = [Case(operation: operation, crash: .process, seed: 0, image: day.images[operation])]
        if operation < day.disk.trace.count, day.disk.trace[operation].kind == .write {
            var generator = SeededGenerator(seed: UInt64(operation))
            let write = day.disk.trace[operation]
            let part = day.images[operation].applying(
                generator.below(write.count), of: write, from: day.images[operation + 1])
            cases.append(Case(operation: operation, crash: .process, seed: 1, image: part))
        }
        let seeds = Self.seeds ?? 1
        for seed in 0..<seeds {
            cases.append(Case(operation: operation, crash: .machine, seed: seed, image: day.images[operation]))
        }
        return cases
    }

    private func disk(_ item: Case) -> SimulatedDisk {
        let disk = SimulatedDisk(item.image, seed: item.seed &* 7919 &+ UInt64(item.operation))
        disk.restart(item.crash)
        return disk
    }

    /// A crash at any moment leaves a prefix of what was written that holds everything synced; the log goes on from
    /// there, knows its producers, and is the same after an orderly stop.
    @Test func aDayCanEndAtAnyMoment() throws {
        let day = try DestroyerDay(seed: 1)
        try day.run()
        var complaints: [String] = []
        for operation in day.images.indices {
            for item in cases(day, at: operation) where complaints.count < 5 {
                do {
                    let disk = disk(item)
                    let (found, directory, log) = try Recovered.open(disk)
                    if let wrong = day.complaint(found, item.crash, at: operation) { throw DestroyerError(wrong) }
                    if Self.isLong || operation % 4 == 0 { try goOn(day, disk, found, directory, log) }
                } catch {
                    complaints.append(label(day, item) + "\(error)")
                }
            }
        }
        #expect(complaints == [])
        #expect(day.images.count > 200 && Set(day.disk.trace.map(\.kind)).count >= 7)
    }

    private func label(_ day: DestroyerDay, _ item: Case) -> String {
        let trace = day.disk.trace
        let next = item.operation < trace.count ? trace[item.operation].description : "the end"
        return "\(item.crash) seed \(item.seed) before \(item.operation), \(next): "
    }

    /// Repeats the producer's last batch, appends its next one, stops and starts once more.
    private func goOn(
        _ day: DestroyerDay, _ disk: SimulatedDisk, _ found: Recovered, _ directory: LogDirectory, _ log: PartitionLog
    ) throws {
        log.become(.leader(epoch: 90))
        var next = TestBatch.plain("after")
        if let last = found.records.last(where: { day.produced[$0.value] != nil }), let batch = day.produced[last.value]
        {
            let outcome = try DestroyerDay.append(batch, to: log, epoch: 90)
            guard case .duplicate(let base, last.offset, _) = outcome,
                base == last.offset - Int64(batch.values.count) + 1
            else { throw DestroyerError("the repetition of \(batch) at \(last.offset) became \(outcome)") }
            next.producerId = batch.producerId
            next.sequence = batch.sequence + Int32(batch.values.count)
        }
        let outcome = try DestroyerDay.append(next, to: log, epoch: 90)
        guard outcome == .appended(baseOffset: found.ends.end) else { throw DestroyerError("append: \(outcome)") }
        try directory.flusher.flush([log])
        try directory.close()
        let (again, second, _) = try Recovered.open(disk)
        _ = second
        let expected = found.records + [Written(offset: found.ends.end, value: "after")]
        guard again.start == .clean, again.records == expected else {
            throw DestroyerError("after a \(again.start) start \(again.records) and not \(expected)")
        }
    }

    /// Recovery itself may be crashed at every change it makes; the next one comes to as good an end.
    @Test func recoveryCanEndAtAnyMoment() throws {
        let day = try DestroyerDay(seed: 2)
        try day.run()
        var complaints: [String] = []
        var recoveries = 0
        let stride = Self.isLong ? 1 : 41
        for operation in Swift.stride(from: 0, to: day.images.count, by: stride) {
            for item in cases(day, at: operation) where complaints.count < 5 {
                let first = disk(item)
                first.recordImages()
                _ = try? Recovered.open(first)
                let images = first.images
                for (step, image) in images.enumerated() {
                    let crash = Crash.allCases[(operation + step) % 2]
                    let second = SimulatedDisk(image, seed: UInt64(step))
                    second.restart(crash)
                    recoveries += 1
                    do {
                        let (found, _, _) = try Recovered.open(second)
                        // A process that dies keeps what recovery found, but what recovery may cut it may have cut.
                        let kind = item.crash == .process && crash == .process ? Crash.process : .machine
                        if let wrong = day.complaint(found, kind, at: operation) { throw DestroyerError(wrong) }
                    } catch {
                        complaints.append(label(day, item) + "\(crash) at step \(step) of recovery: \(error)")
                    }
                }
            }
        }
        #expect(complaints.prefix(5) == [])
        #expect(recoveries > 100)
    }
}
