import Binary
import FoundationEssentials
import SimulatedWorld
import Testing
import World

@testable import CommitLog

/// Damages a small log of three segments at rest: every byte as its end, every bit turned. The short form takes some of
/// them; `VARVE_DESTROYER` takes all (script/campaign).
@Suite struct DamageTests {
    private static let isLong = ProcessInfo.processInfo.environment["VARVE_DESTROYER"] != nil
    private static let folder = "\(DestroyerDay.path)/\(DestroyerDay.folder.name)"

    /// A log whose process died after everything was synced: its image, its records, its epochs.
    private func settled() throws -> (image: DiskImage, records: [Written], epochs: [EpochHistory.Entry]) {
        let disk = SimulatedDisk(seed: 3)
        let directory = try DestroyerDay.open(disk)
        let log = try DestroyerDay.openLog(directory)
        for number in 0..<24 {
            let epoch = Int32(number / 5)
            log.become(.leader(epoch: epoch))
            let batch = TestBatch(
                values: (0...(number % 3)).map { "value \(number) \($0)" }, timestamp: Int64(number))
            _ = try DestroyerDay.append(batch, to: log, epoch: epoch)
            if number % 3 == 2 { try directory.flusher.flush([log]) }
        }
        try directory.flusher.flush([log])
        directory.journal.maintain()
        disk.restart(.process)
        let image = disk.image
        let (found, _, _) = try Recovered.open(disk)
        guard log.segmentCount == 3, found.damage.isEmpty else {
            throw DestroyerError("not the log that was meant: \(log.segmentCount) segments")
        }
        return (image, found.records, found.epochs)
    }

    private func open(_ image: DiskImage) throws -> Recovered {
        let disk = SimulatedDisk(image, seed: 1)
        return try Recovered.open(disk).0
    }

    /// What is served was written, what is not served is named.
    private func complaint(_ found: Recovered, _ records: [Written], mayLose: Int) -> String? {
        let all = Set(records)
        if let wrong = found.records.first(where: { !all.contains($0) }) { return "serves \(wrong)" }
        let held = Set(found.records)
        let lost = records.filter { !held.contains($0) }
        if lost.count > mayLose { return "lost \(lost.count) records" }
        let named = found.damage.map(\.offsets)
        if let silent = lost.first(where: { record in !named.contains { $0.contains(record.offset) } }) {
            return "lost \(silent) without naming it: \(found.damage)"
        }
        return found.records.map(\.offset) == found.records.map(\.offset).sorted() ? nil : "out of order"
    }

    /// One flipped bit costs at most the batch it is in (three records at most), and that is named; in what the batch's
    /// checksum leaves out it costs nothing, or is named.
    @Test func oneBitCostsOneBatch() throws {
        let (image, records, epochs) = try settled()
        var complaints: [String] = []
        var flips = 0
        for path in image.paths where path.hasSuffix(".log") {
            let bits = (image.contents(path) ?? []).count * 8
            for bit in stride(from: 0, to: bits, by: Self.isLong ? 1 : 97) where complaints.count < 5 {
                var damaged = image
                damaged.flip(path, bit: bit)
                flips += 1
                do {
                    let found = try open(damaged)
                    if let wrong = complaint(found, records, mayLose: 3) { throw DestroyerError(wrong) }
                    if found.ends.end != records.count { throw DestroyerError("ends at \(found.ends.end)") }
                    if found.damage.isEmpty, found.epochs != epochs { throw DestroyerError("epochs \(found.epochs)") }
                } catch { complaints.append("\(path) byte \(bit / 8) bit \(bit % 8): \(error)") }
            }
        }
        #expect(complaints == [])
        #expect(flips >= 150)
    }

    /// Of segments that took their last batch the headers stay protected when the journal knows them no more.
    @Test func closedSegmentsKeepTheirSums() throws {
        let (image, records, epochs) = try settled()
        let path = "\(Self.folder)/00000000000000000000.log"
        let withoutJournal = try without("\(DestroyerDay.path)/varve.journal", image)
        // The bits of the second batch's leader epoch that make it greater, and one that makes it less.
        let second = try #require(image.contents(path)).withUnsafeBytes { 12 + Int($0[11]) }
        for bit in [5, 24, 31] {
            var damaged = withoutJournal
            damaged.flip(path, bit: (second + 12) * 8 + bit)
            let found = try open(damaged)
            #expect(found.damage == [] && found.records == records && found.epochs == epochs, "bit \(bit)")
        }
    }

    private func without(_ path: String, _ image: DiskImage) throws -> DiskImage {
        let disk = SimulatedDisk(image, seed: 1)
        try disk.remove(path)
        return disk.image
    }

    /// A file that lost its end, or is gone, costs what was in it, and that is named; nothing else is lost.
    @Test func aCutIsNamed() throws {
        let (image, records, _) = try settled()
        var complaints: [String] = []
        for path in image.paths where path.hasSuffix(".log") {
            let bytes = image.contents(path) ?? []
            // Without its first file a log looks as after retention.
            let first = path == image.paths.first { $0.hasSuffix(".log") } ? 0 : -1
            for count in stride(from: first, to: bytes.count, by: Self.isLong ? 1 : 53) where complaints.count < 5 {
                var damaged = image
                if count < 0 {
                    damaged = try without(path, image)
                } else {
                    damaged.replace(path, with: Array(bytes.prefix(count)))
                }
                do {
                    let found = try open(damaged)
                    if let wrong = complaint(found, records, mayLose: records.count) { throw DestroyerError(wrong) }
                    // Two segments of three are whole.
                    if found.records.count < records.count / 3 { throw DestroyerError("kept \(found.records)") }
                } catch { complaints.append("\(path) cut at \(count): \(error)") }
            }
        }
        #expect(complaints == [])
    }

    /// Indexes, snapshots, checkpoints and our own files decide nothing that the log can tell: damaged, cut or missing,
    /// every record is there.
    @Test func nothingElseIsTheTruth() throws {
        let (image, records, _) = try settled()
        // Whose directory and which topic it is, no log can tell.
        let identity = ["meta.properties", "partition.metadata", ".lock"]
        var complaints: [String] = []
        var files = 0
        for path in image.paths where !path.hasSuffix(".log") && !identity.contains(where: path.hasSuffix) {
            let bytes = image.contents(path) ?? []
            files += 1
            var wrong: [(String, DiskImage)] = []
            for bit in stride(from: 0, to: bytes.count * 8, by: Self.isLong ? 1 : 151) {
                var damaged = image
                damaged.flip(path, bit: bit)
                wrong.append(("bit \(bit)", damaged))
            }
            for count in stride(from: 0, to: bytes.count, by: Self.isLong ? 1 : 83) {
                var damaged = image
                damaged.replace(path, with: Array(bytes.prefix(count)))
                wrong.append(("cut at \(count)", damaged))
            }
            for (what, damaged) in wrong where complaints.count < 5 {
                do {
                    let found = try open(damaged)
                    if found.records != records { throw DestroyerError("\(found.records)") }
                    if !found.damage.isEmpty { throw DestroyerError("names \(found.damage)") }
                } catch let error as LogError where error.code == .unsupported && path.hasSuffix("varve.state") {
                    // The flipped bit made the version a newer one.
                } catch { complaints.append("\(path) \(what): \(error)") }
            }
        }
        #expect(complaints == [])
        #expect(files >= 8)
    }
}
