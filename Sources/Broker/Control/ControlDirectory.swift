import Binary
import CommitLog
import Quorum
import World

/// The control plane's part of a data directory: `bootstrap.checkpoint` and the folder `__cluster_metadata-0` with log,
/// snapshots and `quorum-state`, all as Kafka writes them.
///
/// Everything blocks; after `open` it is used on the control lane only, one job after another.
final class ControlDirectory: @unchecked Sendable {
    /// What a start finds.
    struct Contents {
        let state: QuorumState
        let recovered: RecoveredLog
        /// The newest snapshot.
        let snapshot: Snapshot
        let snapshotID: SnapshotID
        /// The batches after it.
        let batches: [QuorumBatch]
        /// What a torn write left and was cut off: where it was kept, and its offset.
        let cutTail: (path: String, offset: Int64)?
    }

    /// The folder's name.
    static let logFolder = "__cluster_metadata-0"
    /// The id of the topic `__cluster_metadata`, the same in every cluster.
    static let topicID = Uuid(high: 0, low: 1)

    private let disk: any Disk
    private let path: String
    private var log: MetadataLog
    /// The ids of voters that a quorum of kraft.version 0 keeps in `quorum-state`; nil for later versions.
    private let staticVoters: [Int32]?
    private var logPath: String { "\(path)/\(ControlDirectory.logFolder)" }

    private init(disk: any Disk, path: String, log: MetadataLog, staticVoters: [Int32]?) {
        self.disk = disk
        self.path = path
        self.log = log
        self.staticVoters = staticVoters
    }

    /// Opens the directory, which must have been formatted (`ControlDirectory.format`).
    static func open(
        _ disk: any Disk, _ path: String, of properties: MetaProperties
    ) throws -> (ControlDirectory, Contents) {
        let folder = "\(path)/\(logFolder)"
        try removeUnfinished(disk, folder)
        let (snapshotID, snapshot) = try newestSnapshot(disk, folder)
        var cutTail: (path: String, offset: Int64)?
        let (log, batches) = try MetadataLog.open(disk, folder, snapshotEnd: snapshotID.endOffset) {
            (tail, offset) throws(DiskError) in
            let name = "varve.metadata-tail.\(offset)"
            try disk.replace(name, in: path, with: Array(tail), via: "\(name).new")
            cutTail = ("\(path)/\(name)", offset)
        }
        let state = try disk.readAllIfPresent("\(folder)/\(quorumStateName)").map { try QuorumState(json: text($0)) }
        let recovered = recover(snapshotID, snapshot, batches, log.endOffset, properties)
        let staticVoters = recovered.kraftVersion == 0 ? recovered.voters.voters.map(\.key.id) : nil
        let directory = ControlDirectory(disk: disk, path: path, log: log, staticVoters: staticVoters)
        let contents = Contents(
            state: state ?? .initial, recovered: recovered, snapshot: snapshot,
            snapshotID: snapshotID, batches: batches, cutTail: cutTail)
        return (directory, contents)
    }

    /// Makes epoch and vote durable.
    func save(_ state: QuorumState) throws {
        try disk.replace(
            ControlDirectory.quorumStateName, in: logPath, with: Array(state.json(staticVoters: staticVoters).utf8))
    }

    /// Writes batches and makes them durable together.
    func append(_ batches: [(batch: QuorumBatch, bytes: [UInt8])]) throws { try log.append(batches) }

    /// Writes a snapshot, then removes what it makes needless: older snapshots, and segments below it.
    func write(_ snapshot: Snapshot, as id: SnapshotID, at timestamp: Timestamp) throws {
        let bytes = try snapshot.encode(epoch: id.epoch, timestamp: timestamp.milliseconds)
        try disk.replace(id.fileName, in: logPath, with: bytes, via: "\(id.fileName).part")
        try log.trim(below: id.endOffset)
        for entry in try disk.list(logPath) {
            guard let other = SnapshotID(fileName: entry.name), other < id else { continue }
            try disk.remove("\(logPath)/\(entry.name)")
        }
        try disk.syncDirectory(logPath)
    }

    private static let quorumStateName = "quorum-state"

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func removeUnfinished(_ disk: any Disk, _ folder: String) throws {
        for entry in try disk.list(folder) where entry.name.hasSuffix(".part") || entry.name.hasSuffix(".tmp") {
            try disk.remove("\(folder)/\(entry.name)")
        }
    }

    /// A snapshot is renamed into place when it is durable, so a damaged one is damage; the log below it is gone.
    static func newestSnapshot(_ disk: any Disk, _ folder: String) throws -> (SnapshotID, Snapshot) {
        let newest = try disk.list(folder).compactMap { SnapshotID(fileName: $0.name) }.max()
        guard let newest else {
            return (.bootstrap, Snapshot(voters: nil, kraftVersion: 0, lastContainedLogTimestamp: 0, records: []))
        }
        let bytes = try disk.readAll("\(folder)/\(newest.fileName)")
        return (newest, try Snapshot(bytes.span.bytes, name: "\(folder)/\(newest.fileName)"))
    }

    /// The voters and the epoch, of the newest record that names them.
    private static func recover(
        _ id: SnapshotID, _ snapshot: Snapshot, _ batches: [QuorumBatch], _ end: Int64, _ properties: MetaProperties
    ) -> RecoveredLog {
        // A quorum of kraft.version 0 has its voters in the settings; one node alone is its own voter.
        let alone = Voter(
            key: ReplicaKey(id: properties.nodeId, directoryId: properties.directoryId), endpoints: [],
            kraftVersions: 0...1)
        var recovered = RecoveredLog(
            voters: snapshot.voters ?? VoterSet([alone]), votersAreInLog: snapshot.voters != nil && id != .bootstrap,
            kraftVersion: snapshot.kraftVersion, endOffset: end, lastEpoch: batches.last?.epoch ?? id.epoch)
        for batch in batches {
            guard case .control(let controls) = batch.content else { continue }
            for control in controls {
                switch control {
                case .kraftVersion(let version): recovered.kraftVersion = version
                case .voters(let voters):
                    recovered.voters = voters
                    recovered.votersAreInLog = true
                case .leaderChange, .snapshotHeader, .snapshotFooter, .unknown: break
                }
            }
        }
        return recovered
    }
}
