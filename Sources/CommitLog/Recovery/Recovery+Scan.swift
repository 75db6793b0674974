import Records
import World

extension Recovery {
    /// Walks every batch from the segment of `point` on, and makes indexes, epochs and producers from them.
    mutating func recover(_ segments: [Segment], from point: Int64) throws(LogError) {
        let firstScanned = max((segments.firstIndex { $0.base > point } ?? segments.count) - 1, 0)
        log.closed = Array(segments[..<firstScanned])
        let scanStart = segments[firstScanned].base
        next = scanStart
        log.epochs.truncate(to: scanStart)
        known = log.damage.filter { $0.segmentBase >= scanStart }
        log.damage.removeAll { $0.segmentBase >= scanStart }
        log.producers = try ProducerReplay(store: store, now: now).load(&log.closed, upTo: scanStart)
        var recovered: [Segment] = []
        for (index, segment) in segments.enumerated().dropFirst(firstScanned) {
            if isCut {
                try setAside(segment)
                continue
            }
            noteGap(before: segment, isFirst: index == firstScanned)
            recovered.append(try scan(segment, isLast: index == segments.count - 1))
        }
        log.active = recovered.removeLast()
        log.closed += recovered
        try settle()
    }

    /// The position up to which a segment is proven to have been synced.
    func provenEnd(of segment: Segment, isLast: Bool) -> Int {
        let ranges = claims.proven.filter { $0.segmentBase == segment.base }
        if !isLast, claims.proven.contains(where: { $0.segmentBase > segment.base }) { return segment.size }
        // The newest range counts: it is lower where the log was truncated meanwhile.
        return ranges.last?.end ?? 0
    }

    /// Names the hole where a segment does not continue the one before it.
    private mutating func noteGap(before segment: Segment, isFirst: Bool) {
        if !isFirst, segment.base > next {
            note(Damage(segmentBase: segment.base, positions: 0..<0, offsets: next..<segment.base))
        }
        next = max(next, segment.base)
    }

    /// Walks one segment to the end of its file, or to where it is cut.
    private mutating func scan(_ found: Segment, isLast: Bool) throws(LogError) -> Segment {
        var file = found
        var segment = Segment(base: found.base)
        segment.file = try store.file(of: &file)
        let proven = provenEnd(of: found, isLast: isLast)
        var scanner = BatchScanner(
            try store.file(of: &file), subject: store.path, from: 0, to: found.size, readAhead: 256 << 10)
        while stepOverKnown(in: found.base, &scanner) || scanner.position < found.size {
            if let batch = try scanner.nextVerified() {
                if try isInPlace(batch, &scanner) {
                    segment.size = batch.position
                    try take(batch, &scanner, into: &segment)
                    continue
                }
                scanner.resume(at: batch.position)
            }
            let bad = scanner.position
            if bad >= proven {
                try cut(&segment, at: bad, size: found.size)
                return try finished(segment)
            }
            let hole = try findHole(from: bad, in: found, proven: proven, isLast: isLast)
            note(hole)
            next = max(next, hole.offsets.upperBound)
            segment.size = hole.positions.upperBound
            scanner.resume(at: hole.positions.upperBound)
        }
        segment.size = max(segment.size, scanner.position)
        let lost = next..<max(next, lostEnd(isLast: isLast))
        if proven > found.size, !lost.isEmpty {
            note(Damage(segmentBase: found.base, positions: found.size..<found.size, offsets: lost))
            next = lost.upperBound
        }
        return try finished(segment)
    }

    /// Goes behind damage that an earlier start has named; answers whether there was any.
    private mutating func stepOverKnown(in segmentBase: Int64, _ scanner: inout BatchScanner) -> Bool {
        let index = known.firstIndex {
            $0.segmentBase == segmentBase && $0.positions.lowerBound == scanner.position
                && $0.offsets.lowerBound == next
        }
        guard let index else { return false }
        let hole = known.remove(at: index)
        log.damage.append(hole)
        next = max(next, hole.offsets.upperBound)
        scanner.resume(at: min(hole.positions.upperBound, scanner.limit))
        return true
    }

    /// Whether a batch continues the log. Base offset and leader epoch are not covered by the checksum, so where one of
    /// them jumps, the batch after it has to confirm that.
    private func isInPlace(_ batch: ScannedBatch, _ scanner: inout BatchScanner) throws(LogError) -> Bool {
        let header = batch.header
        let latest = log.epochs.latest ?? -1
        guard header.baseOffset >= next, header.baseOffset - next <= Int64(Int32.max),
            header.partitionLeaderEpoch >= latest
        else { return false }
        if header.baseOffset == next, header.partitionLeaderEpoch == latest { return true }
        guard scanner.position < scanner.limit, let follower = try scanner.nextVerified()?.header else {
            scanner.resume(at: batch.end)
            return header.baseOffset == next
        }
        scanner.resume(at: batch.end)
        return follower.baseOffset >= header.nextOffset
            && follower.partitionLeaderEpoch >= header.partitionLeaderEpoch
    }

    /// Takes a sound batch into indexes, epochs and producers.
    private mutating func take(
        _ batch: ScannedBatch, _ scanner: inout BatchScanner, into segment: inout Segment
    ) throws(LogError) {
        let header = batch.header
        if header.baseOffset > next, !options.isCompacted {
            let positions = batch.position..<batch.position
            note(Damage(segmentBase: segment.base, positions: positions, offsets: next..<header.baseOffset))
        }
        segment.note(header, options: options)
        log.epochs.note(header.partitionLeaderEpoch, at: header.baseOffset)
        next = header.nextOffset
        guard header.hasProducerId else { return }
        guard header.isControl else { return log.producers.admit(header, now: now) }
        let marker = try scanner.withBytes(of: batch) { TransactionMarker(batch: $0.bytes) }
        guard let marker else { return }
        let ended = log.producers.admit(marker: header, coordinatorEpoch: marker.coordinatorEpoch, now: now)
        guard let ended, !marker.isCommit else { return }
        segment.aborts?.append(
            AbortedTransaction(
                producerId: header.producerId, firstOffset: ended.firstOffset, lastOffset: header.lastOffset,
                lastStableOffset: ended.lastStableOffset))
    }

    /// The damage that begins at `position`: up to the next whole batch that fits, or the proven end.
    private func findHole(
        from position: Int, in segment: Segment, proven: Int, isLast: Bool
    ) throws(LogError) -> Damage {
        let found = try HoleFinder(store: store, next: next).nextBatch(after: position, in: segment)
        if let found {
            return Damage(
                segmentBase: segment.base, positions: position..<found.position, offsets: next..<found.header.baseOffset
            )
        }
        let end = isLast ? min(proven, segment.size) : segment.size
        return Damage(
            segmentBase: segment.base, positions: position..<end, offsets: next..<max(next, lostEnd(isLast: isLast)))
    }

    /// Up to which offset records must have been where nothing is left to tell: offsets that were handed out are
    /// not handed out again.
    private func lostEnd(isLast: Bool) -> Int64 {
        isLast ? max(claims.highWatermark ?? 0, claims.recoveryPoint) : 0
    }

    mutating func note(_ damage: Damage) {
        log.damage.append(damage)
        events.emit(Event(.error, "log.damaged", "\(store.path): durable records are damaged: \(damage)"))
    }

    private mutating func finished(_ segment: Segment) throws(LogError) -> Segment {
        var segment = segment
        segment.sealTimes()
        written += try store.rewriteIndexes(&segment)
        return segment
    }
}
