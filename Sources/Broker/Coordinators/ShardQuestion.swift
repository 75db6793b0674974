import Binary
import Coordination
import World

/// A request to a coordinator on its way from the loop of its connection to the loop of its shard, and back.
struct ShardQuestion<Request: Sendable, Reply: Sendable>: Sendable {
    let request: Request
    let version: Int16
    let clientId: String
    let clientHost: String
    /// The connection's loop, where `answer` is called.
    let asker: BrokerContext
    private let answer: @Sendable (Reply) -> Void

    init(_ request: Request, _ call: Call, _ answer: @escaping @Sendable (Reply) -> Void) {
        self.request = request
        version = call.version
        clientId = call.clientId ?? ""
        // As Java prints an address that was not looked up: Kafka's records and tools have it so.
        clientHost = "/\(call.session.peer.host)"
        asker = call.context
        self.answer = answer
    }

    /// Answers from the loop of `context`.
    func reply(_ reply: Reply, from context: BrokerContext) {
        if asker === context {
            answer(reply)
        } else {
            let answer = answer
            asker.loop.execute { answer(reply) }
        }
    }

    func caller(_ token: CallerToken, chance: Uuid) -> ShardCaller {
        ShardCaller(token: token, version: version, clientId: clientId, clientHost: clientHost, chance: chance)
    }
}
