import Coordination
import KafkaProtocol
import Metadata

/// Ends groups without members, with their positions.
enum DeleteGroupsHandler: RequestHandler {
    typealias Request = DeleteGroupsRequest

    static func handle(_ request: DeleteGroupsRequest, _ call: Call) {
        call.context.groups.askEach(request.groupsNames, .delete, call) {
            .delete(group: $0)
        } part: { id, reply in
            var outcome = DeleteGroupsResponse.DeletableGroupResult()
            outcome.groupId = id
            outcome.errorCode = reply.error.rawValue
            return outcome
        } finish: { outcomes in
            var response = DeleteGroupsResponse()
            response.results = outcomes
            call.reply(response)
        }
    }
}
