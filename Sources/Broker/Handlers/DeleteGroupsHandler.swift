import Coordination
import KafkaProtocol
import Metadata

/// Ends groups without members, with their positions.
enum DeleteGroupsHandler: RequestHandler {
    typealias Request = DeleteGroupsRequest
    typealias Outcome = DeleteGroupsResponse.DeletableGroupResult

    static func handle(_ request: DeleteGroupsRequest, _ call: Call) {
        let gathering = Gathering<Outcome>(request.groupsNames.count) { outcomes in
            var response = DeleteGroupsResponse()
            response.results = outcomes
            call.reply(response)
        }
        for (index, id) in request.groupsNames.enumerated() {
            guard call.session.allow(.delete, .group(id)) else {
                gathering.put(outcome(id, .groupAuthorizationFailed), at: index)
                continue
            }
            call.context.groups.ask(.delete(group: id), of: id, call) {
                gathering.put(outcome(id, $0.error), at: index)
            }
        }
    }

    private static func outcome(_ id: String, _ error: ErrorCode) -> Outcome {
        var outcome = Outcome()
        outcome.groupId = id
        outcome.errorCode = error.rawValue
        return outcome
    }
}
