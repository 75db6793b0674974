import Records
import World

extension Recovery {
    /// Walks every batch from the segment of `point` on, and makes indexes, epochs and producers from them.
    mutating func recover(_ segments: [Segment], from point: Int64) throws(LogError) {
        let firstScanned = max((segments.firstIndex { $0.base > point } ?? segments.count) - 1, 0)
        log.closed = Array(segments[..<firstScanned])
        let scanStart = segments[firstScanned].base
        log.epochs.truncate(to: scanStart)
        log.producers = try ProducerReplay(store: store, now: now).load(&log.closed, upTo: scanStart)
        var walk = LogWalk(
            store, from: scanStart, epoch: log.epochs.latest ?? -1, isCompacted: isCompacted,
            lostEnd: lostEnd,
            known: log.damage.filter { $0.segmentBase >= scanStart })
        log.damage.removeAll { $0.segmentBase >= scanStart }
        var recovered: [Segment] = []
        for (index, segment) in segments.enumerated().dropFirst(firstScanned) {
            if isCut || isTornAway(segment, from: walk.next) {
                isCut = true
                try setAside(segment)
            } else {
                recovered.append(try scan(segment, with: &walk, isLast: index == segments.count - 1))
            }
        }
        for hole in walk.discovered {
            events.emit(Event(.error, "log.damaged", "\(store.path): durable records are damaged: \(hole)"))
        }
        log.damage += walk.damage
        log.end = walk.next
        log.active = recovered.removeLast()
        log.closed += recovered
        if isCompacted, log.damage.isEmpty { try reloadProducers() }
        try settle()
    }

    /// Makes the producers' state again from the newest snapshot: of what is compacted not every batch is left that the
    /// walk would need. Compaction has made the snapshot behind it durable before it took any away.
    private mutating func reloadProducers() throws(LogError) {
        var segments = log.closed
        segments.append(log.active)
        log.producers = try ProducerReplay(store: store, now: now).load(&segments, upTo: log.end)
    }

    /// Whether the records between `next` and the segment were never synced, and are gone with the machine although the
    /// segment's name is there: a tail torn across a roll, not a hole.
    private func isTornAway(_ segment: Segment, from next: Int64) -> Bool {
        claims.unsyncedMayBeMissing && segment.base > next && !isCompacted
            && !claims.proven.contains { $0.segmentBase >= segment.base }
    }

    /// The position up to which a segment is proven to have been synced.
    private func provenEnd(of segment: Segment, isLast: Bool) -> Int {
        if claims.proven.contains(where: { $0.segmentBase > segment.base }) {
            // Where no such segment is left, what is missing begins behind this one.
            return isLast ? segment.size + 1 : segment.size
        }
        // The newest range counts: it is lower where the log was truncated meanwhile.
        return claims.proven.last { $0.segmentBase == segment.base }?.end ?? 0
    }

    /// Walks one segment to the end of its file, or to where it is cut.
    private mutating func scan(
        _ found: Segment, with walk: inout LogWalk, isLast: Bool
    ) throws(LogError) -> Segment {
        var found = found
        var segment = Segment(base: found.base)
        let proven = provenEnd(of: found, isLast: isLast)
        try correctPrefixes(of: &found)
        let tail = try walk.segment(&found, proven: proven, isLast: isLast) { (batch, scanner) throws(LogError) in
            segment.size = batch.position
            segment.note(batch.header, options: options)
            try take(batch, &scanner, into: &segment)
        }
        segment.file = found.file
        segment.size = found.size
        if let tail { try cut(&segment, at: tail, end: walk.next) }
        segment.sealTimes()
        if segment.size > proven || !claims.provenIsCurrent || tail != nil, let file = segment.file {
            unsynced.append(file)
        }
        if try !store.hasIndexes(of: &segment) { unsynced += try store.rewriteIndexes(&segment) }
        return segment
    }

    /// Takes a sound batch into epochs, producers and the segment's aborted transactions.
    private mutating func take(
        _ batch: ScannedBatch, _ scanner: inout BatchScanner, into segment: inout Segment
    ) throws(LogError) {
        let header = batch.header
        log.epochs.note(header.partitionLeaderEpoch, at: header.baseOffset)
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
}
