import Records
import World

/// Makes the producers' state as it was when the log ended at an offset: from a snapshot and from the headers of the
/// batches after it. A snapshot has only the last batch of each producer, so the headers of at least the last MiB
/// before that offset are read too: five batches of each are known then, as far as they are that young.
struct ProducerReplay {
    static let window = 1 << 20
    let store: SegmentStore
    let now: Int64

    /// - Parameter segments: all segments with a batch below `end`, oldest first.
    func load(_ segments: inout [Segment], upTo end: Int64) throws(LogError) -> ProducerTable {
        guard let first = segments.first else { return ProducerTable() }
        let (snapshotOffset, snapshot) = try newestSnapshot(from: first.base, upTo: end)
        var table = snapshot
        var older: [Int64: [(epoch: Int16, batch: ProducerEntry.Batch)]] = [:]
        var isBehindSnapshot = false
        for index in try firstIndex(segments, snapshotOffset, end)..<segments.count {
            let file = try store.file(of: &segments[index])
            let start = index == segments.count - 1 ? try tailStart(&segments[index], snapshotOffset, end) : 0
            var scanner = BatchScanner(file, subject: store.path, from: start, to: segments[index].size)
            while let batch = try scanner.next() {
                let header = batch.header
                if header.lastOffset >= end { break }
                guard header.hasProducerId else { continue }
                if header.baseOffset < snapshotOffset {
                    if header.lastSequence >= 0 { older[header.producerId, default: []].append(Self.note(header)) }
                    continue
                }
                if !isBehindSnapshot {
                    Self.remember(older, in: &table)
                    isBehindSnapshot = true
                }
                try Self.admit(batch, &scanner, &table, now)
            }
        }
        if !isBehindSnapshot { Self.remember(older, in: &table) }
        return table
    }

    private static func note(_ header: RecordBatchHeader) -> (epoch: Int16, batch: ProducerEntry.Batch) {
        let batch = ProducerEntry.Batch(
            lastSequence: header.lastSequence, offsetDelta: header.lastOffsetDelta, lastOffset: header.lastOffset,
            timestamp: header.maxTimestamp)
        return (header.producerEpoch, batch)
    }

    private static func remember(
        _ older: [Int64: [(epoch: Int16, batch: ProducerEntry.Batch)]], in table: inout ProducerTable
    ) {
        for (id, batches) in older {
            guard let entry = table[id], let last = entry.lastBatch else { continue }
            table.remember(
                batches.filter { $0.epoch == entry.epoch && $0.batch.lastOffset < last.lastOffset }.map(\.batch), of: id
            )
        }
    }

    private static func admit(
        _ batch: ScannedBatch, _ scanner: inout BatchScanner, _ table: inout ProducerTable, _ now: Int64
    ) throws(LogError) {
        guard batch.header.isControl else { return table.admit(batch.header, now: now) }
        guard let marker = try scanner.withBytes(of: batch, { TransactionMarker(batch: $0.bytes) }) else { return }
        _ = table.admit(marker: batch.header, coordinatorEpoch: marker.coordinatorEpoch, now: now)
    }

    /// The newest sound snapshot at or below `end`; an empty one at the log's beginning where there is none.
    private func newestSnapshot(from start: Int64, upTo end: Int64) throws(LogError) -> (Int64, ProducerTable) {
        let names = try onDisk(store.path) { () throws(DiskError) in try store.disk.list(store.path) }
        let offsets = names.compactMap { SegmentName.parse($0.name) }
            .filter { $0.kind == .snapshot && $0.base <= end && $0.base >= start }.map(\.base)
        for offset in offsets.sorted(by: >) {
            guard let bytes = try store.read(offset, .snapshot) else { continue }
            if let table = ProducerSnapshot.decode(bytes, now: now) { return (offset, table) }
        }
        return (start, ProducerTable())
    }

    /// The segment in which to begin: that of the snapshot, or earlier where less than the window lies behind it.
    private func firstIndex(_ segments: [Segment], _ snapshot: Int64, _ end: Int64) throws(LogError) -> Int {
        var index = segments.count - 1
        var behind = segments[index].size
        while index > 0, segments[index].base > snapshot || behind < ProducerReplay.window {
            index -= 1
            behind += segments[index].size
        }
        return index
    }

    /// Where to begin in the last segment: at the snapshot, or the window before the end.
    private func tailStart(_ segment: inout Segment, _ snapshot: Int64, _ end: Int64) throws(LogError) -> Int {
        guard snapshot > segment.base, segment.size > ProducerReplay.window else { return 0 }
        let index = try store.offsets(of: &segment, nextBase: end)
        return min(
            index.position(forRelativeOffset: snapshot - segment.base),
            index.lastPosition(atOrBelow: segment.size - ProducerReplay.window))
    }
}
