import Coordination
import KafkaProtocol
public import Metadata
import World

/// The coordinator of transactions, whose shards are in `__transaction_state`.
typealias TransactionCoordinator = Coordinator<TransactionShard>

extension TransactionShard: HostedShard {
    static var eventName: String { "transaction" }
    static func topic(_ options: BrokerOptions) -> InternalTopic { options.transactionsTopic }
    static func coordinator(of context: BrokerContext) -> TransactionCoordinator { context.transactions }

    static func empty(_ context: BrokerContext) -> TransactionShard {
        TransactionShard(options: context.broker.options.transactions)
    }

    static func prepare(_ shard: inout TransactionShard, _ context: BrokerContext) {
        let level = context.image.level(of: Features.transactionVersion) ?? 0
        shard.options.recordVersion = level >= 1 ? 1 : 0
    }

    static func carryOut(_ order: MarkerOrder, for partition: ShardPartition<TransactionShard>) {
        MarkerDelivery(order, for: partition).begin()
    }
}

extension Coordinator<TransactionShard> {
    /// The version of the records follows that of the feature.
    func featuresChanged() {
        let context = context
        planAll { shard in
            TransactionShard.prepare(&shard, context)
            return TransactionShard.Plan()
        }
    }

    /// Asks the coordinator of a transactional id, and once more with a producer id that nobody has where it needs one.
    ///
    /// - Parameter request: makes the request with that id.
    func ask(
        of id: String, _ call: Call, _ request: @escaping @Sendable (_ freshId: Int64?) -> TransactionRequest,
        answer: @escaping @Sendable (TransactionReply) -> Void
    ) {
        ask(request(nil), of: id, call) { reply in
            guard case .needsProducerId = reply else { return answer(reply) }
            ProducerIds.next(for: call) { result in
                switch result {
                case .success(let freshId):
                    call.context.transactions.ask(request(freshId), of: id, call, answer)
                case .failure(let error): answer(.failed(error.code))
                }
            }
        }
    }
}

extension BrokerOptions {
    /// `__transaction_state` as Kafka makes it, but flushed before anything is acknowledged.
    public var transactionsTopic: InternalTopic {
        InternalTopic(
            name: TopicName.transactionState, partitions: transactionsTopicPartitions,
            replicationFactor: transactionsTopicReplicationFactor,
            minInSyncReplicas: transactionsTopicMinInSyncReplicas,
            configs: [
                ("cleanup.policy", "compact"), ("compression.type", "uncompressed"), ("flush.messages", "1"),
                ("segment.bytes", String(transactionsTopicSegmentBytes)),
            ])
    }
}
