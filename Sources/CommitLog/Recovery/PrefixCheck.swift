import Records
import World

/// Compares the bytes that a batch's own checksum leaves out (base offset, length, epoch, magic) with what the journal
/// has noted, and finds the one batch whose base offset or leader epoch is wrong: the checksum says what it must be.
struct PrefixCheck {
    /// A base offset or leader epoch that has to be put right.
    struct Correction: Equatable {
        var position: Int
        var baseOffset: Int64
        var leaderEpoch: Int32
    }

    let store: SegmentStore
    private static let prefix = RecordBatchHeader.checksummedStart

    /// The corrections that make a segment what the ranges say; ranges that are whole need none, those that cannot be
    /// explained by one wrong number get none.
    func corrections(of segment: inout Segment, _ ranges: [FlushedRange]) throws(LogError) -> [Correction] {
        var corrections: [Correction] = []
        for range in ranges where range.end <= segment.size && range.start < range.end {
            guard let batches = try batches(of: &segment, range) else { continue }
            if checksum(batches, replacing: nil) == range.prefixChecksum { continue }
            if let found = explain(batches, range.prefixChecksum) { corrections.append(found) }
        }
        return corrections
    }

    /// A batch of a range: what its header says, and its first bytes.
    private struct Prefix {
        var header: RecordBatchHeader
        var position: Int
        var bytes: [UInt8]
    }

    /// The batches that fill a range exactly; nil where they do not.
    private func batches(of segment: inout Segment, _ range: FlushedRange) throws(LogError) -> [Prefix]? {
        var batches: [Prefix] = []
        var scanner = BatchScanner(
            try store.file(of: &segment), subject: store.path, from: range.start, to: range.end, readAhead: 16 << 10)
        scanner.toleratesOffsets = true
        while let batch = try scanner.next() {
            let bytes = try scanner.withBytes(of: batch) { [UInt8]($0.prefix(PrefixCheck.prefix)) }
            batches.append(Prefix(header: batch.header, position: batch.position, bytes: bytes))
        }
        return scanner.fault == nil ? batches : nil
    }

    private func checksum(_ batches: [Prefix], replacing replaced: (index: Int, bytes: [UInt8])?) -> UInt32 {
        var crc: UInt32 = 0
        for (index, batch) in batches.enumerated() {
            let bytes = replaced?.index == index ? replaced?.bytes ?? batch.bytes : batch.bytes
            crc = crc32c(bytes.span.bytes, continuing: crc)
        }
        return crc
    }

    /// The correction of one batch, by what its neighbours have, with which the range has its checksum.
    private func explain(_ batches: [Prefix], _ wanted: UInt32) -> Correction? {
        for (index, batch) in batches.enumerated() {
            for candidate in candidates(batches, index) where candidate != batch.header {
                var bytes = batch.bytes
                bytes.withUnsafeMutableBytes {
                    RecordBatchHeader.patch(
                        $0, baseOffset: candidate.baseOffset, leaderEpoch: candidate.partitionLeaderEpoch)
                }
                guard checksum(batches, replacing: (index, bytes)) == wanted else { continue }
                return Correction(
                    position: batch.position, baseOffset: candidate.baseOffset,
                    leaderEpoch: candidate.partitionLeaderEpoch)
            }
        }
        return nil
    }

    /// What a batch's header may have said: its neighbours' epochs, and the offset that continues them. A batch alone
    /// is tried with each of its bits turned, as damage by one bit leaves no neighbour to ask.
    private func candidates(_ batches: [Prefix], _ index: Int) -> [RecordBatchHeader] {
        let header = batches[index].header
        var candidates: [RecordBatchHeader] = []
        for neighbour in [index - 1, index + 1] where batches.indices.contains(neighbour) {
            var candidate = header
            candidate.partitionLeaderEpoch = batches[neighbour].header.partitionLeaderEpoch
            candidates.append(candidate)
            candidate = header
            let other = batches[neighbour].header
            candidate.baseOffset =
                neighbour < index ? other.nextOffset : other.baseOffset &- Int64(header.lastOffsetDelta) &- 1
            candidates.append(candidate)
        }
        for bit in 0..<64 {
            var candidate = header
            candidate.baseOffset ^= 1 << bit
            candidates.append(candidate)
            guard bit < 32 else { continue }
            candidate = header
            candidate.partitionLeaderEpoch ^= 1 << bit
            candidates.append(candidate)
        }
        return candidates
    }
}

extension Recovery {
    /// Puts right what the journal proves to be a wrong base offset or leader epoch, before a segment is walked.
    mutating func correctPrefixes(of segment: inout Segment) throws(LogError) {
        let proven = claims.proven.filter { $0.segmentBase == segment.base }
        let ranges = proven.isEmpty ? claims.sums.filter { $0.segmentBase == segment.base } : proven
        for correction in try PrefixCheck(store: store).corrections(of: &segment, ranges) {
            let file = try store.file(of: &segment)
            try onDisk(store.path) { () throws(DiskError) in
                try file.write(bigEndian(correction.baseOffset), at: Int64(correction.position))
                try file.write(bigEndian(correction.leaderEpoch), at: Int64(correction.position + 12))
            }
            unsynced.append(file)
            events.emit(
                Event(
                    .warning, "log.corrected",
                    "\(store.path): the header of the batch at position \(correction.position) of "
                        + "\(SegmentName.file(segment.base, .log)) was damaged; the journal proves offset "
                        + "\(correction.baseOffset), epoch \(correction.leaderEpoch)"))
        }
    }

    private func bigEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { [UInt8]($0) }
    }
}
