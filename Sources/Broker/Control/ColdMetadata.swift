import CommitLog
public import Metadata
import Quorum
public import World

/// The cluster's metadata as they lie in a data directory: read without a lock and without changing anything.
public enum ColdMetadata {
    /// The state by the newest snapshot and the log behind it; nil where the directory has no metadata.
    ///
    /// - Throws: where a file cannot be read, or says what this build does not know.
    public static func state(in directory: String, of disk: any Disk) throws -> ClusterState? {
        guard try !ControlDirectory.isUnformatted(disk, directory) else { return nil }
        let folder = "\(directory)/\(ControlDirectory.logFolder)"
        let (id, snapshot) = try ControlDirectory.newestSnapshot(disk, folder)
        var replay = MetadataReplay()
        for value in snapshot.records { try replay.apply(MetadataVersion.decode(value)) }
        for entry in try disk.list(folder) where MetadataLog.segmentBase(entry.name) != nil {
            let bytes = try disk.readAll("\(folder)/\(entry.name)")
            for batch in try QuorumBatch.read(bytes.span.bytes).batches where batch.endOffset > id.endOffset {
                guard case .records(let values) = batch.content else { continue }
                for value in values { try replay.apply(MetadataVersion.decode(value)) }
            }
        }
        return replay.state
    }
}
