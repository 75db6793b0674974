import Coordination
import KafkaProtocol
import Metadata

/// Tells the state and the members of classic groups.
enum DescribeGroupsHandler: RequestHandler {
    typealias Request = DescribeGroupsRequest
    typealias Group = DescribeGroupsResponse.DescribedGroup

    static func handle(_ request: DescribeGroupsRequest, _ call: Call) {
        call.context.groups.askEach(request.groups, .describe, call) {
            .describe(group: $0)
        } part: { id, reply in
            var group = answer(reply, id, call.version)
            if request.includeAuthorizedOperations, group.errorCode == 0 {
                group.authorizedOperations = call.session.allowedOperations(on: .group(id))
            }
            return group
        } finish: { groups in
            var response = DescribeGroupsResponse()
            response.groups = groups
            call.reply(response)
        }
    }

    private static func answer(_ reply: GroupReply, _ id: String, _ version: Int16) -> Group {
        guard case .describe(let described) = reply else { return refusal(id, reply.error) }
        if let described { return described }
        // Up to version 5 a group that is not there is told as one without members.
        var group = refusal(id, version >= 6 ? .groupIdNotFound : .none)
        group.groupState = "Dead"
        if version >= 6 { group.errorMessage = "Group \(id) not found." }
        return group
    }

    private static func refusal(_ id: String, _ error: ErrorCode) -> Group {
        var group = Group()
        group.groupId = id
        group.errorCode = error.rawValue
        return group
    }
}
