/// One batch of the metadata log: either the quorum's own control records or the records of its user, the controller.
public struct QuorumBatch: Hashable, Sendable {
    /// A control record.
    public enum Control: Hashable, Sendable {
        /// A leader's epoch begins.
        case leaderChange(leaderId: Int32, voters: [Int32], granting: [Int32])
        /// The version of the quorum's protocol from here on.
        case kraftVersion(Int16)
        /// Who votes from here on.
        case voters(VoterSet)
        /// A snapshot begins; the time of the last record it contains, in milliseconds since 1970.
        case snapshotHeader(lastContainedLogTimestamp: Int64)
        /// A snapshot is complete.
        case snapshotFooter
        /// A kind that this build does not know; it takes its offset and says nothing.
        case unknown(type: Int16)
    }

    /// What a batch holds; a batch takes effect as a whole or not at all.
    public enum Content: Hashable, Sendable {
        case control([Control])
        /// Record values as they are in the log; their keys are null.
        case records([[UInt8]])
    }

    /// The offset of the first record.
    public let baseOffset: Int64
    /// The offset after the last record.
    public let endOffset: Int64
    /// The epoch of the leader that appended it.
    public let epoch: Int32
    /// When it was appended, in milliseconds since 1970; nil while the driver has not stamped it.
    public var timestamp: Int64?
    /// The records.
    public let content: Content

    /// A batch to append.
    public init(baseOffset: Int64, epoch: Int32, timestamp: Int64? = nil, content: Content) {
        let count =
            switch content {
            case .control(let records): records.count
            case .records(let values): values.count
            }
        self.init(
            baseOffset: baseOffset, endOffset: baseOffset &+ Int64(count), epoch: epoch, timestamp: timestamp,
            content: content)
    }

    init(baseOffset: Int64, endOffset: Int64, epoch: Int32, timestamp: Int64?, content: Content) {
        self.baseOffset = baseOffset
        self.endOffset = endOffset
        self.epoch = epoch
        self.timestamp = timestamp
        self.content = content
    }
}
