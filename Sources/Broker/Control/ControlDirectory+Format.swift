import Binary
import Metadata
import Quorum
import Records
import World

extension ControlDirectory {
    /// What a new directory is to say about itself.
    struct Format {
        var properties: MetaProperties
        /// Where the quorum of the new node listens, or will once it has peers.
        var endpoint: Voter.Endpoint
        /// The first records of the metadata log, in `bootstrap.checkpoint` for Kafka's tools.
        var bootstrap: [MetadataRecord]
    }

    /// Whether the directory, which may be missing, has not been formatted yet.
    static func isUnformatted(_ disk: any Disk, _ path: String) -> Bool {
        !disk.exists("\(path)/\(MetaProperties.fileName)")
    }

    /// Makes the directory that of a cluster of one node, as Kafka's `storage format --standalone` does.
    ///
    /// `meta.properties` comes last: a format that was interrupted is done again from the start.
    static func format(_ disk: any Disk, _ path: String, as format: Format, at timestamp: Timestamp) throws {
        let folder = "\(path)/\(logFolder)"
        if !disk.exists(path) { try disk.makeDirectory(path) }
        try disk.syncDirectory(parent(of: path))
        if !disk.exists(folder) { try disk.makeDirectory(folder) }
        // Metadata without meta.properties is somebody's cluster that lost a file, not a format half done.
        guard try !disk.list(folder).contains(where: { $0.name.hasSuffix(".log") }) else {
            throw ControlError(
                .damaged, path, "has a metadata log but no \(MetaProperties.fileName); restore that file")
        }
        let voter = Voter(
            key: ReplicaKey(id: format.properties.nodeId, directoryId: format.properties.directoryId),
            endpoints: [format.endpoint], kraftVersions: 0...1)
        let voters = Snapshot(
            voters: VoterSet([voter]), kraftVersion: 1, lastContainedLogTimestamp: timestamp.milliseconds, records: [])
        let bootstrap = Snapshot(
            voters: nil, kraftVersion: 0, lastContainedLogTimestamp: 0,
            records: format.bootstrap.map { MetadataVersion.current.encode($0) })
        func put(_ name: String, in directory: String, _ bytes: [UInt8]) throws {
            try disk.replace(name, in: directory, with: bytes, via: "\(name).tmp")
        }
        try put(
            "partition.metadata", in: folder, Array("version: 0\ntopic_id: \(ControlDirectory.topicID)".utf8))
        try put(
            SnapshotID.bootstrap.fileName, in: folder,
            voters.encode(epoch: 0, timestamp: timestamp.milliseconds))
        try put("bootstrap.checkpoint", in: path, bootstrap.encode(epoch: 0, timestamp: timestamp.milliseconds))
        try put(MetaProperties.fileName, in: path, Array(format.properties.text.utf8))
    }

    /// The directory that has the name of `path`.
    private static func parent(of path: String) -> String {
        let trimmed = path.hasSuffix("/") ? path.dropLast() : path[...]
        guard let slash = trimmed.lastIndex(of: "/") else { return "." }
        return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    }
}
