import Coordination
import KafkaProtocol
import Metadata

/// Adds the partition that keeps a group's offsets to a producer's transaction.
enum AddOffsetsToTxnHandler: RequestHandler {
    typealias Request = AddOffsetsToTxnRequest

    static func handle(_ request: AddOffsetsToTxnRequest, _ call: Call) {
        guard call.session.allow(.write, .transactionalId(request.transactionalId)) else {
            return reply(call, .transactionalIdAuthorizationFailed)
        }
        guard call.session.allow(.read, .group(request.groupId)) else { return reply(call, .groupAuthorizationFailed) }
        call.context.groups.prepareTopic {
            guard let index = call.context.groups.partition(of: request.groupId) else {
                return reply(call, .coordinatorNotAvailable)
            }
            let partitions = TransactionPartitions(
                transactionalId: request.transactionalId,
                producer: TransactionalProducer(id: request.producerId, epoch: request.producerEpoch),
                partitions: [TopicPartition(TopicName.consumerOffsets, index)], purpose: .add(clientVersion: 0))
            call.context.transactions.ask(.partitions(partitions), of: request.transactionalId, call) { answer in
                reply(call, AddPartitionsToTxnHandler.code(answer.error, call.version))
            }
        }
    }

    private static func reply(_ call: Call, _ error: ErrorCode) {
        var response = AddOffsetsToTxnResponse()
        response.errorCode = error.rawValue
        call.reply(response)
    }
}
