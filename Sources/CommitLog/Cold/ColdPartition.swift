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
    /// What a journal says to have been durable; nil where there is none.
    public internal(set) var proof: FlushProof?
    /// Whether the cleaner's checkpoint knows it: then it may leave out offsets, whatever its settings say today.
    public internal(set) var wasCompacted = false
    let store: SegmentStore

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
}
