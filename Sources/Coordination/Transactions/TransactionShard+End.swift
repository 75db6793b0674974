import KafkaProtocol
import World

extension TransactionShard {
    /// EndTxn: the client decides. A client from version 5 on works by transactions version 2: its epoch rises with each
    /// transaction, so that what it repeats is told from what it asks anew.
    mutating func end(
        _ request: EndTxnRequest, _ version: Int16, freshId: Int64?, _ turn: inout TransactionTurn
    ) -> TransactionReply {
        guard !request.transactionalId.isEmpty else { return .failed(.invalidRequest) }
        guard let transaction = transactions[request.transactionalId] else {
            return .failed(.invalidProducerIdMapping)
        }
        return version >= 5
            ? endInOwnEpoch(request, transaction, freshId: freshId, &turn)
            : endInSharedEpoch(request, transaction, &turn)
    }

    /// Transactions version 1: many transactions in one epoch.
    private func endInSharedEpoch(
        _ request: EndTxnRequest, _ transaction: Transaction, _ turn: inout TransactionTurn
    ) -> TransactionReply {
        guard transaction.producerId == request.producerId else { return .failed(.invalidProducerIdMapping) }
        guard transaction.epoch == request.producerEpoch else { return .failed(.producerFenced) }
        if transaction.state == .ongoing {
            let decided = transaction.decided(
                commit: request.committed, clientVersion: min(transaction.clientVersion, 1),
                at: turn.wall.milliseconds)
            decide(request.transactionalId, decided, &turn)
            return .ended(id: decided.producerId, epoch: decided.epoch)
        }
        return repeated(request, transaction)
    }

    /// What a request gets that comes after the decision: the same one was heard, another one comes too late.
    private func repeated(_ request: EndTxnRequest, _ transaction: Transaction) -> TransactionReply {
        switch (transaction.state, request.committed) {
        case (.completeCommit, true), (.completeAbort, false):
            .ended(id: transaction.producerId, epoch: transaction.epoch)
        case (.prepareCommit, true), (.prepareAbort, false): .failed(.concurrentTransactions)
        default: .failed(.invalidTxnState)
        }
    }

    /// Transactions version 2 (KIP-890): an epoch for each transaction.
    private func endInOwnEpoch(
        _ request: EndTxnRequest, _ transaction: Transaction, freshId: Int64?, _ turn: inout TransactionTurn
    ) -> TransactionReply {
        // The producer has been given another id, but has not heard of it.
        let isBeforeRotation =
            transaction.previousProducerId == request.producerId && transaction.epoch == 0
            && request.producerEpoch == Transaction.lastEpoch
        guard transaction.producerId == request.producerId || isBeforeRotation else {
            return .failed(.invalidProducerIdMapping)
        }
        let isBeforeBump =
            transaction.producerId == request.producerId && transaction.bumpsEpoch
            && request.producerEpoch < .max && request.producerEpoch + 1 == transaction.epoch
        let isRepeated = isBeforeRotation || isBeforeBump
        let isCurrent = transaction.producerId == request.producerId && transaction.epoch == request.producerEpoch
        switch transaction.state {
        case .ongoing, .empty:
            guard isCurrent else { return .failed(.producerFenced) }
        case .prepareCommit, .prepareAbort:
            guard isBeforeBump else { return .failed(.producerFenced) }
        case .completeCommit, .completeAbort:
            guard isRepeated || isCurrent else { return .failed(.producerFenced) }
        case .dead, .prepareEpochFence: return .failed(.producerFenced)
        }
        if transaction.state.isPrepared || isRepeated {
            // The coordinator has aborted it, for its time was up or another producer began: Kafka says
            // INVALID_TXN_STATE, which ends applications that would survive being fenced.
            let isLate =
                request.committed && transaction.state != .prepareCommit && transaction.state != .completeCommit
            if isLate, transaction.previousEpoch == -1 { return .failed(.producerFenced) }
            return repeated(request, transaction)
        }
        // Nothing was written, so there is nothing to commit; an abort only raises the epoch.
        if transaction.state != .ongoing, request.committed { return .failed(.invalidTxnState) }
        return decideInOwnEpoch(request, transaction, freshId: freshId, &turn)
    }

    private func decideInOwnEpoch(
        _ request: EndTxnRequest, _ transaction: Transaction, freshId: Int64?, _ turn: inout TransactionTurn
    ) -> TransactionReply {
        var nextId: Int64 = -1
        if transaction.isExhausted {
            guard let freshId else { return .needsProducerId }
            nextId = freshId
        }
        let decided = transaction.decided(
            commit: request.committed, clientVersion: 2, nextProducerId: nextId, at: turn.wall.milliseconds)
        decide(request.transactionalId, decided, &turn)
        return nextId >= 0
            ? .ended(id: nextId, epoch: 0) : .ended(id: decided.producerId, epoch: decided.epoch)
    }
}
