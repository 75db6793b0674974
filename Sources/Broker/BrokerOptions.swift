public import Coordination
public import Metadata

/// What the broker itself is told by its settings; immutable, built once from the resolved settings.
public struct BrokerOptions: Sendable {
    /// `node.id`.
    public var nodeId: Int32 = 1
    /// The cluster's id, as Kafka writes it.
    public var clusterId = ""
    /// Whether clients are told the address that they came to: this broker listens everywhere, and
    /// `advertised.listeners` is not set.
    public var answersAddressReached = false
    /// `socket.request.max.bytes`: a longer request closes its connection.
    public var maxRequestBytes: Int32 = 104_857_600
    /// `queued.max.request.bytes`, or this where it is not set: bytes of unfinished requests over all connections.
    public var maxRequestMemory = 256 << 20
    /// `fetch.max.bytes`: a fetch never answers more.
    public var maxFetchBytes: Int32 = 57_671_680
    /// `max.incremental.fetch.session.cache.slots`, over all loops.
    public var maxFetchSessions = 1000

    /// `validate` = `deep`: whether every record of a produced batch is looked at.
    public var looksAtRecords = false
    /// `max.request.partition.size.limit`: partitions that a reply of DescribeTopicPartitions describes at most.
    public var maxDescribedPartitions: Int32 = 2000

    /// Who decides what a client may do.
    public var authorizer = Authorizer()

    /// What the group coordinator is told.
    public var groups = GroupOptions()
    /// `offsets.topic.num.partitions`: of `__consumer_offsets`, when it is made.
    public var offsetsTopicPartitions: Int32 = 50
    /// `offsets.topic.replication.factor`; fewer where there are fewer brokers.
    public var offsetsTopicReplicationFactor: Int16 = 3
    /// `offsets.topic.segment.bytes`
    public var offsetsTopicSegmentBytes: Int32 = 104_857_600

    /// What the transaction coordinator is told.
    public var transactions = TransactionOptions()
    /// `transaction.state.log.num.partitions`: of `__transaction_state`, when it is made.
    public var transactionsTopicPartitions: Int32 = 50
    /// `transaction.state.log.replication.factor`; fewer where there are fewer brokers.
    public var transactionsTopicReplicationFactor: Int16 = 3
    /// `transaction.state.log.min.isr`
    public var transactionsTopicMinInSyncReplicas: Int32 = 2
    /// `transaction.state.log.segment.bytes`
    public var transactionsTopicSegmentBytes: Int32 = 104_857_600

    /// Kafka's defaults.
    public init() {}
}
