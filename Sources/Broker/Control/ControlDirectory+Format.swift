import CommitLog
import Metadata
import Quorum
import Records
import World

extension ControlDirectory {
    /// Whether the data directory has no metadata yet.
    static func isUnformatted(_ disk: any Disk, _ path: String) throws -> Bool {
        let folder = "\(path)/\(logFolder)"
        guard disk.exists(folder) else { return true }
        return try !disk.list(folder).contains { $0.name.hasSuffix(".log") || $0.name.hasSuffix(".checkpoint") }
    }

    /// Gives the directory the metadata of a cluster of one node, as Kafka's `storage format --standalone` does.
    ///
    /// The voters' checkpoint comes last: a format that was interrupted before it is done again from the start.
    ///
    /// - Parameters:
    ///   - endpoint: where the quorum of the new node listens, or will once it has peers.
    ///   - bootstrap: the first records of the metadata log, kept in `bootstrap.checkpoint` for Kafka's tools.
    static func format(
        _ disk: any Disk, _ path: String, for properties: MetaProperties, endpoint: Voter.Endpoint,
        bootstrap records: [MetadataRecord], at timestamp: Timestamp
    ) throws {
        let folder = "\(path)/\(logFolder)"
        if !disk.exists(folder) { try disk.makeDirectory(folder) }
        let voter = Voter(
            key: ReplicaKey(id: properties.nodeId, directoryId: properties.directoryId), endpoints: [endpoint],
            kraftVersions: 0...1)
        let voters = Snapshot(
            voters: VoterSet([voter]), kraftVersion: 1, lastContainedLogTimestamp: timestamp.milliseconds, records: [])
        let bootstrap = Snapshot(
            voters: nil, kraftVersion: 0, lastContainedLogTimestamp: 0,
            records: records.map { MetadataVersion.current.encode($0) })
        func put(_ name: String, in directory: String, _ bytes: [UInt8]) throws {
            try disk.replace(name, in: directory, with: bytes)
        }
        try put("bootstrap.checkpoint", in: path, bootstrap.encode(epoch: 0, timestamp: timestamp.milliseconds))
        try put("partition.metadata", in: folder, Array("version: 0\ntopic_id: \(topicID)".utf8))
        try put(
            SnapshotID.bootstrap.fileName, in: folder, voters.encode(epoch: 0, timestamp: timestamp.milliseconds))
    }
}
