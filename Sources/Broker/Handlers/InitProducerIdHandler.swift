import Coordination
import KafkaProtocol
import Metadata

/// Gives a producer its id: an idempotent one any that nobody has, a transactional one that of its transactional id, in
/// a new epoch.
enum InitProducerIdHandler: RequestHandler {
    typealias Request = InitProducerIdRequest

    static func handle(_ request: InitProducerIdRequest, _ call: Call) {
        if let id = request.transactionalId { return begin(id, request, call) }
        guard call.session.allow(.idempotentWrite, .cluster) || call.session.allowSomeTopic(.write) else {
            return answer(call, .clusterAuthorizationFailed)
        }
        ProducerIds.next(for: call) { result in
            switch result {
            case .success(let id): answer(call, .none, id: id, epoch: 0)
            case .failure(let error): answer(call, error.code)
            }
        }
    }

    private static func begin(_ id: String, _ request: InitProducerIdRequest, _ call: Call) {
        guard call.session.allow(.write, .transactionalId(id)) else {
            return answer(call, .transactionalIdAuthorizationFailed)
        }
        guard !id.isEmpty else { return answer(call, .invalidRequest) }
        call.context.transactions.ask(of: id, call) {
            .initProducerId(request, freshId: $0)
        } answer: { reply in
            if case .producerId(let id, let epoch) = reply {
                answer(call, .none, id: id, epoch: epoch)
            } else {
                // Before version 4 a fenced producer was told so by another code.
                let isOld = reply.error == .producerFenced && call.version < 4
                answer(call, isOld ? .invalidProducerEpoch : reply.error)
            }
        }
    }

    private static func answer(_ call: Call, _ code: ErrorCode, id: Int64 = -1, epoch: Int16 = -1) {
        var response = InitProducerIdResponse()
        response.errorCode = code.rawValue
        response.producerId = id
        response.producerEpoch = epoch
        call.reply(response)
    }
}
