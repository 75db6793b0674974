import Coordination
import KafkaProtocol
import Metadata
import Records
import World

/// Says which node coordinates a group or a transactional id: the leader of the partition of the internal topic that it
/// falls on. The first call ever creates the topic.
enum FindCoordinatorHandler: RequestHandler {
    typealias Request = FindCoordinatorRequest
    typealias Found = FindCoordinatorResponse.Coordinator

    private static let groupType: Int8 = 0
    private static let transactionType: Int8 = 1

    static func handle(_ request: FindCoordinatorRequest, _ call: Call) {
        let keys = call.version >= 4 ? request.coordinatorKeys : [request.key]
        switch request.keyType {
        case groupType:
            find(keys, in: call.context.groups, call, denied: .groupAuthorizationFailed) {
                call.session.allow(.describe, .group($0))
            }
        case transactionType:
            find(keys, in: call.context.transactions, call, denied: .transactionalIdAuthorizationFailed) {
                call.session.allow(.describe, .transactionalId($0))
            }
        default:
            let text = "Coordinator type \(request.keyType) is not known."
            reply(keys.map { refusal($0, .invalidRequest, text) }, call)
        }
    }

    private static func find<Shard: HostedShard & ~Copyable>(
        _ keys: [String], in coordinator: Coordinator<Shard>, _ call: Call, denied: ErrorCode,
        isAllowed: (String) -> Bool
    ) {
        let allowed = Set(keys.filter(isAllowed))
        let topic = coordinator.internalTopic.name
        let answer: @Sendable () -> Void = {
            reply(
                keys.map { allowed.contains($0) ? self.coordinator(of: $0, topic, call) : refusal($0, denied, nil) },
                call)
        }
        // Who may ask of none of them makes no topic.
        if allowed.isEmpty { answer() } else { coordinator.prepareTopic(answer) }
    }

    private static func coordinator(of key: String, _ topic: String, _ call: Call) -> Found {
        let image = call.context.image
        guard let topic = image.topic(named: topic), !topic.partitions.isEmpty else {
            return refusal(key, .coordinatorNotAvailable, nil)
        }
        let index = coordinatorPartition(of: key, count: Int32(clamping: topic.partitions.count))
        guard let leader = topic.partition(index)?.leader, let broker = image.broker(leader), !broker.fenced else {
            return refusal(key, .coordinatorNotAvailable, nil)
        }
        var found = refusal(key, .none, "")
        found.nodeId = leader
        if let address = ListenerAddress(of: broker, for: call.session) {
            found.host = address.host
            found.port = address.port
        }
        return found
    }

    private static func refusal(_ key: String, _ error: ErrorCode, _ message: String?) -> Found {
        var refusal = Found()
        refusal.key = key
        refusal.nodeId = -1
        refusal.port = -1
        refusal.errorCode = error.rawValue
        refusal.errorMessage = message
        return refusal
    }

    private static func reply(_ coordinators: [Found], _ call: Call) {
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
