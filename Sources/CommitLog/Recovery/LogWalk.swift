import Records
import World

/// Walks the segments of a log batch by batch with their checksums, and tells sound batches, damage and a torn tail
/// apart. Reads only; who opens a log acts on what it finds, who verifies one reports it.
struct LogWalk: ~Copyable {
    let store: SegmentStore
    /// Whether offsets may be left out, as compaction does.
    let isCompacted: Bool
    /// Offsets below were handed out, whether or not a batch is left to show it.
    let lostEnd: Int64
    /// Damage that was named before, and that the walk has not come to yet.
    var known: [Damage]
    /// Damage, in order; what was known before and is still there comes first in its place.
    private(set) var damage: [Damage] = []
    /// How much of `damage` was not known before.
    private(set) var discovered: [Damage] = []
    /// Offset that the next batch must have.
    private(set) var next: Int64
    /// The leader epoch of the last batch; -1 before the first.
    private(set) var latestEpoch: Int32

    init(
        _ store: SegmentStore, from next: Int64, epoch: Int32, isCompacted: Bool, lostEnd: Int64 = 0,
        known: [Damage] = []
    ) {
        self.store = store
        self.next = next
        self.latestEpoch = epoch
        self.isCompacted = isCompacted
        self.lostEnd = lostEnd
        self.known = known
    }

    /// Walks one segment; segments come in order.
    ///
    /// - Parameters:
    ///   - proven: up to which position bad bytes are damage. Behind it they are a torn tail.
    ///   - isLast: whether no segment follows.
    ///   - visit: is called with every sound batch; may read it from the scanner.
    /// - Returns: where the torn tail begins; nil where the segment is whole.
    mutating func segment(
        _ found: inout Segment, proven: Int, isLast: Bool,
        _ visit: (ScannedBatch, inout BatchScanner) throws(LogError) -> Void
    ) throws(LogError) -> Int? {
        enter(found.base)
        var scanner = BatchScanner(
            try store.file(of: &found), subject: store.path, from: 0, to: found.size, readAhead: 256 << 10)
        while stepOverKnown(in: found.base, &scanner) || scanner.position < found.size {
            if let batch = try scanner.nextVerified() {
                if try isInPlace(batch, &scanner) {
                    take(batch, in: found.base)
                    try visit(batch, &scanner)
                    continue
                }
                scanner.resume(at: batch.position)
            }
            let bad = scanner.position
            if bad >= proven { return bad }
            let hole = try findHole(from: bad, in: found, proven: proven, isLast: isLast)
            note(hole)
            scanner.resume(at: hole.positions.upperBound)
        }
        if proven > found.size, isLast, lostEnd > next, proven < .max {
            note(Damage(segmentBase: found.base, positions: found.size..<found.size, offsets: next..<lostEnd))
        }
        return nil
    }

    /// Names the hole where a segment does not continue the one before it.
    private mutating func enter(_ base: Int64) {
        if base > next, !isCompacted {
            note(Damage(segmentBase: base, positions: 0..<0, offsets: next..<base))
        }
        next = max(next, base)
    }

    private mutating func note(_ hole: Damage) {
        next = max(next, hole.offsets.upperBound)
        damage.append(hole)
        if let index = known.firstIndex(of: hole) { known.remove(at: index) } else { discovered.append(hole) }
    }

    /// Goes behind damage that was named before; answers whether there was any.
    private mutating func stepOverKnown(in segmentBase: Int64, _ scanner: inout BatchScanner) -> Bool {
        let hole = known.first {
            $0.segmentBase == segmentBase && $0.positions.lowerBound == scanner.position
                && $0.offsets.lowerBound == next
        }
        guard let hole else { return false }
        note(hole)
        scanner.resume(at: min(hole.positions.upperBound, scanner.limit))
        return true
    }

    /// Whether a batch continues the log. Base offset and leader epoch are not covered by the checksum, so where one of
    /// them jumps, the batch after it has to confirm that.
    private func isInPlace(_ batch: ScannedBatch, _ scanner: inout BatchScanner) throws(LogError) -> Bool {
        let header = batch.header
        guard header.baseOffset >= next, header.baseOffset - next <= Int64(Int32.max),
            header.partitionLeaderEpoch >= latestEpoch
        else { return false }
        if header.baseOffset == next, header.partitionLeaderEpoch == latestEpoch { return true }
        let follower = scanner.position < scanner.limit ? try scanner.nextVerified()?.header : nil
        scanner.resume(at: batch.end)
        guard let follower else { return header.baseOffset == next || isCompacted }
        return follower.baseOffset >= header.nextOffset
            && follower.partitionLeaderEpoch >= header.partitionLeaderEpoch
    }

    private mutating func take(_ batch: ScannedBatch, in segmentBase: Int64) {
        if batch.header.baseOffset > next, !isCompacted {
            let positions = batch.position..<batch.position
            note(Damage(segmentBase: segmentBase, positions: positions, offsets: next..<batch.header.baseOffset))
        }
        next = batch.header.nextOffset
        latestEpoch = batch.header.partitionLeaderEpoch
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
        // What is missing at the end of an earlier segment, the next one's base tells.
        let end = isLast ? min(proven, segment.size) : segment.size
        return Damage(
            segmentBase: segment.base, positions: position..<end, offsets: next..<max(next, isLast ? lostEnd : 0))
    }
}
