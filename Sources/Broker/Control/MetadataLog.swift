import Binary
import Quorum
import Records
import World

/// The segments of `__cluster_metadata-0`, as Kafka writes them: `<base offset>.log` and `leader-epoch-checkpoint`.
///
/// A log of its own, not a `PartitionLog`: this one is read as a whole at start and never searched, has neither
/// producers nor retention by time, and is written on the control lane while the data's engine may be busy or failed.
/// Kafka rebuilds the indexes of this log at each start (it always recovers it), so none are written.
/// Belongs to one thread at a time.
struct MetadataLog {
    /// The offset after the last record.
    private(set) var endOffset: Int64
    /// The offset of the first record.
    var startOffset: Int64 { segments.first ?? endOffset }

    private let disk: any Disk
    private let directory: String
    private var segments: [Int64]
    private var active: any File
    private var activeSize: Int64
    private var epochs: [(epoch: Int32, start: Int64)]

    /// Opens the log, or begins one at `snapshotEnd`, and reads what follows the snapshot.
    ///
    /// - Parameters:
    ///   - snapshotEnd: the end offset of the newest snapshot; the log must reach it from below, or begins anew there.
    ///   - keepTail: is given what a torn write left after the last whole batch, before it is cut off.
    /// - Returns: the log, and its batches from `snapshotEnd` on.
    static func open(
        _ disk: any Disk, _ directory: String, snapshotEnd: Int64,
        keepTail: (_ tail: ArraySlice<UInt8>, _ offset: Int64) throws(DiskError) -> Void
    ) throws -> (log: MetadataLog, batches: [QuorumBatch]) {
        var bases = try disk.list(directory).compactMap { segmentBase($0.name) }.sorted()
        var batches: [QuorumBatch] = []
        var end = bases.first ?? snapshotEnd
        guard end <= snapshotEnd else {
            throw ControlError(
                .damaged, directory, "the log begins at offset \(end), after the newest snapshot's end \(snapshotEnd)")
        }
        for (index, base) in bases.enumerated() {
            guard base == end else {
                throw ControlError(.damaged, directory, "segment \(base) does not follow offset \(end)")
            }
            let path = "\(directory)/\(segmentName(base))"
            let read = try readSegment(disk, path, from: base, isLast: index == bases.count - 1, keepTail)
            end = read.last?.endOffset ?? base
            batches += read
        }
        if end < snapshotEnd || bases.isEmpty {
            for base in bases { try disk.remove("\(directory)/\(segmentName(base))") }
            bases = [snapshotEnd]
            end = snapshotEnd
            batches = []
        }
        let file = try disk.open("\(directory)/\(segmentName(bases.last ?? end))", .create)
        try disk.syncDirectory(directory)
        let epochs = epochStarts(batches)
        let log = MetadataLog(
            endOffset: end, disk: disk, directory: directory, segments: bases, active: file,
            activeSize: try file.size(), epochs: epochs)
        try log.writeEpochs()
        return (log, batches.filter { $0.endOffset > snapshotEnd })
    }

    /// Writes batches that follow each other and the log, and makes them durable together.
    mutating func append(_ batches: [(batch: QuorumBatch, bytes: [UInt8])]) throws {
        var bytes: [UInt8] = []
        let known = epochs.count
        for (batch, encoded) in batches {
            guard batch.baseOffset == endOffset else {
                throw ControlError(.damaged, directory, "offset \(batch.baseOffset) does not follow \(endOffset)")
            }
            bytes += encoded
            endOffset = batch.endOffset
            if batch.epoch > epochs.last?.epoch ?? -1 { epochs.append((batch.epoch, batch.baseOffset)) }
        }
        try active.write(bytes, at: activeSize)
        activeSize += Int64(bytes.count)
        try active.sync()
        if epochs.count > known { try writeEpochs() }
    }

    /// Removes the segments that only hold what lies below `offset`, after beginning a new one where the active segment
    /// has records.
    mutating func trim(below offset: Int64) throws(DiskError) {
        if activeSize > 0 {
            active = try disk.open("\(directory)/\(Self.segmentName(endOffset))", .create)
            activeSize = 0
            segments.append(endOffset)
            try disk.syncDirectory(directory)
        }
        while segments.count > 1, segments[1] <= offset {
            try disk.remove("\(directory)/\(Self.segmentName(segments[0]))")
            segments.removeFirst()
        }
        try disk.syncDirectory(directory)
        while epochs.count > 1, epochs[1].start <= startOffset { epochs.removeFirst() }
        if !epochs.isEmpty { epochs[0].start = max(epochs[0].start, startOffset) }
        try writeEpochs()
    }

    private func writeEpochs() throws(DiskError) {
        let lines = epochs.map { "\($0.epoch) \($0.start)\n" }.joined()
        try disk.replace(
            "leader-epoch-checkpoint", in: directory, with: Array("0\n\(epochs.count)\n\(lines)".utf8))
    }

    private static func epochStarts(_ batches: [QuorumBatch]) -> [(epoch: Int32, start: Int64)] {
        var epochs: [(epoch: Int32, start: Int64)] = []
        for batch in batches where batch.epoch > epochs.last?.epoch ?? -1 {
            epochs.append((batch.epoch, batch.baseOffset))
        }
        return epochs
    }

    private static func readSegment(
        _ disk: any Disk, _ path: String, from base: Int64, isLast: Bool,
        _ keepTail: (ArraySlice<UInt8>, Int64) throws(DiskError) -> Void
    ) throws -> [QuorumBatch] {
        let bytes = try disk.readAll(path)
        let (batches, length) = try QuorumBatch.read(bytes.span.bytes)
        var end = base
        for batch in batches {
            guard batch.baseOffset == end else {
                throw ControlError(.damaged, path, "offset \(batch.baseOffset) follows \(end)")
            }
            end = batch.endOffset
        }
        guard length < bytes.count else { return batches }
        // Only the last write can be torn, and nothing follows it: a batch after the damage means that synced records
        // are hurt, and cutting there would lose committed metadata.
        guard isLast, !hasBatch(bytes[length...], from: end) else {
            throw ControlError(
                .damaged, path, "is damaged at byte \(length) (offset \(end)); restore it, or start from a copy")
        }
        try keepTail(bytes[length...], end)
        let file = try disk.open(path, .write)
        try file.truncate(to: Int64(length))
        try file.sync()
        return batches
    }

    /// Whether an intact batch of an offset above `offset` begins anywhere in the bytes after the first.
    private static func hasBatch(_ bytes: ArraySlice<UInt8>, from offset: Int64) -> Bool {
        let copy = Array(bytes.dropFirst())
        let span = copy.span.bytes
        guard copy.count >= RecordBatchHeader.size else { return false }
        for start in 0...(copy.count - RecordBatchHeader.size) where copy[start + 16] == 2 {
            guard let batch = RecordBatch(span.extracting(droppingFirst: start)) else { continue }
            if batch.header.baseOffset > offset, batch.isIntact { return true }
        }
        return false
    }

    private static func segmentName(_ base: Int64) -> String {
        let digits = String(base)
        return String(repeating: "0", count: max(0, 20 - digits.count)) + digits + ".log"
    }

    static func segmentBase(_ name: String) -> Int64? {
        guard name.hasSuffix(".log"), name.utf8.count == 24 else { return nil }
        return Int64(name.dropLast(4)).flatMap { $0 >= 0 ? $0 : nil }
    }
}
