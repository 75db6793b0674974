public import World

/// One of Kafka's files that hold an offset per partition of a data directory.
public struct Checkpoint: Equatable, Sendable {
    /// Which file.
    public enum Name: String, Sendable {
        /// Below these offsets nothing has to be recovered.
        case recoveryPoint = "recovery-point-offset-checkpoint"
        /// Where logs begin when records before were deleted.
        case logStart = "log-start-offset-checkpoint"
        /// High watermarks.
        case highWatermark = "replication-offset-checkpoint"
        /// Where compaction goes on.
        case cleaner = "cleaner-offset-checkpoint"
    }

    /// A partition by name, as the files have it.
    public struct Partition: Hashable, Comparable, Sendable {
        /// The topic's name.
        public var topic: String
        /// The partition's number.
        public var partition: Int32

        /// Partition `partition` of `topic`.
        public init(_ topic: String, _ partition: Int32) {
            self.topic = topic
            self.partition = partition
        }

        public static func < (left: Partition, right: Partition) -> Bool {
            (left.topic, left.partition) < (right.topic, right.partition)
        }
    }

    /// The offsets.
    public var offsets: [Partition: Int64]

    /// A checkpoint of `offsets`.
    public init(_ offsets: [Partition: Int64] = [:]) { self.offsets = offsets }

    /// Reads a file; empty where there is none, nil where it is damaged: then each partition counts as at offset 0.
    public init?(_ name: Name, in directory: String, of disk: any Disk) throws(LogError) {
        offsets = [:]
        guard let bytes = try disk.readAll("\(directory)/\(name.rawValue)", subject: directory) else { return }
        guard let rows = CheckpointText.parse(bytes, fields: 3) else { return nil }
        for row in rows {
            guard let partition = Int32(row[1]), let offset = Int64(row[2]), partition >= 0, offset >= 0 else {
                return nil
            }
            offsets[Partition(String(row[0]), partition)] = offset
        }
    }

    /// Writes the file durably, in the order of topic and partition.
    public func write(_ name: Name, in directory: String, of disk: any Disk) throws(LogError) {
        let lines = offsets.keys.sorted().map { "\($0.topic) \($0.partition) \(offsets[$0] ?? 0)" }
        try onDisk(directory) { () throws(DiskError) in
            try disk.replace(name.rawValue, in: directory, with: CheckpointText.encode(lines))
        }
    }
}
