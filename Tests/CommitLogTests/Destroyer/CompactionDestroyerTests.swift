import Binary
import Records
import SimulatedWorld
import Testing
import World

@testable import CommitLog

/// Crashes a day of compaction at every change of the disk. The short form takes some machines' deaths; `VARVE_DESTROYER`
/// takes more seeds (script/campaign).
@Suite struct CompactionDestroyerTests {
    private struct Found {
        var directory: LogDirectory
        var log: PartitionLog
        var records: [CompactionDay.Record]
    }

    private func open(_ disk: SimulatedDisk) throws -> Found {
        let directory = try DestroyerDay.open(disk)
        let log = try DestroyerDay.openLog(directory, CompactionDay.options)
        try directory.recovered()
        log.become(.leader(epoch: 90))
        try log.raiseHighWatermark(to: .max, epoch: 90)
        if !log.damage.isEmpty { throw DestroyerError("damage is named that nobody did: \(log.damage)") }
        let names = try disk.list(log.path).map(\.name)
        if let left = names.first(where: { $0.hasSuffix(".cleaned") || $0.hasSuffix(".swap") }) {
            throw DestroyerError("\(left) is left")
        }
        let cold = try ColdPartition("t", 0, folder: log.path, of: disk).verify(isCompacted: true)
        if !cold.damage.isEmpty || (directory.start == .clean && !cold.isSound) { throw DestroyerError("\(cold)") }
        return Found(directory: directory, log: log, records: try committed(log))
    }

    /// What a consumer of committed data keeps of what it is told.
    private func committed(_ log: PartitionLog) throws -> [CompactionDay.Record] {
        var records: [CompactionDay.Record] = []
        var next = log.ends.start
        while true {
            let plan = try log.plan(from: next, upTo: .lastStable, maxBytes: 700)
            var aborted: Set<Int64> = []
            var waiting = plan.aborted ?? []
            for case .file(let file, let position, let count) in plan.parts {
                var bytes = [UInt8](repeating: 0, count: count)
                let read = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: position) }
                if read != count { throw DestroyerError("a plan goes beyond its file") }
                try Self.walk(bytes, &waiting, &aborted, &records)
            }
            if plan.nextOffset == next { return records }
            next = plan.nextOffset
        }
    }

    /// The consumer's rule: from its first offset a producer's transaction is aborted up to its marker.
    private static func walk(
        _ bytes: [UInt8], _ waiting: inout [AbortedTransaction], _ aborted: inout Set<Int64>,
        _ records: inout [CompactionDay.Record]
    ) throws {
        var batches = RecordBatches(bytes.span.bytes)
        var scratch = BinaryWriter()
        while let batch = batches.next() {
            let header = batch.header
            guard batch.isIntact else { throw DestroyerError("a checksum is wrong at \(header.baseOffset)") }
            for transaction in waiting where transaction.firstOffset <= header.lastOffset {
                aborted.insert(transaction.producerId)
            }
            waiting.removeAll { $0.firstOffset <= header.lastOffset }
            if header.isControl {
                aborted.remove(header.producerId)
                continue
            }
            if header.isTransactional, aborted.contains(header.producerId) { continue }
            var iterator = try batch.records(unpackedInto: &scratch, maxBytes: 1 << 20)
            while let record = iterator.next() {
                let key = record.key?.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } ?? ""
                let value = record.value?.withUnsafeBytes { "=" + String(decoding: $0, as: UTF8.self) } ?? ""
                records.append(CompactionDay.Record(offset: record.offset, text: key + value))
            }
        }
    }

    /// Goes on after a crash: the producer is known, compaction comes to the same end, and so does the next start.
    private func goOn(_ day: CompactionDay, _ item: CrashCase, _ found: Found, _ disk: SimulatedDisk) throws {
        let end = found.log.ends.end
        let must = day.bounds(at: item.operation, item.crash).must
        // One that nobody was promised may be gone although the log, which is compacted, goes on behind it.
        if let last = day.produced.last(where: { $0.lastOffset < end }), last.written <= must {
            let outcome = try DestroyerDay.append(last.batch, to: found.log, epoch: 90)
            guard case .duplicate(_, last.lastOffset, _) = outcome else {
                throw DestroyerError("the repetition of \(last.batch) at \(last.lastOffset) became \(outcome)")
            }
        }
        if found.log.ends.stable < end {
            _ = try DestroyerDay.append(.marker(40, commit: false), to: found.log, epoch: 90)
        }
        for number in 0..<12 {
            _ = try DestroyerDay.append(.keyed("k\(number % 6)=after \(number)"), to: found.log, epoch: 90)
        }
        try found.directory.flusher.flush([found.log])
        try found.log.raiseHighWatermark(to: .max, epoch: 90)
        found.directory.compaction.begin(CompactionOptions())
        found.directory.compaction.run()
        let records = try committed(found.log)
        let values = Dictionary(records.map { ($0.key, $0.text) }) { $1 }
        for number in 6..<12 where values["k\(number % 6)"] != "k\(number % 6)=after \(number)" {
            throw DestroyerError("after another compaction: \(records)")
        }
        if let error = found.directory.compaction.setbacks.first { throw error }
        try found.directory.close()
        let again = try open(disk)
        guard again.directory.start == .clean, again.records == records else {
            throw DestroyerError("after a \(again.directory.start) start \(again.records) and not \(records)")
        }
    }

    /// Whatever step of compaction is the last one, the newest version of each key is there, nothing that was aborted
    /// is, and the log goes on.
    @Test func compactionCanEndAtAnyMoment() throws {
        var complaints: [String] = []
        var (moments, rounds) = (0, 0)
        for daySeed in 0..<(CrashCase.isLong ? 6 : 1) as Range<UInt64> {
            let day = try CompactionDay(seed: daySeed)
            try day.run()
            rounds += day.rounds
            moments += day.images.count
            for operation in day.images.indices
            where CrashCase.isLong || operation % 9 == 0 || day.isCompacting(operation) {
                for item in CrashCase.all(at: operation, day.images, day.disk.trace) where complaints.count < 5 {
                    do {
                        let disk = item.disk()
                        let found = try open(disk)
                        let ends = found.log.ends
                        if let wrong = day.complaint(found.records, ends, at: operation, item.crash) {
                            throw DestroyerError(wrong)
                        }
                        if CrashCase.isLong || operation % 8 == 0 { try goOn(day, item, found, disk) }
                    } catch {
                        complaints.append("day \(daySeed), " + item.label(day.disk.trace) + "\(error)")
                    }
                }
            }
        }
        #expect(complaints == [])
        #expect(moments > 200 && rounds >= 2)
    }

    /// The start that brings a compaction to its end may itself be ended at any change.
    @Test func recoveryCanEndAtAnyMoment() throws {
        let day = try CompactionDay(seed: 3)
        try day.run()
        var complaints: [String] = []
        var recoveries = 0
        for operation in day.images.indices.filter(day.isCompacting) where CrashCase.isLong || operation % 31 == 0 {
            for item in CrashCase.all(at: operation, day.images, day.disk.trace) where complaints.count < 5 {
                let first = item.disk()
                first.recordImages()
                _ = try? open(first)
                for (step, image) in first.images.enumerated() {
                    let crash = Crash.allCases[(operation + step) % 2]
                    let second = SimulatedDisk(image, seed: UInt64(step))
                    second.restart(crash)
                    recoveries += 1
                    do {
                        let found = try open(second)
                        let kind = item.crash == .process && crash == .process ? Crash.process : .machine
                        let ends = found.log.ends
                        if let wrong = day.complaint(found.records, ends, at: operation, kind) {
                            throw DestroyerError(wrong)
                        }
                    } catch {
                        complaints.append(item.label(day.disk.trace) + "\(crash) at step \(step): \(error)")
                    }
                }
            }
        }
        #expect(complaints.prefix(5) == [])
        #expect(recoveries > 100)
    }
}
