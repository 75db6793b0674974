import Records
import SimulatedWorld
import World

@testable import CommitLog

/// A scripted day of a compacted log: keys in many versions, tombstones, committed and aborted transactions, compaction
/// after compaction, orderly stops. Keeps what was written, what of it was durable when, and the disk before each change.
final class CompactionDay {
    /// A record as it was written.
    struct Record: Hashable {
        var offset: Int64
        /// "key=value", or "key" for a tombstone; nil for a marker.
        var text: String?
        var isAborted = false

        var key: Substring? { text?.split(separator: "=", omittingEmptySubsequences: false).first }
        var isTombstone: Bool { text.map { !$0.contains("=") } ?? false }
    }

    /// What was true when so many changes of the disk had been made.
    struct Fact {
        var operations: Int
        /// How many records had been written, and how many were durable.
        var written: Int
        var durable: Int
    }

    let disk: SimulatedDisk
    private(set) var images: [DiskImage] = []
    private(set) var records: [Record] = []
    private(set) var facts: [Fact] = []
    /// The idempotent producer's last batch, and where it ended, by how many records had been written.
    private(set) var produced: [(written: Int, batch: TestBatch, lastOffset: Int64)] = []
    /// How many rounds of compaction there were.
    private(set) var rounds = 0
    private var directory: LogDirectory
    private var log: PartitionLog
    private var generator: SeededGenerator
    private var epoch: Int32 = 0
    private var sequence: Int32 = 0
    private var transactionSequence: Int32 = 0
    private var version = 0
    private let events = EventTexts()

    static var options: LogOptions {
        var options = DestroyerDay.options
        options.segmentBytes = 500
        options.isCompacted = true
        options.deletes = false
        options.minCleanableDirtyRatio = 0.1
        // A tombstone goes with the round after the one that met it.
        options.deleteRetentionMilliseconds = 0
        return options
    }

    init(seed: UInt64) throws {
        generator = SeededGenerator(seed: seed)
        disk = SimulatedDisk(seed: seed)
        disk.recordImages()
        directory = try DestroyerDay.open(disk, events)
        log = try DestroyerDay.openLog(directory, Self.options)
        log.become(.leader(epoch: 0))
        note(durable: 0)
    }

    private func note(durable: Int? = nil) {
        facts.append(
            Fact(
                operations: disk.operationCount, written: records.count,
                durable: durable ?? facts.last?.durable ?? 0))
    }

    func run() throws {
        for part in 0..<(CrashCase.isLong ? 5 : 3) {
            for _ in 0..<5 { try append() }
            try transaction(commits: part % 2 == 0)
            try flush()
            for _ in 0..<3 { try append() }
            try flush()
            try compact()
            if part % 2 == 1 { try restart() }
            try directory.maintain()
            note()
        }
        images = disk.images
        rounds = events.texts.filter { $0.contains("log.compaction ") }.count
    }

    /// A few records of a few keys.
    private func some() -> [String] {
        (0..<(1 + generator.below(3))).map { _ in
            version += 1
            let key = "k\(generator.below(6))"
            return generator.one(in: 5) ? key : "\(key)=\(version)"
        }
    }

    private func append() throws {
        var batch = TestBatch(values: some(), isKeyed: true, timestamp: DestroyerDay.now.milliseconds)
        if generator.one(in: 2) {
            (batch.producerId, batch.sequence) = (9, sequence)
            sequence += Int32(batch.values.count)
        }
        if generator.one(in: 3) { batch.compression = .lz4 }
        try write(batch)
        if batch.producerId == 9 { produced.append((records.count, batch, log.ends.end - 1)) }
    }

    private func transaction(commits: Bool) throws {
        for _ in 0..<2 {
            var batch = TestBatch(
                values: some(), isKeyed: true, timestamp: DestroyerDay.now.milliseconds, producerId: 40,
                sequence: transactionSequence, isTransactional: true)
            batch.timestamp = DestroyerDay.now.milliseconds
            transactionSequence += Int32(batch.values.count)
            try write(batch, isAborted: !commits)
            try append()
        }
        try write(.marker(40, commit: commits))
    }

    private func write(_ batch: TestBatch, isAborted: Bool = false) throws {
        let outcome = try DestroyerDay.append(batch, to: log, epoch: epoch)
        guard case .appended(let base) = outcome else { throw DestroyerError("\(batch) became \(outcome)") }
        let texts: [String?] = batch.marker == nil ? batch.values : [nil]
        for (index, text) in texts.enumerated() {
            records.append(Record(offset: base + Int64(index), text: text, isAborted: isAborted))
        }
        note()
    }

    private func flush() throws {
        try directory.flusher.flush([log])
        note(durable: records.count)
        try log.raiseHighWatermark(to: .max, epoch: epoch)
    }

    private func compact() throws {
        directory.compaction.begin(CompactionOptions())
        directory.compaction.run()
        note()
    }

    private func restart() throws {
        try directory.close()
        note(durable: records.count)
        directory = try DestroyerDay.open(disk, events)
        log = try DestroyerDay.openLog(directory, Self.options)
        epoch += 1
        log.become(.leader(epoch: epoch))
        try log.raiseHighWatermark(to: .max, epoch: epoch)
        note()
    }

    /// Whether compaction was putting something in place before change `operation`.
    func isCompacting(_ operation: Int) -> Bool {
        images[operation].paths.contains { $0.hasSuffix(".swap") || $0.hasSuffix(".cleaned") }
    }

    // MARK: What has to be true after a crash

    /// What had been written before change `operation`, what of it must be there, and what may be.
    func bounds(at operation: Int, _ crash: Crash) -> (must: Int, may: Int) {
        let index = max((facts.firstIndex { $0.operations > operation } ?? facts.count) - 1, 0)
        let (before, after) = (facts[index], facts[min(index + 1, facts.count - 1)])
        return (crash == .process ? before.written : before.durable, after.written)
    }

    /// Says what is wrong with the records that consumers of committed data are told; nil where all is well.
    func complaint(_ found: [Record], _ ends: LogEnds, at operation: Int, _ crash: Crash) -> String? {
        let (must, may) = bounds(at: operation, crash)
        let written = Dictionary(uniqueKeysWithValues: records[..<may].map { ($0.offset, $0) })
        var previous: Int64 = -1
        for record in found {
            guard let original = written[record.offset], original.text == record.text else {
                return "\(record) was never written"
            }
            if original.isAborted { return "\(record) was aborted" }
            if record.offset <= previous { return "\(record) comes behind \(previous)" }
            previous = record.offset
        }
        // Below `must`, and before transactions that are open, the last of each key is there, or a later one.
        var last: [Substring: Record] = [:]
        for record in records[..<must] where !record.isAborted && record.offset < ends.stable {
            if let key = record.key { last[key] = record }
        }
        for (key, record) in last {
            let newest = found.last { $0.key == key }
            if newest == nil, record.isTombstone { continue }
            guard let newest, newest.offset >= record.offset else {
                return "the last of \(key) is \(String(describing: newest)) and not \(record)"
            }
        }
        return (Int64(must)...Int64(may)).contains(ends.end) ? nil : "\(ends), not within \(must)...\(may)"
    }
}
