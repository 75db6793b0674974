public import CommitLog
public import Metadata
public import Quorum

/// What the control plane is told at its start.
public struct ControlOptions: Sendable {
    /// The data directory, which exists and is locked (`LogDirectory`).
    public var directory: String
    /// Whose it is.
    public var properties: MetaProperties
    /// Where the quorum of a new node will listen once it has peers.
    public var quorumEndpoint = Voter.Endpoint(name: "CONTROLLER", host: "127.0.0.1", port: 10092)
    /// The settings for new topics and for checks.
    public var settings: NodeSettings
    /// `metadata.log.max.record.bytes.between.snapshots`: bytes of records after which a snapshot is written.
    public var snapshotBytes = 20 << 20
    /// `metadata.log.max.snapshot.interval.ms`: milliseconds after which a snapshot is written where records came;
    /// 0 for never.
    public var snapshotIntervalMs: Int64 = 3_600_000

    /// Options for a directory.
    public init(directory: String, properties: MetaProperties, settings: NodeSettings) {
        self.directory = directory
        self.properties = properties
        self.settings = settings
    }
}
