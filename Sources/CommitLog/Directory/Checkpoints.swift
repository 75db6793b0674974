import Synchronization
import World

/// Kafka's offset files of a data directory, as they are and as they will be written: entries of partitions that are not
/// open are kept.
final class Checkpoints: Sendable {
    private struct Offsets: Equatable {
        var recoveryPoints: Checkpoint
        var starts: Checkpoint
        var highWatermarks: Checkpoint
        var cleaned: Checkpoint
    }

    private let offsets: Mutex<Offsets>
    /// What the files have, once they were written.
    private let written = Mutex<Offsets?>(nil)

    /// Reads the files. A damaged one counts as empty, as Kafka has it: more is recovered then, nothing is lost.
    init(in directory: String, of disk: any Disk) throws(LogError) {
        offsets = Mutex(
            Offsets(
                recoveryPoints: try Checkpoint(.recoveryPoint, in: directory, of: disk) ?? Checkpoint(),
                starts: try Checkpoint(.logStart, in: directory, of: disk) ?? Checkpoint(),
                highWatermarks: try Checkpoint(.highWatermark, in: directory, of: disk) ?? Checkpoint(),
                cleaned: try Checkpoint(.cleaner, in: directory, of: disk) ?? Checkpoint()))
    }

    /// What the files say of a partition, if it was closed orderly: one that they do not name was not.
    func claims(for folder: PartitionFolder) -> LogClaims {
        let key = Checkpoint.Partition(folder.topic, folder.partition)
        return offsets.withLock { offsets in
            var claims = LogClaims()
            claims.recoveryPoint = offsets.recoveryPoints.offsets[key] ?? 0
            claims.isClean = offsets.recoveryPoints.offsets[key] != nil
            claims.logStart = offsets.starts.offsets[key] ?? 0
            claims.highWatermark = offsets.highWatermarks.offsets[key]
            claims.cleanedOffset = offsets.cleaned.offsets[key]
            return claims
        }
    }

    /// Takes a log's offsets. Kafka lists log starts only where records before them were deleted.
    func note(_ log: PartitionLog, recoveryPoint: Int64) {
        let key = Checkpoint.Partition(log.topic, log.partition)
        let (ends, cleaned) = (log.ends, log.cleanedOffset)
        offsets.withLock { offsets in
            offsets.recoveryPoints.offsets[key] = recoveryPoint
            offsets.starts.offsets[key] = ends.start > 0 ? ends.start : nil
            offsets.highWatermarks.offsets[key] = ends.high
            offsets.cleaned.offsets[key] = cleaned
        }
    }

    /// Takes it back that the other partitions need no recovery: they were not opened since an end that was not orderly.
    func forgetRecovery(but folders: Set<PartitionFolder>) {
        offsets.withLock { offsets in
            offsets.recoveryPoints.offsets = offsets.recoveryPoints.offsets.filter {
                folders.contains(PartitionFolder(topic: $0.key.topic, partition: $0.key.partition))
            }
        }
    }

    /// Forgets a partition that is deleted: one of the same name begins afresh.
    func remove(_ folder: PartitionFolder) {
        let key = Checkpoint.Partition(folder.topic, folder.partition)
        offsets.withLock { offsets in
            offsets.recoveryPoints.offsets[key] = nil
            offsets.starts.offsets[key] = nil
            offsets.highWatermarks.offsets[key] = nil
            offsets.cleaned.offsets[key] = nil
        }
    }

    /// Notes, durably, where a log begins: its records before were deleted, and stay so.
    func writeStart(of log: PartitionLog, in directory: String, of disk: any Disk) throws(LogError) {
        let starts = offsets.withLock { offsets in
            offsets.starts.offsets[Checkpoint.Partition(log.topic, log.partition)] = log.ends.start
            return offsets.starts
        }
        try starts.write(.logStart, in: directory, of: disk)
    }

    /// Notes, durably, how far a log is compacted.
    func writeCleaned(of log: PartitionLog, in directory: String, of disk: any Disk) throws(LogError) {
        let offset = log.cleanedOffset
        let cleaned = offsets.withLock { offsets in
            offsets.cleaned.offsets[Checkpoint.Partition(log.topic, log.partition)] = offset
            return offsets.cleaned
        }
        try cleaned.write(.cleaner, in: directory, of: disk)
    }

    /// Writes the files durably, those that have changed.
    func write(in directory: String, of disk: any Disk) throws(LogError) {
        let now = offsets.withLock { $0 }
        let before = written.withLock { written in
            // Until all of it is written nobody knows what the files have.
            defer { written = nil }
            return written
        }
        if now.recoveryPoints != before?.recoveryPoints {
            try now.recoveryPoints.write(.recoveryPoint, in: directory, of: disk)
        }
        if now.cleaned != before?.cleaned, !now.cleaned.offsets.isEmpty || before != nil {
            try now.cleaned.write(.cleaner, in: directory, of: disk)
        }
        if now.starts != before?.starts { try now.starts.write(.logStart, in: directory, of: disk) }
        if now.highWatermarks != before?.highWatermarks {
            try now.highWatermarks.write(.highWatermark, in: directory, of: disk)
        }
        written.withLock { $0 = now }
    }
}
