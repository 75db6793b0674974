import Binary
import CommitLog
import Posix
import Records
import SimulatedWorld
import Synchronization
import World

/// Collects what the log says.
final class EventLog: EventSink {
    private let names = Mutex<[String]>([])
    func emit(_ event: Event) { names.withLock { $0.append(event.name) } }
    var seen: [String] { names.withLock { $0 } }
}

/// Collects names and messages of what the log says.
final class EventTexts: EventSink {
    private let events = Mutex<[String]>([])
    func emit(_ event: Event) { events.withLock { $0.append("\(event.name) \(event.message)") } }
    var texts: [String] { events.withLock { $0 } }
}

/// A producer's batch for a test.
struct TestBatch {
    var values: [String]
    /// Whether a value "k=v" stands for the key k with the value v, and "k" for k's tombstone.
    var isKeyed = false
    var timestamp: Int64 = 1_000
    var producerId: Int64 = -1
    var producerEpoch: Int16 = 0
    var sequence: Int32 = 0
    var isTransactional = false
    var marker: TransactionMarker?
    var compression = Compression.none
    var rules = BatchRules.sequence

    /// Records without a producer id; record i has the timestamp `timestamp` + i.
    static func plain(_ values: String..., at timestamp: Int64 = 1_000) -> TestBatch {
        TestBatch(values: values, timestamp: timestamp)
    }

    /// Records "key=value", and tombstones "key".
    static func keyed(_ records: String..., at timestamp: Int64 = 1_000, by producer: Int64 = -1) -> TestBatch {
        TestBatch(values: records, isKeyed: true, timestamp: timestamp, producerId: producer)
    }

    /// Records of an idempotent producer.
    static func from(
        _ id: Int64, epoch: Int16 = 0, sequence: Int32, _ values: String..., transactional: Bool = false
    ) -> TestBatch {
        TestBatch(
            values: values, producerId: id, producerEpoch: epoch, sequence: sequence, isTransactional: transactional)
    }

    func under(_ rules: BatchRules) -> TestBatch {
        var batch = self
        batch.rules = rules
        return batch
    }

    /// A transaction marker.
    static func marker(_ id: Int64, epoch: Int16 = 0, commit: Bool, coordinatorEpoch: Int32 = 0) -> TestBatch {
        TestBatch(
            values: [], producerId: id, producerEpoch: epoch,
            marker: TransactionMarker(isCommit: commit, coordinatorEpoch: coordinatorEpoch))
    }

    func encoded(at baseOffset: Int64 = 0, leaderEpoch: Int32 = -1) throws -> [UInt8] {
        var builder = RecordBatchBuilder(compression: compression)
        builder.baseOffset = baseOffset
        builder.partitionLeaderEpoch = leaderEpoch
        builder.producerId = producerId
        if producerId >= 0 { builder.producerEpoch = producerEpoch }
        if let marker {
            try builder.append(marker, timestamp: timestamp)
        } else {
            if producerId >= 0 { builder.baseSequence = sequence }
            builder.isTransactional = isTransactional
            for (index, value) in values.enumerated() {
                let equals = value.utf8.firstIndex(of: UInt8(ascii: "=")) ?? value.utf8.endIndex
                let key = Array(value.utf8[..<equals])
                let content = Array(isKeyed ? value.utf8[equals...].dropFirst() : value.utf8[...])
                let hasValue = !isKeyed || equals < value.utf8.endIndex
                try builder.append(
                    timestamp: timestamp + Int64(index), key: isKeyed ? key.span.bytes : nil,
                    value: hasValue ? content.span.bytes : nil)
            }
        }
        try builder.seal()
        return builder.bytes.withUnsafeBytes { [UInt8]($0) }
    }
}

/// One partition's log on a disk, driven step by step.
final class LogScript {
    let disk: any Disk
    let events = EventLog()
    var options: LogOptions
    var log: PartitionLog
    var now: Int64 = 10_000
    var epoch: Int32 = 0

    static let folder = "/data/t-0"

    init(_ disk: any Disk = SimulatedDisk(seed: 1), _ options: LogOptions = LogOptions(), claims: LogClaims = .init())
        throws
    {
        self.disk = disk
        self.options = options
        if !disk.exists("/data") { try disk.makeDirectory("/data") }
        log = try LogScript.open(disk, options, claims, events, now)
        log.become(.leader(epoch: 0))
    }

    private static func open(
        _ disk: any Disk, _ options: LogOptions, _ claims: LogClaims, _ events: EventLog, _ now: Int64
    ) throws -> PartitionLog {
        try PartitionLog.open(
            "t", 0, in: "/data", of: disk, topicId: nil, options: options, claims: claims, events: events,
            now: Timestamp(milliseconds: now), random: SeededRandom(seed: 7))
    }

    /// Opens the folder anew, as after an end that the claims describe.
    func reopen(_ claims: LogClaims = LogClaims()) throws {
        log = try LogScript.open(disk, options, claims, events, now)
        log.become(.leader(epoch: epoch))
    }

    /// Closes and opens orderly.
    func restart(highWatermark: Int64? = nil) throws {
        let ends = try log.close(now: time)
        var claims = LogClaims()
        claims.isClean = true
        claims.logStart = ends.start
        claims.highWatermark = highWatermark ?? ends.high
        claims.recoveryPoint = ends.end
        try reopen(claims)
    }

    var time: Timestamp { Timestamp(milliseconds: now) }

    @discardableResult
    func append(_ batches: TestBatch..., commit: Bool = true) throws -> [AppendOutcome] {
        try append(all: batches, commit: commit)
    }

    /// Appends a group; unless told otherwise everything becomes visible.
    @discardableResult
    func append(all batches: [TestBatch], commit: Bool = true) throws -> [AppendOutcome] {
        var memory = try batches.map { try $0.encoded() }
        var staged: [StagedBatch] = []
        var buffers: [UnsafeMutableRawBufferPointer] = []
        defer { for buffer in buffers { buffer.deallocate() } }
        for index in memory.indices {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: memory[index].count, alignment: 8)
            buffer.copyBytes(from: memory[index])
            buffers.append(buffer)
            guard let base = buffer.baseAddress, let header = RecordBatchHeader(UnsafeRawBufferPointer(buffer)) else {
                continue
            }
            staged.append(StagedBatch(base, header, rules: batches[index].rules))
        }
        memory = []
        let (time, epoch, log) = (time, epoch, log)
        try staged.withUnsafeMutableBufferPointer { _ = try log.append($0, epoch: epoch, now: time) }
        if commit { try log.raiseHighWatermark(to: .max, epoch: epoch) }
        return staged.map(\.outcome)
    }

    /// Syncs everything, as the flusher does.
    func flush() throws {
        guard let ticket = try log.takeFlush() else { return }
        for file in ticket.files { try file.sync() }
        if ticket.needsFolderSync { try disk.syncDirectory(LogScript.folder) }
        _ = log.flushed(ticket)
    }

    /// The bytes of a plan.
    func bytes(_ plan: ReadPlan) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for case .file(let file, let position, let count) in plan.parts {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
            defer { buffer.deallocate() }
            let read = try file.read(into: buffer, at: position)
            bytes += buffer[..<read]
        }
        return bytes
    }

    /// Reads all from `offset` in pieces of `maxBytes`: each record as "offset:value", markers as "offset:*".
    func read(from offset: Int64, upTo bound: ReadBound = .highWatermark, maxBytes: Int = 1 << 20) throws -> [String] {
        var records: [String] = []
        var next = offset
        while true {
            let plan = try log.plan(from: next, upTo: bound, maxBytes: maxBytes)
            records += try LogScript.records(try bytes(plan))
            if plan.nextOffset == next { return records }
            next = plan.nextOffset
        }
    }

    /// Each record of a run of batches as "offset:value" or "offset:key=value", tombstones as "offset:key", markers as
    /// "offset:*".
    static func records(_ bytes: [UInt8]) throws -> [String] {
        var records: [String] = []
        var batches = RecordBatches(bytes.span.bytes)
        var scratch = BinaryWriter()
        while let batch = batches.next() {
            guard batch.isIntact else { throw RecordsError(.corrupt, "batch", "checksum") }
            var iterator = try batch.records(unpackedInto: &scratch, maxBytes: 1 << 20)
            while let record = iterator.next() {
                let value = record.value?.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                let key = record.key?.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                let text = [key, value].compactMap { $0 }.joined(separator: "=")
                records.append("\(record.offset):\(batch.header.isControl ? "*" : text)")
            }
        }
        if batches.fault != nil { throw RecordsError(.corrupt, "run of batches", "does not end with a whole batch") }
        return records
    }
}

/// Removes a real directory with everything in it.
func removeAll(_ path: String) {
    let disk = PosixDisk()
    for entry in (try? disk.list(path)) ?? [] {
        if entry.isDirectory {
            removeAll("\(path)/\(entry.name)")
        } else {
            try? disk.remove("\(path)/\(entry.name)")
        }
    }
    try? disk.remove(path)
}
