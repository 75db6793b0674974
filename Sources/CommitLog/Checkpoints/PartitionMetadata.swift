public import Binary
public import World

/// The `partition.metadata` of a partition's folder: which topic it belongs to. Kafka takes a folder without it for a
/// stray, so it is written, durably, before the first record.
public enum PartitionMetadata {
    /// The file's name.
    public static let name = "partition.metadata"

    /// The topic id of a folder; nil where there is no file.
    public static func read(_ folder: String, of disk: any Disk) throws(LogError) -> Uuid? {
        guard let bytes = try disk.readAll("\(folder)/\(name)", subject: folder) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard lines.count == 2, lines[0] == "version: 0", lines[1].hasPrefix("topic_id: "),
            let id = Uuid(lines[1].dropFirst("topic_id: ".utf8.count))
        else { throw LogError(.unsupported, folder, "\(name) is not of version 0 with a topic id") }
        return id
    }

    /// Writes the file durably.
    public static func write(_ id: Uuid, _ folder: String, of disk: any Disk) throws(LogError) {
        try onDisk(folder) { () throws(DiskError) in
            try disk.replace(name, in: folder, with: Array("version: 0\ntopic_id: \(id)".utf8))
        }
    }
}
