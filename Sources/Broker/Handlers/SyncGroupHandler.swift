import Coordination
import KafkaProtocol
import Metadata

/// Takes the leader's assignment and hands each member its own; parked until the leader has come.
enum SyncGroupHandler: RequestHandler {
    typealias Request = SyncGroupRequest

    static func handle(_ request: SyncGroupRequest, _ call: Call) {
        guard call.session.allow(.read, .group(request.groupId)) else {
            return call.reply(response(.failed(.groupAuthorizationFailed)))
        }
        call.context.groups.ask(.sync(request), of: request.groupId, call) { call.reply(response($0)) }
    }

    private static func response(_ reply: GroupReply) -> SyncGroupResponse {
        if case .sync(let response) = reply { return response }
        var response = SyncGroupResponse()
        response.errorCode = reply.error.rawValue
        return response
    }
}
