public import Metadata
public import Quorum

/// What the control plane is told at its start.
public struct ControlOptions: Sendable {
    /// The data directory.
    public var directory: String
    /// `node.id`; nil takes the directory's, or 1 for a new one.
    public var nodeId: Int32?
    /// The id a new cluster gets; nil makes a random one. An existing directory keeps its own.
    public var clusterId: String?
    /// Where the quorum of a new node will listen once it has peers.
    public var quorumEndpoint = Voter.Endpoint(name: "CONTROLLER", host: "127.0.0.1", port: 10092)
    /// The settings for new topics and for checks.
    public var settings: NodeSettings
    /// `metadata.log.max.record.bytes.between.snapshots`: bytes of records after which a snapshot is written.
    public var snapshotBytes = 20 << 20
    /// `metadata.log.max.snapshot.interval.ms`: milliseconds after which a snapshot is written where records came.
    public var snapshotIntervalMs: Int64 = 3_600_000

    /// Options for a directory.
    public init(directory: String, settings: NodeSettings) {
        self.directory = directory
        self.settings = settings
    }
}
