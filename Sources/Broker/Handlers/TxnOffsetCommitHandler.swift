import CommitLog
import Coordination
import KafkaProtocol
import Metadata
import World

/// Stores a group's positions as part of a producer's transaction: they count from its commit. The partition that keeps
/// them has to be part of the transaction; from version 5 on it is added here.
enum TxnOffsetCommitHandler: RequestHandler {
    typealias Request = TxnOffsetCommitRequest
    typealias Topic = TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic
    typealias TopicResponse = TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic

    static func handle(_ request: TxnOffsetCommitRequest, _ call: Call) {
        guard call.session.allow(.write, .transactionalId(request.transactionalId)) else {
            return reply(refuse(request.topics, .transactionalIdAuthorizationFailed), call)
        }
        guard call.session.allow(.read, .group(request.groupId)) else {
            return reply(refuse(request.topics, .groupAuthorizationFailed), call)
        }
        var known = request
        known.topics = []
        var refused: [TopicResponse] = []
        for topic in request.topics {
            let image = call.context.image.topic(named: topic.name)
            let mayRead = call.session.allow(.read, .topic(topic.name))
            var (found, missing) = (topic, topic)
            found.partitions = topic.partitions.filter { mayRead && image?.partition($0.partitionIndex) != nil }
            missing.partitions = topic.partitions.filter { !mayRead || image?.partition($0.partitionIndex) == nil }
            if !found.partitions.isEmpty { known.topics.append(found) }
            if !missing.partitions.isEmpty {
                refused += refuse([missing], mayRead ? .unknownTopicOrPartition : .topicAuthorizationFailed)
            }
        }
        guard !known.topics.isEmpty else { return reply(refused, call) }
        let (asked, rest) = (known, refused)
        verify(asked, call) { error in
            guard error == .none else { return reply(merge(refuse(asked.topics, error), rest), call) }
            call.context.groups.ask(.commitInTransaction(asked), of: asked.groupId, call) { answer in
                var topics = refuse(asked.topics, answer.error)
                if case .commitInTransaction(let committed) = answer { topics = committed }
                reply(merge(topics, rest), call)
            }
        }
    }

    /// Sees to it that the log of the group's offsets knows the transaction.
    private static func verify(
        _ request: TxnOffsetCommitRequest, _ call: Call, _ finish: @escaping (ErrorCode) -> Void
    ) {
        let topic = call.context.groups.internalTopic.name
        guard let index = call.context.groups.partition(of: request.groupId),
            let log = call.context.topics.byName[topic]?.partition(index)?.log
        else { return finish(.coordinatorNotAvailable) }
        let producer = TransactionalProducer(id: request.producerId, epoch: request.producerEpoch)
        let standing = try? log.transactionStanding(
            of: producer.id, epoch: producer.epoch, sequence: -1, now: call.context.loop.wall)
        guard case .unknown(let token)? = standing else { return finish(.none) }
        let asked = TransactionPartitions(
            transactionalId: request.transactionalId, producer: producer, partitions: [TopicPartition(topic, index)],
            purpose: call.version >= 5 ? .add(clientVersion: 2) : .verify)
        TransactionInquiry.ask(asked, call) { errors in
            let error = errors.first ?? .unknownServerError
            if error == .none {
                // The transaction before has ended meanwhile: the answer may have been about that one.
                guard log.verified(producerId: producer.id, epoch: producer.epoch, token: token) else {
                    return verify(request, call, finish)
                }
            } else if !error.isRetriable {
                log.refused(producerId: producer.id, token: token)
            }
            finish(code(error, call.version))
        }
    }

    /// What the coordinator of transactions says, for clients of this request.
    private static func code(_ error: ErrorCode, _ version: Int16) -> ErrorCode {
        switch error {
        case .producerFenced: .invalidProducerEpoch
        case .transactionAbortable: version >= 4 ? error : .invalidTxnState
        case .concurrentTransactions: version >= 5 ? error : .coordinatorLoadInProgress
        default: error
        }
    }

    private static func refuse(_ topics: [Topic], _ error: ErrorCode) -> [TopicResponse] {
        topics.map { topic in
            var response = TopicResponse()
            response.name = topic.name
            response.partitions = topic.partitions.map { partition in
                var entry = TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition()
                entry.partitionIndex = partition.partitionIndex
                entry.errorCode = error.rawValue
                return entry
            }
            return response
        }
    }

    /// Each topic once, with all of its partitions.
    private static func merge(_ topics: [TopicResponse], _ rest: [TopicResponse]) -> [TopicResponse] {
        var all = topics
        for topic in rest {
            if let position = all.firstIndex(where: { $0.name == topic.name }) {
                all[position].partitions += topic.partitions
            } else {
                all.append(topic)
            }
        }
        return all
    }

    private static func reply(_ topics: [TopicResponse], _ call: Call) {
        var response = TxnOffsetCommitResponse()
        response.topics = topics
        call.reply(response)
    }
}
