public import World

/// A data directory as it lies on disk, ours or Kafka's: read without a lock and without changing anything, also while a
/// broker has it open. What is read may then be a moment old. Any thread may call it.
public struct ColdDirectory: Sendable {
    /// The path.
    public let path: String
    /// Whose directory it is; nil where nothing says so.
    public let properties: MetaProperties?
    /// Whether it was closed orderly; false also where a process has it open.
    public let isClean: Bool
    /// The partitions, by topic and number.
    public let partitions: [ColdPartition]
    /// Names of folders that are no partition's, such as those that are being deleted.
    public let otherFolders: [String]
    /// What is wrong with the directory's own files, a clause each.
    public let faults: [String]

    /// Looks at the directory at `path`.
    ///
    /// - Throws: `.storage` where it, or a partition's folder, cannot be read.
    public init(_ path: String, of disk: any Disk) throws(LogError) {
        self.path = path
        // Read before the logs, which may be growing: what it says is in them then.
        let proofs = try Journal.proofs(in: path, of: disk)
        let cleaned = try Checkpoint(.cleaner, in: path, of: disk)?.offsets ?? [:]
        var partitions: [ColdPartition] = []
        var others: [String] = []
        for entry in try onDisk(path, { () throws(DiskError) in try disk.list(path) }) where entry.isDirectory {
            guard let folder = PartitionFolder(entry.name) else {
                others.append(entry.name)
                continue
            }
            let folderPath = "\(path)/\(entry.name)"
            var partition = try ColdPartition(folder.topic, folder.partition, folder: folderPath, of: disk)
            partition.proof = partition.topicId.flatMap {
                proofs[LogIdentity(topicId: $0, partition: folder.partition)]
            }
            partition.wasCompacted = cleaned[Checkpoint.Partition(folder.topic, folder.partition)] != nil
            partitions.append(partition)
        }
        self.partitions = partitions.sorted { ($0.topic, $0.partition) < ($1.topic, $1.partition) }
        otherFolders = others
        var faults: [String] = []
        var wasClosed = CleanMarker.exists(in: path, of: disk)
        do throws(LogError) {
            properties = try MetaProperties(in: path, of: disk)
        } catch {
            properties = nil
            faults.append("\(MetaProperties.name): \(error.detail)")
        }
        do throws(LogError) {
            if let state = try DirectoryState(in: path, of: disk) { wasClosed = wasClosed || state.isClean }
        } catch {
            faults.append("\(DirectoryState.name): \(error.detail)")
        }
        isClean = wasClosed
        for name in [Checkpoint.Name.recoveryPoint, .logStart, .highWatermark, .cleaner]
        where try Checkpoint(name, in: path, of: disk) == nil {
            faults.append("\(name.rawValue) is no checkpoint; it would be made again at a start")
        }
        self.faults = faults
    }
}
