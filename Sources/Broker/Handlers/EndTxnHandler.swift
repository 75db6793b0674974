import Coordination
import KafkaProtocol
import Metadata

/// Commits or aborts a producer's transaction. The reply comes once the decision is kept; the markers follow.
enum EndTxnHandler: RequestHandler {
    typealias Request = EndTxnRequest

    static func handle(_ request: EndTxnRequest, _ call: Call) {
        guard call.session.allow(.write, .transactionalId(request.transactionalId)) else {
            return reply(call, .transactionalIdAuthorizationFailed)
        }
        call.context.transactions.ask(of: request.transactionalId, call) {
            .end(request, freshId: $0)
        } answer: { answer in
            if case .ended(let id, let epoch) = answer {
                reply(call, .none, id: id, epoch: epoch)
            } else {
                reply(call, AddPartitionsToTxnHandler.code(answer.error, call.version))
            }
        }
    }

    private static func reply(_ call: Call, _ error: ErrorCode, id: Int64 = -1, epoch: Int16 = -1) {
        var response = EndTxnResponse()
        response.errorCode = error.rawValue
        // Ignored before version 5.
        response.producerId = id
        response.producerEpoch = epoch
        call.reply(response)
    }
}
