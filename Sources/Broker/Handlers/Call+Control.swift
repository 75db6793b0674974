import KafkaProtocol
import Metadata
import World

extension Call {
    /// Asks the controller, and goes on with its answer on the loop of the connection.
    ///
    /// - Parameters:
    ///   - plan: called on the control thread.
    ///   - then: gets the reply when the change is in effect here, or the error to answer.
    func submit<Reply: Sendable>(
        _ plan: @escaping @Sendable (Controller, PlanContext) -> Plan<Reply>,
        then: @escaping @Sendable (Result<Reply, ApiError>) -> Void
    ) {
        guard let control = context.broker.control else { return then(.failure(ApiError(.notController))) }
        let loop = context.loop
        control.submit(plan) { result in
            loop.execute {
                then(result.mapError { ApiError(ErrorMapping.code($0.code), $0.description) })
            }
        }
    }

    /// Those of the topics that the caller has no right to, with what to answer.
    func refused(_ topics: [String], unless isAllowed: (String) -> Bool) -> [String: ApiError] {
        var refused: [String: ApiError] = [:]
        for topic in topics where !isAllowed(topic) {
            refused[topic] = ApiError(.topicAuthorizationFailed, "Authorization failed.")
        }
        return refused
    }

    /// The settings of this node.
    var settings: NodeSettings { context.broker.control?.settings ?? NodeSettings() }
}
