import Coordination
import KafkaProtocol
import Metadata

/// Tells how far transactional ids are, each by its own coordinator.
enum DescribeTransactionsHandler: RequestHandler {
    typealias Request = DescribeTransactionsRequest
    typealias State = DescribeTransactionsResponse.TransactionState

    static func handle(_ request: DescribeTransactionsRequest, _ call: Call) {
        var seen: Set<String> = []
        let ids = request.transactionalIds.filter { seen.insert($0).inserted }
        let gathering = Gathering<State>(ids.count) { states in
            var response = DescribeTransactionsResponse()
            response.transactionStates = states
            call.reply(response)
        }
        for (position, id) in ids.enumerated() {
            guard call.session.allow(.describe, .transactionalId(id)) else {
                gathering.put(failed(id, .transactionalIdAuthorizationFailed), at: position)
                continue
            }
            guard !id.isEmpty else {
                gathering.put(failed(id, .invalidRequest), at: position)
                continue
            }
            call.context.transactions.ask(.describe(transactionalId: id), of: id, call) { reply in
                gathering.put(state(id, reply, call), at: position)
            }
        }
    }

    private static func state(_ id: String, _ reply: TransactionReply, _ call: Call) -> State {
        guard case .described(let found) = reply else { return failed(id, reply.error) }
        guard var state = found else { return failed(id, .transactionalIdNotFound) }
        state.topics.removeAll { !call.session.allow(.describe, .topic($0.topic)) }
        return state
    }

    private static func failed(_ id: String, _ error: ErrorCode) -> State {
        var state = State()
        state.transactionalId = id
        state.errorCode = error.rawValue
        return state
    }
}
