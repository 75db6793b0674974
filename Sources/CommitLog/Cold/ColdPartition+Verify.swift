import Records

extension ColdPartition {
    /// What `verify` has found.
    public struct Verification: Sendable {
        /// Sound batches.
        public var batches: Int64 = 0
        /// Records that they say to have.
        public var records: Int64 = 0
        /// Their bytes.
        public var bytes: Int64 = 0
        /// Offset after the last sound batch.
        public var end: Int64 = 0
        /// What is damaged, known before or not.
        public var damage: [Damage] = []
        /// Bytes behind the last sound batch of the log: an interrupted write, or one that is under way.
        public var tail = 0
        /// Index files that do not fit their log, each with what is wrong; they would be made again.
        public var indexFaults: [String] = []

        /// Whether everything that was written can be read.
        public var isSound: Bool { damage.isEmpty && tail == 0 && indexFaults.isEmpty }
    }

    /// Reads every byte: checksums, the order of offsets and epochs, and what the index files say.
    ///
    /// - Parameter isCompacted: whether offsets may be left out, although no compaction has noted that.
    public func verify(isCompacted: Bool = false) throws(LogError) -> Verification {
        var result = Verification()
        guard let first = segments.first else { return result }
        var walk = LogWalk(store, from: first.base, epoch: -1, isCompacted: isCompacted || wasCompacted, known: damage)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            var expected = Segment(base: segment.base, existingSize: segment.size)
            let tail = try walk.segment(&expected, proven: .max, isLast: isLast) { (batch, _) in
                result.batches += 1
                result.records += Int64(batch.header.recordCount)
                result.bytes += Int64(batch.header.sizeInBytes)
            }
            result.tail = tail.map { segment.size - $0 } ?? 0
            result.indexFaults += try indexFaults(of: segment, next: walk.next)
        }
        result.damage = walk.damage
        result.end = walk.next
        try judgeEnd(&result)
        return result
    }

    /// What is behind the last sound batch: the log alone does not tell whether it was ever whole. The journal does.
    private func judgeEnd(_ result: inout Verification) throws(LogError) {
        guard let segment = segments.last else { return }
        var tail = segment.size..<segment.size
        if let last = result.damage.last, last.segmentBase == segment.base, last.offsets.isEmpty,
            last.positions.upperBound == segment.size
        {
            result.damage.removeLast()
            tail = last.positions
        }
        // The newest range counts: offsets are fewer where the log was truncated meanwhile.
        let proven = proof?.ranges.last.map { $0.segmentBase >= segment.base ? $0.endOffset : 0 } ?? 0
        if proven > result.end {
            result.damage.append(
                Damage(segmentBase: segment.base, positions: tail, offsets: result.end..<proven))
            result.end = proven
        } else if try isUnlikeAWrite(tail, of: segment) {
            result.damage.append(
                Damage(segmentBase: segment.base, positions: tail, offsets: result.end..<result.end))
        } else {
            result.tail = tail.count
        }
    }

    /// Whether no interrupted write of a batch leaves these bytes: they are long enough for a header, are none, and are
    /// not the zeros of a page that never came.
    private func isUnlikeAWrite(_ tail: Range<Int>, of segment: ColdSegment) throws(LogError) -> Bool {
        guard tail.count >= RecordBatchHeader.size else { return false }
        let header = try segment.bytes(tail.lowerBound..<(tail.lowerBound + RecordBatchHeader.size))
        return header.contains { $0 != 0 } && RecordBatchHeader(header.span.bytes)?.magic != 2
    }

    private func indexFaults(of segment: ColdSegment, next: Int64) throws(LogError) -> [String] {
        var faults: [String] = []
        if let bytes = try store.readEntries(segment.base, .index, size: OffsetIndex.entrySize),
            OffsetIndex(bytes.span.bytes, logSize: max(segment.size, 1)) == nil
        {
            faults.append("\(SegmentName.file(segment.base, .index)) is cut, not increasing, or points behind the log")
        }
        if let bytes = try store.readEntries(segment.base, .timeindex, size: TimeIndex.entrySize),
            TimeIndex(bytes.span.bytes, offsets: max(next - segment.base, 1)) == nil
        {
            faults.append(
                "\(SegmentName.file(segment.base, .timeindex)) is cut, not increasing, or points behind the log")
        }
        if let bytes = try store.read(segment.base, .txnindex),
            AbortIndex(bytes.span.bytes, offsets: segment.base..<max(next, segment.base + 1)) == nil
        {
            faults.append("\(SegmentName.file(segment.base, .txnindex)) is cut or has offsets of another segment")
        }
        return faults
    }
}
