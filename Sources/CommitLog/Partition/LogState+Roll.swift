import Binary
import Records
import World

extension LogState {
    /// Whether a batch has to begin a new segment: bytes, age, full index, offsets that do not fit 31 bits.
    func mustRoll(for header: RecordBatchHeader, at run: Run, now: Int64) -> Bool {
        let size = active.size + run.bytes
        guard size > 0 else { return false }
        if size > options.maxSegmentBytes - header.sizeInBytes { return true }
        // A leader's batch gets its offset later: it ends at run.next + lastOffsetDelta, or further for a follower.
        let last = max(run.next, header.baseOffset) &+ Int64(header.lastOffsetDelta)
        if last &- active.base > Int64(Int32.max) { return true }
        return active.hasFullIndex(options) || isOld(for: header, at: run, now: now)
    }

    /// Whether a batch comes too late for the segment. Kafka counts by the timestamps of batches, so that a segment's age
    /// is the same after a restart, and old records that are brought in at once stay together; by the clock only where
    /// the first batch has no timestamp.
    private func isOld(for header: RecordBatchHeader, at run: Run, now: Int64) -> Bool {
        let first = active.size > 0 ? active.firstTimestamp ?? -1 : run.firstTimestamp
        guard first >= 0 else { return isOld(now: now) }
        let (age, overflow) = header.maxTimestamp.subtractingReportingOverflow(first)
        return !overflow && age > options.rollMilliseconds
    }

    /// Whether the active segment has taken appends for longer than `segment.ms`, or than compaction may wait for it,
    /// since the start at most.
    func isOld(now: Int64) -> Bool {
        guard let activeSince, active.size > 0 else { return false }
        return now &- activeSince >= options.rollMilliseconds
    }

    /// Closes the active segment and begins one at the log's end. Where it throws, the log is as before.
    ///
    /// Nothing is synced here: old file, indexes, snapshot and folder go into the next flush.
    mutating func roll(now: Int64) throws(LogError) {
        guard active.size > 0 else { return }
        try store.prepareForAppend(&active, nextBase: end)
        let (base, path) = (end, store.path)
        let new = try onDisk(path) { () throws(DiskError) in
            let file = try store.logDisk.open(store.path(base, .log), .create)
            // Only a roll that failed half-way can have left something under this name.
            try file.truncate(to: 0)
            return file
        }
        active.sealTimes()
        unsynced += try store.writePending(&active)
        unsynced.append(try store.writeSnapshot(producers, at: base))
        if let old = active.file { unsynced.append(old) }
        closed.append(active)
        active = Segment(base: base)
        active.file = new
        active.isUsed = true
        activeSince = nil
        marks.removeAll()
        isSettled = false
        folderIsUnsynced = true
        if range.end > range.start { flushedRanges.append(range) }
        range = FlushedRange(segmentBase: base, start: 0, end: 0, prefixChecksum: 0)
    }
}

extension SegmentStore {
    /// Appends to a segment's index files what they do not have yet; answers the files written.
    func writePending(_ segment: inout Segment) throws(LogError) -> [any File] {
        var files: [any File] = []
        let exists = segment.hasIndexFiles
        if let offsets = segment.offsets {
            files += try write(segment.base, .index, from: offsets.persisted * OffsetIndex.entrySize, exists) {
                offsets.encodePending(to: &$0)
            }
            segment.offsets?.persisted = offsets.count
        }
        if let times = segment.times {
            files += try write(segment.base, .timeindex, from: times.persisted * TimeIndex.entrySize, exists) {
                times.encodePending(to: &$0)
            }
            segment.times?.persisted = times.count
            segment.hasIndexFiles = true
        }
        if let aborts = segment.aborts, aborts.persisted < aborts.entries.count {
            files += try write(segment.base, .txnindex, from: aborts.persisted * AbortIndex.entrySize, true) {
                aborts.encodePending(to: &$0)
            }
            segment.aborts?.persisted = aborts.entries.count
        }
        return files
    }

    /// Writes `body`'s bytes at `position` of a file and cuts it behind them; an unchanged file is left alone.
    private func write(
        _ base: Int64, _ kind: SegmentName.Kind, from position: Int, _ exists: Bool,
        _ body: (inout BinaryWriter) -> Void
    ) throws(LogError) -> [any File] {
        var writer = BinaryWriter(capacity: 64)
        body(&writer)
        let bytes = writer.array()
        if bytes.isEmpty, exists { return [] }
        return try onDisk(path) { () throws(DiskError) in
            let file = try disk.open(path(base, kind), .create)
            if !bytes.isEmpty {
                try file.write(bytes, at: Int64(position))
            }
            try file.truncate(to: Int64(position + bytes.count))
            return [file]
        }
    }

    /// Writes the producers' state at `offset`; answers the file.
    func writeSnapshot(_ producers: ProducerTable, at offset: Int64) throws(LogError) -> any File {
        let bytes = ProducerSnapshot.encode(producers)
        return try onDisk(path) { () throws(DiskError) in
            let file = try disk.open(path(offset, .snapshot), .create)
            try file.truncate(to: 0)
            try file.write(bytes, at: 0)
            return file
        }
    }
}
