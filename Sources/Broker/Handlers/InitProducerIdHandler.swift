import KafkaProtocol
import Metadata
import Records
import World

/// Gives an idempotent producer its id. Transactional producers are refused for good: no version of this broker that
/// answers here has transactions, so trying again would not help them.
enum InitProducerIdHandler: RequestHandler {
    typealias Request = InitProducerIdRequest

    static func handle(_ request: InitProducerIdRequest, _ call: Call) {
        guard request.transactionalId == nil else { return refuse(transactional: request, call) }
        guard call.session.allow(.idempotentWrite, .cluster) || call.session.allowSomeTopic(.write) else {
            return answer(call, .clusterAuthorizationFailed)
        }
        let context = call.context
        let loop = context.loop
        context.broker.producerIds.next { result in
            loop.execute {
                switch result {
                case .success(let id): answer(call, .none, id: id)
                case .failure(let error): answer(call, error.code)
                }
            }
        } fetch: {
            let nodeId = context.broker.options.nodeId
            let epoch = context.image.broker(nodeId)?.brokerEpoch ?? -1
            let ids = context.broker.producerIds
            call.submit({ controller, _ in controller.planProducerIds(brokerId: nodeId, brokerEpoch: epoch) }) {
                result in
                ids.received(result.flatMap { $0 })
            }
        }
    }

    private static func refuse(transactional request: InitProducerIdRequest, _ call: Call) {
        guard call.session.allow(.write, .transactionalId(request.transactionalId ?? "")) else {
            return answer(call, .transactionalIdAuthorizationFailed)
        }
        let isPaired = (request.producerId == -1) == (request.producerEpoch == -1)
        let isLegal = request.transactionalId != "" && isPaired
        answer(call, isLegal ? .unsupportedVersion : .invalidRequest)
    }

    private static func answer(_ call: Call, _ code: ErrorCode, id: Int64 = -1) {
        var response = InitProducerIdResponse()
        response.errorCode = code.rawValue
        response.producerId = id
        response.producerEpoch = id >= 0 ? 0 : -1
        call.reply(response)
    }
}
