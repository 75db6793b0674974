import Coordination
import KafkaProtocol
import Metadata

/// Lists the transactional ids that this node coordinates.
enum ListTransactionsHandler: RequestHandler {
    typealias Request = ListTransactionsRequest

    static func handle(_ request: ListTransactionsRequest, _ call: Call) {
        var filter = TransactionFilter()
        var unknown: [String] = []
        for name in request.stateFilters {
            if let state = TransactionState.allCases.first(where: { $0.name == name }) {
                filter.states.insert(state)
            } else {
                unknown.append(name)
            }
        }
        filter.producerIds = Set(request.producerIdFilters)
        filter.minDurationMs = request.durationFilter
        var response = ListTransactionsResponse()
        response.unknownStateFilters = unknown
        if let pattern = request.transactionalIdPattern, !pattern.isEmpty {
            guard let compiled = try? TopicPattern(pattern) else {
                response.errorCode = ErrorCode.invalidRegularExpression.rawValue
                return call.reply(response)
            }
            filter.pattern = compiled
        }
        // States that nobody knows match nothing, not everything.
        if filter.states.isEmpty, !unknown.isEmpty { return call.reply(response) }
        let partial = response
        call.context.transactions.askAll(.list(filter), call) { replies in
            var response = partial
            for reply in replies {
                if case .listed(let states) = reply {
                    response.transactionStates += states.filter {
                        call.session.allow(.describe, .transactionalId($0.transactionalId))
                    }
                } else if response.errorCode == 0 {
                    response.errorCode = reply.error.rawValue
                }
            }
            if response.errorCode != 0 { response.transactionStates = [] }
            call.reply(response)
        }
    }
}
