public import Records

/// The cluster's controller as a pure machine: `plan…` functions look at the working state and answer records and a
/// reply; `apply` brings records that were given to the log into the working state, so the next plan sees them before
/// they are committed. Nobody else reads the working state: all others act on committed images.
///
/// A controller whose append failed, or that no longer leads, is dropped, and a new one is made from the image.
public struct Controller: Sendable {
    /// The working state.
    public private(set) var state: ClusterState
    /// The most partitions that one request may create.
    static let maxPartitionsPerRequest = 10_000

    /// The settings of this node, for defaults of new topics and for checks.
    public let settings: NodeSettings

    /// A controller that has just become active.
    public init(state: ClusterState, settings: NodeSettings) {
        self.state = state
        self.settings = settings
    }

    /// Brings records into the working state.
    ///
    /// - Throws: `.contradiction`; then the controller is to be dropped.
    public mutating func apply(_ records: [MetadataRecord]) throws(MetadataError) {
        var delta = ImageDelta()
        for record in records { try state.apply(record, noting: &delta) }
    }

    /// Whether broker `id` may lead.
    func isAlive(_ id: Int32) -> Bool {
        guard let broker = state.brokers[id] else { return false }
        return !broker.fenced && !broker.inControlledShutdown
    }
}
