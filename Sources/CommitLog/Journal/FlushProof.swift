public import Binary
import Records

/// Which partition a journal entry is about: the identity that `partition.metadata` holds, not a name.
public struct LogIdentity: Hashable, Sendable {
    /// The topic.
    public var topicId: Uuid
    /// The partition's number.
    public var partition: Int32

    /// Partition `partition` of the topic `topicId`.
    public init(topicId: Uuid, partition: Int32) {
        self.topicId = topicId
        self.partition = partition
    }
}

/// What is proven to have been durable of one log: per segment, runs of whole batches with the checksum of the bytes
/// that the batches' own checksums leave out.
///
/// It is a claim: where the log holds another batch there that is valid by its own checksum, somebody else (Kafka) has
/// written since, and the claim counts for nothing.
public struct FlushProof: Equatable, Sendable {
    /// Ranges shorter than this are joined with the one before, so a segment has at most 2^31 / 2^16 of them.
    static let joinBytes = 64 << 10
    /// Bytes of a batch that only the proof covers.
    static let prefixBytes = RecordBatchHeader.checksummedStart

    /// Ranges by segment base, in the order of their positions, without overlap.
    public private(set) var segments: [Int64: [FlushedRange]] = [:]

    /// A proof of nothing.
    public init() {}

    /// Position up to which the segment `base` was durable; 0 where nothing is known.
    public func provenEnd(ofSegment base: Int64) -> Int { segments[base]?.last?.end ?? 0 }

    /// Adds what a flush made durable. A range that begins before the end of what is known there says that the log was
    /// cut at its beginning and written again.
    mutating func add(_ range: FlushedRange) {
        guard range.start < range.end, range.start >= 0 else { return }
        cut(segment: range.segmentBase, to: range.start)
        guard let last = segments[range.segmentBase]?.last, last.end == range.start,
            last.end - last.start < Self.joinBytes
        else {
            segments[range.segmentBase, default: []].append(range)
            return
        }
        let count = segments[range.segmentBase]?.count ?? 0
        segments[range.segmentBase]?[count - 1] = Self.joined(last, range)
    }

    /// Forgets what lies at or after `position` of a segment, and all later segments: the log was truncated there.
    mutating func cut(segment base: Int64, to position: Int) {
        segments = segments.filter { $0.key <= base }
        guard var ranges = segments[base] else { return }
        while let last = ranges.last, last.end > position { ranges.removeLast() }
        segments[base] = ranges.isEmpty ? nil : ranges
    }

    /// Takes out what is known of one segment.
    mutating func remove(segment base: Int64) -> [FlushedRange] { segments.removeValue(forKey: base) ?? [] }

    /// All ranges, oldest segment first.
    public var ranges: [FlushedRange] { segments.sorted { $0.key < $1.key }.flatMap(\.value) }

    /// Bases of the segments before the last: those that take no more appends.
    var closedSegments: [Int64] { segments.keys.sorted().dropLast() }

    /// The checksum of two runs one after the other from those of both: appending n bytes to a checksum is linear, so
    /// the first one is carried over n zero bytes, less what these add by themselves.
    private static func joined(_ first: FlushedRange, _ second: FlushedRange) -> FlushedRange {
        var joined = first
        joined.end = second.end
        joined.batches = first.batches + second.batches
        joined.endOffset = second.endOffset
        let zeros = [UInt8](repeating: 0, count: prefixBytes * max(0, second.batches))
        let carried = crc32c(zeros.span.bytes, continuing: first.prefixChecksum) ^ crc32c(zeros.span.bytes)
        joined.prefixChecksum = carried ^ second.prefixChecksum
        return joined
    }
}

extension FlushedRange {
    /// Bytes of a range without its segment.
    static let encodedSize = 24

    func encode(to writer: inout BinaryWriter) {
        writer.uint32(UInt32(clamping: start))
        writer.uint32(UInt32(clamping: end))
        writer.uint32(UInt32(clamping: batches))
        writer.uint32(prefixChecksum)
        writer.int64(endOffset)
    }

    init(segmentBase: Int64, from reader: inout BinaryReader) {
        let start = Int(reader.uint32())
        let end = Int(reader.uint32())
        let batches = Int(reader.uint32())
        let prefixChecksum = reader.uint32()
        self.init(
            segmentBase: segmentBase, start: start, end: end, prefixChecksum: prefixChecksum, batches: batches,
            endOffset: reader.int64())
    }
}
