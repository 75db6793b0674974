import Records
import World

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension LogState {
    /// Appends a follower's fetched run as it is: offsets and epochs are the leader's.
    mutating func appendFetched(
        _ bytes: UnsafeRawBufferPointer, epoch: Int32, now: Int64
    ) throws(LogError) -> AppendResult {
        try requireRole(.follower(epoch: epoch))
        try prepareForAppend(now: now)
        let (before, writtenBefore) = (ends, written)
        var position = 0
        var failure: LogError?
        do throws(LogError) {
            while let count = try appendFetchedRun(UnsafeRawBufferPointer(rebasing: bytes[position...]), now: now) {
                position += count
            }
        } catch {
            let final = error.code == .storage ? fail(error) : error
            guard end > before.end else { throw final }
            failure = final
        }
        checkInvariants()
        return AppendResult(before: before, after: ends, failure: failure, bytes: written &- writtenBefore)
    }

    /// Appends what fits into one segment and answers its bytes; nil where there is no whole batch.
    private mutating func appendFetchedRun(_ bytes: UnsafeRawBufferPointer, now: Int64) throws(LogError) -> Int? {
        producers.begin()
        var run = Run(next: end)
        do throws(LogError) {
            try gather(bytes, into: &run, now: now)
            let part = iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: run.bytes)
            try withUnsafePointer(to: part) { (part) throws(LogError) in
                try write(UnsafeBufferPointer(start: part, count: run.count > 0 ? 1 : 0))
            }
        } catch {
            producers.rollBack()
            throw error
        }
        producers.commit()
        guard run.count > 0 else { return nil }
        marks.add(end, active.size)
        var position = 0
        while position < run.bytes {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[position..<run.bytes])
            guard let header = RecordBatchHeader(rest), let base = rest.baseAddress else { break }
            publish(header, base)
            position += header.sizeInBytes
        }
        finish(run, now: now)
        return run.bytes
    }

    /// Gathers the batches that fit into one segment, and notes their producers.
    private mutating func gather(_ bytes: UnsafeRawBufferPointer, into run: inout Run, now: Int64) throws(LogError) {
        while let header = try wholeBatch(bytes, at: run) {
            if mustRoll(for: header, at: run, now: now) {
                if run.count > 0 { return }
                try roll(now: now)
            }
            if header.hasProducerId {
                let batch = UnsafeRawBufferPointer(rebasing: bytes[run.bytes..<run.bytes + header.sizeInBytes])
                let marker = header.isControl ? TransactionMarker(batch: batch.bytes) : nil
                admit(header, marker: marker, into: &run.aborted, now: now)
            }
            if run.count == 0 { run.firstTimestamp = header.maxTimestamp }
            run.next = header.nextOffset
            run.bytes += header.sizeInBytes
            run.count += 1
        }
    }

    /// The header of the next whole batch of a fetched run, where it continues the log.
    private func wholeBatch(_ bytes: UnsafeRawBufferPointer, at run: Run) throws(LogError) -> RecordBatchHeader? {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[run.bytes...])
        guard let header = RecordBatchHeader(rest), header.sizeInBytes <= rest.count else { return nil }
        guard header.baseOffset >= run.next, header.partitionLeaderEpoch >= epochs.latest ?? -1 else {
            throw LogError(.invalidRecord, store.path, "a fetched batch does not continue the log at \(run.next)")
        }
        return header
    }
}

extension SegmentStore {
    /// Checks a fetched run without the lock, because a leader's bytes are a stranger's bytes too; answers its whole
    /// batches.
    func wholeBatches(_ bytes: UnsafeRawBufferPointer) throws(LogError) -> UnsafeRawBufferPointer {
        var position = 0
        while let header = RecordBatchHeader(UnsafeRawBufferPointer(rebasing: bytes[position...])) {
            guard header.fault == nil else {
                throw LogError(.invalidRecord, path, "a fetched batch has an impossible header")
            }
            guard header.sizeInBytes <= bytes.count - position else { break }
            let start = position + RecordBatchHeader.checksummedStart
            let body = UnsafeRawBufferPointer(rebasing: bytes[start..<position + header.sizeInBytes])
            guard crc32c(body) == header.crc else {
                throw LogError(.invalidRecord, path, "a fetched batch at offset \(header.baseOffset) is damaged")
            }
            position += header.sizeInBytes
        }
        return UnsafeRawBufferPointer(rebasing: bytes[..<position])
    }
}
