public import Binary
import Records
public import World

/// A partition's folder as it lies on the disk, read without a lock and without changing anything: another process, or
/// Apache Kafka, may be writing to it. Readers stop at the last whole batch.
public struct ColdPartition: Sendable {
    /// The topic's name.
    public let topic: String
    /// The partition's number.
    public let partition: Int32
    /// The topic's id; nil where there is no `partition.metadata`.
    public let topicId: Uuid?
    /// The segments, oldest first.
    public let segments: [ColdSegment]
    /// The leader epochs that `leader-epoch-checkpoint` names.
    public let epochs: EpochHistory
    /// Damage that an earlier start has named.
    public let damage: [Damage]
    private let store: SegmentStore

    /// Reads a folder's names, sizes and small files.
    ///
    /// - Throws: where the folder or a file in it cannot be read.
    public init(_ topic: String, _ partition: Int32, folder: String, of disk: any Disk) throws(LogError) {
        self.topic = topic
        self.partition = partition
        store = SegmentStore(disk: disk, path: folder, mode: .read)
        let names = try onDisk(folder) { () throws(DiskError) in try disk.list(folder) }.map(\.name)
        topicId = names.contains(PartitionMetadata.name) ? try PartitionMetadata.read(folder, of: disk) : nil
        damage = names.contains(DamageFile.name) ? try DamageFile.read(store) : []
        let epochFile = try disk.readAll("\(folder)/\(EpochHistory.name)", subject: folder)
        epochs = epochFile.flatMap(EpochHistory.init) ?? EpochHistory()
        var segments: [ColdSegment] = []
        for name in names {
            guard let (base, kind) = SegmentName.parse(name), kind == .log else { continue }
            segments.append(try ColdSegment(base: base, path: "\(folder)/\(name)", of: disk))
        }
        self.segments = segments
    }

    /// Bytes of all log files.
    public var size: Int64 { segments.reduce(0) { $0 + Int64($1.size) } }
    /// Where the first segment begins; nil where there is none.
    public var firstOffset: Int64? { segments.first?.base }

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
    /// - Parameter isCompacted: whether offsets may be left out.
    public func verify(isCompacted: Bool = false) throws(LogError) -> Verification {
        var result = Verification()
        guard let first = segments.first else { return result }
        var walk = LogWalk(store, from: first.base, epoch: -1, isCompacted: isCompacted, known: damage)
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
        // Nothing sound follows it: nobody can tell from the log alone whether it was ever whole.
        if let last = result.damage.last, let segment = segments.last, last.segmentBase == segment.base,
            last.positions.upperBound == segment.size, last.offsets.isEmpty
        {
            result.damage.removeLast()
            result.tail = last.positions.count
        }
        return result
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
