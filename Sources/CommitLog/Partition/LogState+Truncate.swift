import Binary
import Records
import World

extension LogState {
    /// Removes what is at or after `offset`, as a follower does that has diverged from its leader. A batch that holds
    /// `offset` goes as a whole.
    ///
    /// - Returns: renamed files, to be removed outside the lock.
    mutating func truncate(to offset: Int64, epoch: Int32, now: Int64) throws(LogError) -> [String] {
        try requireEpoch(epoch)
        guard offset < end else { return [] }
        if offset <= base(0) { return try restart(at: max(offset, start), now: now) }
        let index = segmentIndex(for: offset)
        let batch = try locate(offset, in: index)
        // Where compaction has left nothing behind the offset in this segment, the segment stays as it is.
        let position = batch?.position ?? (index < closed.count ? closed[index].size : active.size)
        let newEnd = max(min(offset, batch?.header.baseOffset ?? offset), start)
        do throws(LogError) {
            let garbage = try dropSegments(after: index, cutAt: newEnd)
            try cutActive(to: position, end: newEnd)
            try afterCut(end: newEnd, now: now)
            return garbage
        } catch { throw fail(error) }
    }

    /// Where `truncate` is going to cut: what the journal has to forget first. nil where it changes nothing.
    mutating func cutPosition(for offset: Int64, epoch: Int32) throws(LogError) -> (segmentBase: Int64, position: Int)?
    {
        try requireEpoch(epoch)
        guard offset < end else { return nil }
        if offset <= base(0) { return (base(0), 0) }
        let index = segmentIndex(for: offset)
        let size = index < closed.count ? closed[index].size : active.size
        return (base(index), try locate(offset, in: index)?.position ?? size)
    }

    /// Removes everything; the next record gets `offset`.
    mutating func restart(at offset: Int64, now: Int64) throws(LogError) -> [String] {
        do throws(LogError) {
            var garbage: [String] = []
            for index in closed.indices.reversed() { garbage += try store.renameAway(closed[index].base) }
            garbage += try store.renameAway(active.base)
            closed = []
            active = Segment(base: offset)
            let store = store
            active.file = try onDisk(store.path) { () throws(DiskError) in
                let file = try store.logDisk.open(store.path(offset, .log), .create)
                try file.truncate(to: 0)
                try store.disk.syncDirectory(store.path)
                return file
            }
            activeSince = nil
            start = offset
            recoveryPoint = min(recoveryPoint, offset)
            try afterCut(end: offset, now: now)
            return garbage
        } catch { throw fail(error) }
    }

    /// Takes away the segments behind `index` and makes that one the active one. The names are durable before the new
    /// last segment is cut: a crash between leaves a log without a gap.
    private mutating func dropSegments(after index: Int, cutAt newEnd: Int64) throws(LogError) -> [String] {
        guard index < closed.count else { return [] }
        var garbage = try store.renameAway(active.base)
        for later in closed[(index + 1)...].reversed() { garbage += try store.renameAway(later.base) }
        let store = store
        try onDisk(store.path) { () throws(DiskError) in try store.disk.syncDirectory(store.path) }
        active = closed[index]
        closed.removeSubrange(index...)
        return garbage
    }

    private mutating func cutActive(to position: Int, end newEnd: Int64) throws(LogError) {
        let file = try store.file(of: &active)
        try store.prepareForAppend(&active, nextBase: end)
        try SegmentSums.remove(active.base, in: store.path, of: store.disk)
        let store = store
        try onDisk(store.path) { () throws(DiskError) in try file.truncate(to: Int64(position)) }
        active.size = position
        active.offsets?.truncate(toPosition: position)
        active.times?.truncate(toRelativeOffset: newEnd - active.base)
        active.aborts?.truncate(to: newEnd)
        unsynced += try store.rewriteIndexes(&active)
    }

    /// Brings everything that hangs on the end in line with a lower one.
    private mutating func afterCut(end newEnd: Int64, now: Int64) throws(LogError) {
        end = newEnd
        cleanedOffset = cleanedOffset.map { min($0, end) }
        durable = min(durable, end)
        high = max(min(high, end), start)
        stable = min(stable, high)
        generation += 1
        mustFlush = true
        isSettled = false
        marks.removeAll()
        flushedRanges = []
        flushing = 0
        range = FlushedRange(segmentBase: active.base, start: active.size, end: active.size, prefixChecksum: 0)
        epochs.truncate(to: end)
        damage.removeAll { $0.offsets.lowerBound >= newEnd }
        try store.removeSnapshots { $0 > newEnd }
        producers = try rebuiltProducers(now: now)
        producersAreLoaded = true
        producers.settle(highWatermark: high)
        refreshStable()
        checkInvariants()
    }
}

extension SegmentStore {
    /// Renames the files of a segment so that they do not count any more; answers the new paths.
    func renameAway(_ base: Int64) throws(LogError) -> [String] {
        var renamed: [String] = []
        try SegmentSums.remove(base, in: path, of: disk)
        // The log goes first: an index without its log is taken for what it is, a leftover.
        for kind in SegmentName.Kind.allCases {
            let path = path(base, kind)
            guard disk.exists(path) else { continue }
            try onDisk(self.path) { () throws(DiskError) in try disk.rename(path, to: path + SegmentName.deleted) }
            renamed.append(path + SegmentName.deleted)
        }
        return renamed
    }

    /// Removes the snapshots whose offset `isUnwanted`.
    func removeSnapshots(where isUnwanted: (Int64) -> Bool) throws(LogError) {
        try onDisk(path) { () throws(DiskError) in
            for entry in try disk.list(path) {
                guard let name = SegmentName.parse(entry.name), name.kind == .snapshot, isUnwanted(name.base) else {
                    continue
                }
                try disk.remove(path(name.base, .snapshot))
            }
        }
    }

    /// Whether the files of a segment's offset and time index have exactly what was found by reading its batches; and of
    /// the aborted transactions, too. They are derived, so they need no sync.
    func hasIndexes(of segment: inout Segment) throws(LogError) -> Bool {
        var offsets = BinaryWriter(capacity: 16)
        var times = BinaryWriter(capacity: 16)
        var aborts = BinaryWriter(capacity: 16)
        segment.offsets?.encodePending(to: &offsets)
        segment.times?.encodePending(to: &times)
        segment.aborts?.encodePending(to: &aborts)
        guard try read(segment.base, .index) == offsets.array(), try read(segment.base, .timeindex) == times.array(),
            try read(segment.base, .txnindex) ?? [] == aborts.array()
        else { return false }
        segment.indexesAreWritten()
        return true
    }

    /// Writes a segment's index files anew, after it was cut or recovered.
    func rewriteIndexes(_ segment: inout Segment) throws(LogError) -> [any File] {
        segment.offsets?.persisted = 0
        segment.times?.persisted = 0
        segment.aborts?.persisted = 0
        segment.hasIndexFiles = false
        let written = try writePending(&segment)
        if segment.aborts?.entries.isEmpty ?? false, disk.exists(path(segment.base, .txnindex)) {
            try onDisk(path) { () throws(DiskError) in try disk.remove(path(segment.base, .txnindex)) }
        }
        try refreshYoungest(&segment)
        return written
    }
}
