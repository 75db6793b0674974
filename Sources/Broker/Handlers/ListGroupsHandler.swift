import Coordination
import KafkaProtocol
import Metadata

/// Lists the groups that this broker coordinates; admin clients ask every broker.
enum ListGroupsHandler: RequestHandler {
    typealias Request = ListGroupsRequest

    static func handle(_ request: ListGroupsRequest, _ call: Call) {
        let seesAll = call.session.allow(.describe, .cluster)
        call.context.groups.askAll(.list(states: request.statesFilter, types: request.typesFilter), call) { replies in
            var response = ListGroupsResponse()
            for reply in replies {
                if case .list(let groups) = reply {
                    response.groups += groups.filter { seesAll || call.session.allow(.describe, .group($0.groupId)) }
                } else {
                    response.errorCode = reply.error.rawValue
                }
            }
            response.groups.sort { $0.groupId < $1.groupId }
            call.reply(response)
        }
    }
}
