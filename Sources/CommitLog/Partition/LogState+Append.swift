import Records
import World

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension LogState {
    /// Appends a leader's group: as few writes as segments it touches, one in nearly all cases.
    mutating func append(
        _ group: UnsafeMutableBufferPointer<StagedBatch>, epoch: Int32, now: Int64, space: DiskSpace?
    ) throws(LogError) -> AppendResult {
        try requireRole(.leader(epoch: epoch))
        try requireRoom(space)
        if let latest = epochs.latest, latest > epoch {
            throw LogError(
                .fenced, store.path, "the log has batches of epoch \(latest), the leader is of epoch \(epoch)")
        }
        try prepareForAppend(now: now)
        let (before, writtenBefore) = (ends, written)
        var index = 0
        var failure: LogError?
        while index < group.count, failure == nil {
            do throws(LogError) {
                index = try appendRun(group, from: index, epoch: epoch, now: now)
            } catch {
                // Whatever else than lack of space was wrong may have taken earlier writes with it.
                failure = error.code == .storage ? fail(error) : error
                for rest in index..<group.count { group[rest].outcome = .refused(error.code) }
            }
        }
        checkInvariants()
        return AppendResult(before: before, after: ends, failure: failure, bytes: written &- writtenBefore)
    }

    /// Refuses records while the file system is nearly full.
    func requireRoom(_ space: DiskSpace?) throws(LogError) {
        if let space, !space.hasRoom, !options.ignoresFreeSpace { throw space.refusal(store.path) }
    }

    /// Loads what a clean start or a long pause has left on the disk.
    mutating func prepareForAppend(now: Int64) throws(LogError) {
        try loadProducers(now: now)
        let isComplete = active.offsets != nil && active.times != nil && active.aborts != nil
        if !isComplete || (active.firstTimestamp == nil && active.size > 0) {
            try store.prepareForAppend(&active, nextBase: end)
        }
    }

    /// Appends what of the group from `first` fits into one segment; answers the index after it. Where it throws,
    /// nothing of the run has happened.
    private mutating func appendRun(
        _ group: UnsafeMutableBufferPointer<StagedBatch>, from first: Int, epoch: Int32, now: Int64
    ) throws(LogError) -> Int {
        producers.begin()
        var run = Run(next: end)
        do throws(LogError) {
            try withUnsafeTemporaryAllocation(of: iovec.self, capacity: group.count - first) {
                (parts) throws(LogError) in
                run.index = first
                while run.index < group.count {
                    let isRefused = try judge(&group[run.index])
                    guard !isRefused else {
                        run.index += 1
                        continue
                    }
                    let header = group[run.index].header
                    if mustRoll(for: header, at: run, now: now) {
                        if run.count > 0 { break }
                        try roll(now: now)
                    }
                    place(&group[run.index], in: &run, epoch: epoch, now: now)
                    parts[run.count - 1] = iovec(
                        iov_base: group[run.index].bytes, iov_len: group[run.index].header.sizeInBytes)
                    run.index += 1
                }
                try write(UnsafeBufferPointer(rebasing: parts[..<run.count]))
            }
        } catch {
            producers.rollBack()
            throw error
        }
        producers.commit()
        publish(group, first..<run.index, run, now: now)
        return run.index
    }

    /// What a run has gathered so far.
    struct Run {
        var next: Int64
        var index = 0
        var count = 0
        var bytes = 0
        /// Of the first batch.
        var firstTimestamp: Int64 = -1
        var aborted: [AbortedTransaction] = []

        init(next: Int64) { self.next = next }
    }

    /// Sets the outcome of a batch that is not to be appended, and answers whether there is one.
    private func judge(_ batch: inout StagedBatch) throws(LogError) -> Bool {
        let header = batch.header
        let lacksSequence = batch.rules.contains(.sequence) && !header.isControl && header.baseSequence < 0
        if header.fault != nil || (header.hasProducerId && lacksSequence) {
            batch.outcome = .refused(.invalidRecord)
            return true
        }
        if header.sizeInBytes > options.maxSegmentBytes {
            batch.outcome = .refused(.largerThanSegment)
            return true
        }
        guard header.hasProducerId else { return false }
        let verdict =
            header.isControl
            ? producers.judge(
                marker: header, coordinatorEpoch: TransactionMarker(batch)?.coordinatorEpoch ?? -1, batch.rules)
            : producers.judge(header, batch.rules)
        switch verdict {
        case .admit: return false
        case .duplicate(let original):
            batch.outcome = .duplicate(
                baseOffset: original.firstOffset, lastOffset: original.lastOffset, timestamp: original.timestamp)
        case .refuse(let code): batch.outcome = .refused(code)
        }
        return true
    }

    /// Gives a batch its offset and notes its producer.
    private mutating func place(_ batch: inout StagedBatch, in run: inout Run, epoch: Int32, now: Int64) {
        batch.header.baseOffset = run.next
        batch.header.partitionLeaderEpoch = epoch
        RecordBatchHeader.patch(
            UnsafeMutableRawBufferPointer(start: batch.bytes, count: batch.header.sizeInBytes), baseOffset: run.next,
            leaderEpoch: epoch)
        batch.outcome = .appended(baseOffset: run.next)
        if batch.header.hasProducerId {
            admit(batch.header, marker: TransactionMarker(batch), into: &run.aborted, now: now)
        }
        if run.count == 0 { run.firstTimestamp = batch.header.maxTimestamp }
        run.next = batch.header.nextOffset
        run.bytes += batch.header.sizeInBytes
        run.count += 1
    }

    /// Notes a batch with a producer id, and the transaction that it aborts.
    mutating func admit(
        _ header: RecordBatchHeader, marker: TransactionMarker?, into aborted: inout [AbortedTransaction], now: Int64
    ) {
        guard header.isControl else { return producers.admit(header, now: now) }
        guard let marker else { return }
        let ended = producers.admit(marker: header, coordinatorEpoch: marker.coordinatorEpoch, now: now)
        guard let ended, !marker.isCommit else { return }
        aborted.append(
            AbortedTransaction(
                producerId: header.producerId, firstOffset: ended.firstOffset, lastOffset: header.lastOffset,
                lastStableOffset: ended.lastStableOffset))
    }

    /// Writes behind the active segment's batches. On failure the file is as it was, or the log has failed.
    mutating func write(_ parts: UnsafeBufferPointer<iovec>) throws(LogError) {
        guard !parts.isEmpty else { return }
        let file = try store.file(of: &active)
        let position = Int64(active.size)
        do { try file.write(parts, at: position) } catch {
            let failure = LogError(error, store.path)
            do { try file.truncate(to: position) } catch { throw fail(failure) }
            throw failure
        }
    }

    /// Makes a written run part of the log.
    private mutating func publish(
        _ group: UnsafeMutableBufferPointer<StagedBatch>, _ indices: Range<Int>, _ run: Run, now: Int64
    ) {
        guard run.count > 0 else { return }
        marks.add(end, active.size)
        for index in indices {
            guard case .appended = group[index].outcome else { continue }
            publish(group[index].header, UnsafeRawPointer(group[index].bytes))
        }
        finish(run, now: now)
    }

    /// Makes one written batch part of index, epochs and checksums.
    mutating func publish(_ header: RecordBatchHeader, _ bytes: UnsafeRawPointer) {
        active.note(header, options: options)
        epochs.note(header.partitionLeaderEpoch, at: header.baseOffset)
        let prefix = UnsafeRawBufferPointer(start: bytes, count: RecordBatchHeader.checksummedStart)
        range.prefixChecksum = crc32c(prefix, continuing: range.prefixChecksum)
        range.batches += 1
        range.endOffset = header.nextOffset
    }

    mutating func finish(_ run: Run, now: Int64) {
        range.end = active.size
        written &+= run.bytes
        isSettled = false
        for transaction in run.aborted { active.aborts?.append(transaction) }
        if activeSince == nil { activeSince = now }
        end = run.next
    }
}
