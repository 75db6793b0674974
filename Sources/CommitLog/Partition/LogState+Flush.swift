import World

extension LogState {
    /// What a sync has to cover to make the log durable to its end; nil where it is.
    mutating func takeFlush() throws(LogError) -> FlushTicket? {
        if let failure { throw failure }
        guard mustFlush || durable < end || folderIsUnsynced || !unsynced.isEmpty else { return nil }
        var files = unsynced
        files.append(try store.file(of: &active))
        var ranges = flushedRanges
        if range.end > range.start || mustFlush { ranges.append(range) }
        let ticket = FlushTicket(
            files: files, needsFolderSync: folderIsUnsynced, end: end, ranges: ranges, generation: generation)
        flushing = unsyncedBytes
        unsynced = []
        folderIsUnsynced = false
        flushedRanges = []
        range = FlushedRange(segmentBase: active.base, start: active.size, end: active.size, prefixChecksum: 0)
        mustFlush = false
        return ticket
    }

    /// Bytes that no ticket has taken yet.
    private var unsyncedBytes: Int { flushedRanges.reduce(range.end - range.start) { $0 + $1.end - $1.start } }

    /// Bytes of an F-topic that have not been synced, on their way or not; 0 where nobody waits for the disk.
    var bytesToFlush: Int { options.flushesBeforeAcknowledging ? unsyncedBytes + flushing : 0 }

    /// Publishes the durable end of a ticket whose syncs have returned; false where the log has changed meanwhile.
    mutating func flushed(_ ticket: FlushTicket) -> Bool {
        guard failure == nil, ticket.generation == generation else { return false }
        durable = max(durable, min(ticket.end, end))
        flushing = 0
        checkInvariants()
        return true
    }

    /// Writes what recovery would otherwise have to find out, and lets go of files that nobody uses.
    ///
    /// - Returns: files that were written and have to be synced before the recovery point may rise.
    mutating func tidy(now: Int64) throws(LogError) -> [any File] {
        if let failure { throw failure }
        if isOld(now: now) { try roll(now: now) }
        producers.expire(now: now, after: options.producerExpirationMilliseconds)
        let files = try store.writePending(&active)
        for index in closed.indices { closed[index].letGo() }
        isIdleUnflushed = !active.isUsed && durable < end && !options.flushesBeforeAcknowledging
        if durable == end, unsynced.isEmpty { active.letGo() } else { active.isUsed = false }
        return files
    }
}

extension Segment {
    /// Closes the file, and forgets the indexes that the disk has, unless someone used it since the last time.
    mutating func letGo() {
        guard !isUsed, !isPinned else {
            isUsed = false
            return
        }
        file = nil
        guard offsets?.persisted == offsets?.count, times?.persisted == times?.count,
            aborts?.persisted == aborts?.entries.count
        else { return }
        offsets = nil
        times = nil
        aborts = nil
    }
}
