import Coordination
import KafkaProtocol
import Metadata

/// Takes members out of a group before their sessions end; one up to version 2, a list from version 3 on.
enum LeaveGroupHandler: RequestHandler {
    typealias Request = LeaveGroupRequest

    static func handle(_ request: LeaveGroupRequest, _ call: Call) {
        guard call.session.allow(.read, .group(request.groupId)) else {
            return call.reply(response(.failed(.groupAuthorizationFailed), call.version))
        }
        var request = request
        if call.version < 3 {
            var member = LeaveGroupRequest.MemberIdentity()
            member.memberId = request.memberId
            request.members = [member]
        }
        call.context.groups.ask(.leave(request), of: request.groupId, call) {
            call.reply(response($0, call.version))
        }
    }

    private static func response(_ reply: GroupReply, _ version: Int16) -> LeaveGroupResponse {
        var response = LeaveGroupResponse()
        if case .leave(let members) = reply {
            if version >= 3 {
                response.members = members
            } else {
                response.errorCode = members.first?.errorCode ?? ErrorCode.none.rawValue
            }
        } else {
            response.errorCode = reply.error.rawValue
        }
        return response
    }
}
