import Binary
import Records
import World

extension SegmentStore {
    /// What the end of a segment looks like.
    struct LastBatches {
        /// The offset after the last sound batch; nil where there is none.
        var end: Int64?
        /// The position after it.
        var position: Int
        /// Whether it is the end of the file.
        var isWhole: Bool
    }

    /// Verifies the batches of a segment from a position where one begins, stepping over known damage.
    func lastBatches(of segment: inout Segment, from start: Int, _ damage: [Damage]) throws(LogError) -> LastBatches {
        let (base, size) = (segment.base, segment.size)
        var found = LastBatches(end: nil, position: start, isWhole: true)
        var scanner = BatchScanner(
            try file(of: &segment), subject: path, from: start, to: size, readAhead: 16 << 10)
        while true {
            let hole = damage.first { $0.segmentBase == base && $0.positions.contains(scanner.position) }
            if let hole { scanner.resume(at: min(hole.positions.upperBound, size)) }
            guard let batch = try scanner.nextVerified() else { break }
            found.end = batch.header.nextOffset
            found.position = batch.end
        }
        found.isWhole = scanner.fault == nil
        if found.isWhole { found.position = size }
        return found
    }
}

extension PartitionLog {
    /// Opens a folder to be read as it is now, up to its last sound batch: no lock is taken and nothing is changed, and
    /// another process may be appending to it. The log stays `.offline`.
    ///
    /// - Parameter start: records before were deleted, by the directory's checkpoint.
    static func read(
        _ folder: PartitionFolder, in directory: String, of disk: any Disk, options: LogOptions, start: Int64,
        events: any EventSink
    ) throws(LogError) -> PartitionLog {
        let store = SegmentStore(disk: disk, path: "\(directory)/\(folder.name)", mode: .read)
        let cold = try ColdPartition(folder.topic, folder.partition, folder: store.path, of: disk)
        var segments = cold.segments.map { Segment(base: $0.base, existingSize: $0.size) }
        var opened = OpenedLog(active: segments.popLast() ?? Segment(base: 0))
        opened.closed = segments
        opened.damage = cold.damage
        opened.epochs = cold.epochs
        opened.end = opened.active.base
        if opened.active.size > 0 {
            // An index that a broker has just written may be ahead of the size that was read.
            let bytes = try store.readEntries(opened.active.base, .index, size: OffsetIndex.entrySize) ?? []
            let last = OffsetIndex(bytes.span.bytes, logSize: opened.active.size)?.last
            var found = try store.lastBatches(of: &opened.active, from: last?.position ?? 0, opened.damage)
            if found.end == nil, last != nil {
                found = try store.lastBatches(of: &opened.active, from: 0, opened.damage)
            }
            opened.end = found.end ?? opened.end
            opened.active.size = found.position
        }
        for hole in opened.damage where hole.segmentBase == opened.active.base {
            opened.end = max(opened.end, hole.offsets.upperBound)
        }
        opened.start = min(max(start, (opened.closed.first ?? opened.active).base), opened.end)
        var state = LogState(opened, store: store, options: options)
        state.raiseHighWatermark(to: .max)
        return PartitionLog(
            topic: folder.topic, partition: folder.partition, topicId: cold.topicId ?? .zero, store: store,
            journal: nil, space: nil, events: events, state: state)
    }
}
