import CommitLog
import SimulatedWorld
import Testing
import World

/// Crashes a day at every change of the disk, and damages a log at every byte and bit. The short form runs in seconds;
/// `VARVE_DESTROYER=<seeds>` runs every moment with so many seeds (script/campaign).
@Suite struct DestroyerTests {
    /// A crash at any moment leaves a prefix of what was written that holds everything synced; the log goes on from
    /// there, knows its producers, and is the same after an orderly stop.
    @Test func aDayCanEndAtAnyMoment() throws {
        let day = try DestroyerDay(seed: 1)
        try day.run()
        var complaints: [String] = []
        for operation in day.images.indices {
            for item in CrashCase.all(at: operation, day.images, day.disk.trace) where complaints.count < 5 {
                do {
                    let disk = item.disk()
                    let (found, directory, log) = try Recovered.open(disk)
                    if let wrong = day.complaint(found, item.crash, at: operation) { throw DestroyerError(wrong) }
                    if CrashCase.isLong || operation % 4 == 0 { try goOn(day, disk, found, directory, log) }
                } catch {
                    complaints.append(item.label(day.disk.trace) + "\(error)")
                }
            }
        }
        #expect(complaints == [])
        #expect(day.images.count > 200 && Set(day.disk.trace.map(\.kind)).count >= 7)
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
        let stride = CrashCase.isLong ? 1 : 41
        for operation in Swift.stride(from: 0, to: day.images.count, by: stride) {
            for item in CrashCase.all(at: operation, day.images, day.disk.trace) where complaints.count < 5 {
                let first = item.disk()
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
                        complaints.append(item.label(day.disk.trace) + "\(crash) at step \(step) of recovery: \(error)")
                    }
                }
            }
        }
        #expect(complaints.prefix(5) == [])
        #expect(recoveries > 100)
    }
}
