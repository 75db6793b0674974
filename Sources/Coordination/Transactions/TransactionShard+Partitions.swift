import KafkaProtocol
import World

extension TransactionShard {
    /// Adds partitions to a transaction, or tells which of them are part of it.
    mutating func partitions(_ request: TransactionPartitions, _ turn: inout TransactionTurn) -> TransactionReply {
        guard !request.transactionalId.isEmpty else { return .failed(.invalidRequest) }
        guard let transaction = transactions[request.transactionalId],
            transaction.producerId == request.producer.id
        else { return .failed(.invalidProducerIdMapping) }
        guard transaction.epoch == request.producer.epoch else { return .failed(.producerFenced) }
        if transaction.state.isPrepared { return .failed(.concurrentTransactions) }
        let known = transaction.state == .ongoing ? transaction.partitions : []
        switch request.purpose {
        case .verify:
            return .partitions(request.partitions.map { known.contains($0) ? .none : .transactionAbortable })
        case .add(let clientVersion):
            let isKnown = transaction.state == .ongoing && request.partitions.allSatisfy(known.contains)
            if !isKnown {
                let next = transaction.with(
                    request.partitions, clientVersion: clientVersion, at: turn.wall.milliseconds)
                turn.write(request.transactionalId, next)
                awaitTimeout(of: request.transactionalId, next, &turn)
            }
            return .partitions(request.partitions.map { _ in .none })
        }
    }
}
