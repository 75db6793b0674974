import Binary
import CommitLog
import Coordination
import KafkaProtocol
import Metadata
import Records
import World

/// The transaction that the batches of one produce request belong to, and what their partitions have to ask about it
/// before they may begin it (KIP-890).
struct ProduceTransaction {
    /// What the coordinator said while the request was held back.
    struct Verdict: Sendable {
        /// The partitions that must not take their batch, and why.
        var refusals: [TopicPartition: ErrorCode] = [:]
    }

    /// A partition whose coordinator has to be asked.
    private struct Question: Sendable {
        let partition: Partition
        let token: UInt64
    }

    private let call: Call
    private let transactionalId: String
    private let producer: TransactionalProducer

    /// The transaction of a request's batches; nil where there is something wrong with the request as a whole, as
    /// `refusal` says.
    init?(_ call: Call, transactionalId: String?, batches: [RecordBatchHeader], refusal: inout ErrorCode) {
        guard let transactionalId, call.session.allow(.write, .transactionalId(transactionalId)) else {
            refusal = .transactionalIdAuthorizationFailed
            return nil
        }
        guard let first = batches.first,
            batches.allSatisfy({ $0.producerId == first.producerId && $0.producerEpoch == first.producerEpoch })
        else {
            refusal = .invalidProducerIdMapping
            return nil
        }
        self.call = call
        self.transactionalId = transactionalId
        producer = TransactionalProducer(id: first.producerId, epoch: first.producerEpoch)
    }

    /// What a batch of it has to obey.
    var rules: BatchRules {
        call.version >= 12 ? [.sequence, .verifiedTransaction, .beginsAtZero] : [.sequence, .verifiedTransaction]
    }

    /// Asks about those of the partitions that do not know the transaction; answers whether there are any. Then the
    /// connection is held back until the answer is there, and the request comes once more.
    ///
    /// - Parameter partitions: those that have a batch, with its first sequence number.
    func asks(about partitions: [(partition: Partition, sequence: Int32)]) -> Bool {
        let now = call.context.loop.wall
        let questions = partitions.compactMap { entry -> Question? in
            // Where the log cannot be asked, the append says why.
            let standing = try? entry.partition.log.transactionStanding(
                of: producer.id, epoch: producer.epoch, sequence: entry.sequence, now: now)
            guard case .unknown(let token)? = standing else { return nil }
            return Question(partition: entry.partition, token: token)
        }
        guard !questions.isEmpty else { return false }
        let asked = TransactionPartitions(
            transactionalId: transactionalId, producer: producer,
            partitions: questions.map { TopicPartition($0.partition.topic, $0.partition.index) },
            purpose: call.version >= 12 ? .add(clientVersion: 2) : .verify)
        call.connection.hold()
        TransactionInquiry.ask(asked, call) { errors in
            var verdict: Verdict? = Verdict()
            for (index, question) in questions.enumerated() {
                let error = index < errors.count ? errors[index] : .unknownServerError
                switch settle(question, error) {
                case .verified: break
                case .refused:
                    verdict?.refusals[asked.partitions[index]] = ProduceTransaction.code(error, call.version)
                // The transaction before has ended meanwhile: the answer may have been about that one.
                case .outdated: verdict = nil
                }
            }
            call.connection.release(verdict)
        }
        return true
    }

    private enum Settled {
        case verified
        case refused
        case outdated
    }

    /// Tells the log of the coordinator's answer.
    private func settle(_ question: Question, _ error: ErrorCode) -> Settled {
        let log = question.partition.log
        if error == .none {
            let counts = log.verified(producerId: producer.id, epoch: producer.epoch, token: question.token)
            return counts ? .verified : .outdated
        }
        if !error.isRetriable { log.refused(producerId: producer.id, token: question.token) }
        return .refused
    }

    /// What a producer is told of the coordinator's refusal. Older ones would not try again after most of its codes,
    /// but do so after NOT_ENOUGH_REPLICAS, without asking for metadata.
    static func code(_ error: ErrorCode, _ version: Int16) -> ErrorCode {
        switch error {
        case .producerFenced: .invalidProducerEpoch
        case .transactionAbortable: version >= 11 ? error : .invalidTxnState
        case .concurrentTransactions: version >= 12 ? error : .notEnoughReplicas
        case .coordinatorLoadInProgress, .coordinatorNotAvailable, .notCoordinator, .networkException:
            .notEnoughReplicas
        default: error
        }
    }
}
