import Coordination
import KafkaProtocol
import Metadata

/// Keeps a member's session alive and tells it of a rebalance.
enum HeartbeatHandler: RequestHandler {
    typealias Request = HeartbeatRequest

    static func handle(_ request: HeartbeatRequest, _ call: Call) {
        guard call.session.allow(.read, .group(request.groupId)) else {
            return reply(.groupAuthorizationFailed, call)
        }
        call.context.groups.ask(.heartbeat(request), of: request.groupId, call) { answer in
            // While the group is being read from the log nobody's session runs: all is well, as far as anyone knows.
            let error = answer.error == .coordinatorLoadInProgress ? .none : answer.error
            reply(error, call)
        }
    }

    private static func reply(_ error: ErrorCode, _ call: Call) {
        var response = HeartbeatResponse()
        response.errorCode = error.rawValue
        call.reply(response)
    }
}
