/// Where a transactional id stands, with Kafka's numbers and names.
public enum TransactionState: Int8, Sendable, CaseIterable {
    /// Nothing was written since the producer began.
    case empty = 0
    /// Partitions are part of a transaction.
    case ongoing = 1
    /// Committed; the markers are being written.
    case prepareCommit = 2
    /// Aborted; the markers are being written.
    case prepareAbort = 3
    /// All markers of a committed transaction are written.
    case completeCommit = 4
    /// All markers of an aborted transaction are written.
    case completeAbort = 5
    /// The id is being forgotten.
    case dead = 6
    /// The producer is being fenced; Kafka never writes this one.
    case prepareEpochFence = 7

    /// The name in DescribeTransactions and ListTransactions.
    public var name: String {
        switch self {
        case .empty: "Empty"
        case .ongoing: "Ongoing"
        case .prepareCommit: "PrepareCommit"
        case .prepareAbort: "PrepareAbort"
        case .completeCommit: "CompleteCommit"
        case .completeAbort: "CompleteAbort"
        case .dead: "Dead"
        case .prepareEpochFence: "PrepareEpochFence"
        }
    }

    /// Whether the outcome is decided and markers are on their way.
    var isPrepared: Bool { self == .prepareCommit || self == .prepareAbort }
    /// Whether the transaction has partitions that a client may ask for.
    var hasPartitions: Bool { self == .ongoing || isPrepared }
}

/// A partition of a topic.
public struct TopicPartition: Hashable, Sendable, Comparable {
    /// The topic's name.
    public var topic: String
    /// The partition's number.
    public var partition: Int32

    /// A partition.
    public init(_ topic: String, _ partition: Int32) {
        self.topic = topic
        self.partition = partition
    }

    public static func < (left: TopicPartition, right: TopicPartition) -> Bool {
        left.topic == right.topic ? left.partition < right.partition : left.topic < right.topic
    }
}
