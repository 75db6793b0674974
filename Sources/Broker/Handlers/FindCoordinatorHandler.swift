import Coordination
import KafkaProtocol
import Metadata
import Records
import World

/// Says which node coordinates a group: the leader of the partition of `__consumer_offsets` that the group falls on.
/// The first call ever creates the topic.
enum FindCoordinatorHandler: RequestHandler {
    typealias Request = FindCoordinatorRequest
    typealias Coordinator = FindCoordinatorResponse.Coordinator

    private static let groupType: Int8 = 0
    private static let transactionType: Int8 = 1

    static func handle(_ request: FindCoordinatorRequest, _ call: Call) {
        let keys = call.version >= 4 ? request.coordinatorKeys : [request.key]
        switch request.keyType {
        case groupType:
            let answer: @Sendable () -> Void = { reply(keys.map { coordinator(of: $0, call) }, call) }
            // Who may ask of none of them makes no topic.
            guard keys.contains(where: { call.session.allow(.describe, .group($0)) }) else { return answer() }
            call.context.groups.prepareTopic(answer)
        case transactionType:
            // The code after which every client's transactional producer gives up instead of asking again; who lacks
            // the right to ask gets the same.
            let error = ErrorCode.transactionalIdAuthorizationFailed
            reply(keys.map { refusal($0, error, "This broker has no transactions yet.") }, call)
        default:
            let text = "Coordinator type \(request.keyType) is not known."
            reply(keys.map { refusal($0, .invalidRequest, text) }, call)
        }
    }

    private static func coordinator(of group: String, _ call: Call) -> Coordinator {
        guard call.session.allow(.describe, .group(group)) else {
            return refusal(group, .groupAuthorizationFailed, nil)
        }
        let image = call.context.image
        guard let topic = image.topic(named: call.context.groups.internalTopic.name), !topic.partitions.isEmpty else {
            return refusal(group, .coordinatorNotAvailable, nil)
        }
        let index = coordinatorPartition(of: group, count: Int32(clamping: topic.partitions.count))
        guard let leader = topic.partition(index)?.leader, let broker = image.broker(leader), !broker.fenced else {
            return refusal(group, .coordinatorNotAvailable, nil)
        }
        var found = refusal(group, .none, "")
        found.nodeId = leader
        if let address = ListenerAddress(of: broker, for: call.session) {
            found.host = address.host
            found.port = address.port
        }
        return found
    }

    private static func refusal(_ key: String, _ error: ErrorCode, _ message: String?) -> Coordinator {
        var refusal = Coordinator()
        refusal.key = key
        refusal.nodeId = -1
        refusal.port = -1
        refusal.errorCode = error.rawValue
        refusal.errorMessage = message
        return refusal
    }

    private static func reply(_ coordinators: [Coordinator], _ call: Call) {
        var response = FindCoordinatorResponse()
        if call.version >= 4 {
            response.coordinators = coordinators
        } else if let only = coordinators.first {
            response.errorCode = only.errorCode
            response.errorMessage = only.errorMessage
            response.nodeId = only.nodeId
            response.host = only.host
            response.port = only.port
        }
        call.reply(response)
    }
}
