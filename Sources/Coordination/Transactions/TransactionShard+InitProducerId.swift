import KafkaProtocol
import World

extension TransactionShard {
    /// A producer begins: it gets the id's next epoch, and whoever had the one before is fenced.
    mutating func initProducerId(
        _ request: InitProducerIdRequest, freshId: Int64?, _ turn: inout TransactionTurn
    ) -> TransactionReply {
        guard let id = request.transactionalId, !id.isEmpty else { return .failed(.invalidRequest) }
        guard (request.producerId == -1) == (request.producerEpoch == -1) else { return .failed(.invalidRequest) }
        guard request.transactionTimeoutMs > 0, request.transactionTimeoutMs <= options.maxTimeoutMs else {
            return .failed(.invalidTransactionTimeout)
        }
        guard let transaction = transactions[id] else {
            guard let freshId else { return .needsProducerId }
            let first = Transaction(
                producerId: freshId, epoch: 0, timeoutMs: request.transactionTimeoutMs,
                updateMs: turn.wall.milliseconds)
            turn.write(id, first)
            return .producerId(id: freshId, epoch: 0)
        }
        if !isOwner(of: transaction, request) { return .failed(.producerFenced) }
        switch transaction.state {
        case .prepareCommit, .prepareAbort: return .failed(.concurrentTransactions)
        case .ongoing:
            // The epoch of this abort is nobody's: the caller asks again and gets the one after.
            decide(id, transaction.fenced(at: turn.wall.milliseconds), &turn)
            return .failed(.concurrentTransactions)
        case .empty, .completeCommit, .completeAbort, .dead, .prepareEpochFence:
            return restart(id, transaction, request, freshId: freshId, &turn)
        }
    }

    /// Whether a caller that names an id and an epoch of its own may be the last producer. Of a rotated id, it may not
    /// have heard (KIP-360).
    private func isOwner(of transaction: Transaction, _ request: InitProducerIdRequest) -> Bool {
        guard request.producerId >= 0 else { return true }
        return request.producerId == transaction.producerId
            || (request.producerId == transaction.previousProducerId && request.producerEpoch >= Transaction.lastEpoch)
    }

    private func restart(
        _ id: String, _ transaction: Transaction, _ request: InitProducerIdRequest, freshId: Int64?,
        _ turn: inout TransactionTurn
    ) -> TransactionReply {
        let now = turn.wall.milliseconds
        let namesEpoch = request.producerId >= 0
        let namesCurrent = request.producerEpoch == transaction.epoch
        let next: Transaction
        if transaction.isExhausted, !namesEpoch || namesCurrent {
            guard let freshId else { return .needsProducerId }
            next = transaction.rotated(
                to: freshId, remembersEpoch: namesEpoch, timeoutMs: request.transactionTimeoutMs, at: now)
        } else if !namesEpoch {
            next = transaction.restarted(previousEpoch: -1, timeoutMs: request.transactionTimeoutMs, at: now)
        } else if namesCurrent {
            next = transaction.restarted(
                previousEpoch: transaction.epoch, timeoutMs: request.transactionTimeoutMs, at: now)
        } else if request.producerEpoch == transaction.previousEpoch {
            // The reply to the last bump was lost.
            return .producerId(id: transaction.producerId, epoch: transaction.epoch)
        } else {
            return .failed(.producerFenced)
        }
        turn.write(id, next)
        return .producerId(id: next.producerId, epoch: next.epoch)
    }
}
