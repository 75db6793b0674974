import KafkaProtocol
import World

extension TransactionShard {
    /// An id for DescribeTransactions; nil where it is not known.
    func describe(_ id: String) -> DescribeTransactionsResponse.TransactionState? {
        guard let transaction = transactions[id] else { return nil }
        var state = DescribeTransactionsResponse.TransactionState()
        state.transactionalId = id
        state.transactionState = transaction.state.name
        state.transactionTimeoutMs = transaction.timeoutMs
        state.transactionStartTimeMs = transaction.startMs
        state.producerId = transaction.producerId
        state.producerEpoch = transaction.epoch
        state.topics = transaction.byTopic.map { topic, partitions in
            var data = DescribeTransactionsResponse.TopicData()
            data.topic = topic
            data.partitions = partitions
            return data
        }
        return state
    }

    /// The ids that a filter lets through, in order.
    func list(_ filter: TransactionFilter, at wall: Timestamp) -> [ListTransactionsResponse.TransactionState] {
        transactions.sorted { $0.key < $1.key }.compactMap { id, transaction in
            guard filter.states.isEmpty || filter.states.contains(transaction.state),
                filter.producerIds.isEmpty || filter.producerIds.contains(transaction.producerId),
                filter.pattern?.matches(id) ?? true
            else { return nil }
            if filter.minDurationMs >= 0 {
                // What has not begun has lasted for no time at all.
                guard transaction.startMs >= 0, wall.milliseconds &- transaction.startMs > filter.minDurationMs else {
                    return nil
                }
            }
            var state = ListTransactionsResponse.TransactionState()
            state.transactionalId = id
            state.producerId = transaction.producerId
            state.transactionState = transaction.state.name
            return state
        }
    }
}
