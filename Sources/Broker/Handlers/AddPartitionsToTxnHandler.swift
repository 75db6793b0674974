import Coordination
import KafkaProtocol
import Metadata

/// Adds partitions to a producer's transaction: all of them or none. From version 4 on brokers ask, for several
/// transactions at once.
enum AddPartitionsToTxnHandler: RequestHandler {
    typealias Request = AddPartitionsToTxnRequest
    typealias Transaction = AddPartitionsToTxnRequest.AddPartitionsToTxnTransaction
    typealias Topic = AddPartitionsToTxnRequest.AddPartitionsToTxnTopic
    typealias TopicResult = AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult

    static func handle(_ request: AddPartitionsToTxnRequest, _ call: Call) {
        if call.version >= 4 { return handleBrokers(request, call) }
        var transaction = Transaction()
        transaction.transactionalId = request.v3AndBelowTransactionalId
        transaction.producerId = request.v3AndBelowProducerId
        transaction.producerEpoch = request.v3AndBelowProducerEpoch
        transaction.topics = request.v3AndBelowTopics
        let reply: @Sendable ([TopicResult]) -> Void = { results in
            var response = AddPartitionsToTxnResponse()
            response.resultsByTopicV3AndBelow = results
            call.reply(response)
        }
        guard call.session.allow(.write, .transactionalId(transaction.transactionalId)) else {
            return reply(results(transaction.topics) { _, _ in .transactionalIdAuthorizationFailed })
        }
        let faults = faults(transaction.topics, call)
        if !faults.isEmpty {
            // What is wrong with some keeps the others out.
            return reply(
                results(transaction.topics) { faults[TopicPartition($0, $1)] ?? .operationNotAttempted })
        }
        ask(transaction, purpose: .add(clientVersion: 0), call, reply)
    }

    private static func handleBrokers(_ request: AddPartitionsToTxnRequest, _ call: Call) {
        guard call.session.allow(.clusterAction, .cluster) else {
            var response = AddPartitionsToTxnResponse()
            response.errorCode = ErrorCode.clusterAuthorizationFailed.rawValue
            return call.reply(response)
        }
        let gathering = Gathering<AddPartitionsToTxnResponse.AddPartitionsToTxnResult>(request.transactions.count) {
            var response = AddPartitionsToTxnResponse()
            response.resultsByTransaction = $0
            call.reply(response)
        }
        for (position, transaction) in request.transactions.enumerated() {
            let purpose: TransactionPartitions.Purpose = transaction.verifyOnly ? .verify : .add(clientVersion: 2)
            ask(transaction, purpose: purpose, call) { topics in
                var result = AddPartitionsToTxnResponse.AddPartitionsToTxnResult()
                result.transactionalId = transaction.transactionalId
                result.topicResults = topics
                gathering.put(result, at: position)
            }
        }
    }

    /// The partitions that cannot be added, and why.
    private static func faults(_ topics: [Topic], _ call: Call) -> [TopicPartition: ErrorCode] {
        var faults: [TopicPartition: ErrorCode] = [:]
        for topic in topics {
            let mayWrite = call.session.allow(.write, .topic(topic.name))
            let image = call.context.image.topic(named: topic.name)
            for partition in topic.partitions {
                if !mayWrite {
                    faults[TopicPartition(topic.name, partition)] = .topicAuthorizationFailed
                } else if image?.partition(partition) == nil {
                    faults[TopicPartition(topic.name, partition)] = .unknownTopicOrPartition
                }
            }
        }
        return faults
    }

    private static func ask(
        _ transaction: Transaction, purpose: TransactionPartitions.Purpose, _ call: Call,
        _ finish: @escaping @Sendable ([TopicResult]) -> Void
    ) {
        let partitions = transaction.topics.flatMap { topic in
            topic.partitions.map { TopicPartition(topic.name, $0) }
        }
        let request = TransactionPartitions(
            transactionalId: transaction.transactionalId,
            producer: TransactionalProducer(id: transaction.producerId, epoch: transaction.producerEpoch),
            partitions: partitions, purpose: purpose)
        call.context.transactions.ask(.partitions(request), of: transaction.transactionalId, call) { reply in
            var codes: [TopicPartition: ErrorCode] = [:]
            if case .partitions(let errors) = reply {
                for (partition, error) in zip(partitions, errors) { codes[partition] = error }
            }
            let whole = code(reply.error, call.version)
            finish(results(transaction.topics) { codes[TopicPartition($0, $1)] ?? whole })
        }
    }

    /// Before version 2 a fenced producer was told so by another code.
    static func code(_ error: ErrorCode, _ version: Int16) -> ErrorCode {
        error == .producerFenced && version < 2 ? .invalidProducerEpoch : error
    }

    private static func results(_ topics: [Topic], _ code: (String, Int32) -> ErrorCode) -> [TopicResult] {
        topics.map { topic in
            var result = TopicResult()
            result.name = topic.name
            result.resultsByPartition = topic.partitions.map { partition in
                var entry = AddPartitionsToTxnResponse.AddPartitionsToTxnPartitionResult()
                entry.partitionIndex = partition
                entry.partitionErrorCode = code(topic.name, partition).rawValue
                return entry
            }
            return result
        }
    }
}
