import Coordination
import KafkaProtocol
import Metadata

/// Takes a member into a classic group; the reply may be parked until the rebalance completes.
enum JoinGroupHandler: RequestHandler {
    typealias Request = JoinGroupRequest

    static func handle(_ request: JoinGroupRequest, _ call: Call) {
        guard call.session.allow(.read, .group(request.groupId)) else {
            return call.reply(response(.failed(.groupAuthorizationFailed), request.memberId))
        }
        var request = request
        // Version 0 has one timeout for both.
        if call.version == 0 { request.rebalanceTimeoutMs = request.sessionTimeoutMs }
        let memberId = request.memberId
        call.context.groups.ask(.join(request), of: request.groupId, call) { call.reply(response($0, memberId)) }
    }

    private static func response(_ reply: GroupReply, _ memberId: String) -> JoinGroupResponse {
        if case .join(let response) = reply { return response }
        var response = JoinGroupResponse()
        response.errorCode = reply.error.rawValue
        response.memberId = memberId
        return response
    }
}
