import KafkaProtocol
import Metadata
import Records
import World

/// Where a client of one listener reaches a broker.
struct ListenerAddress {
    let host: String
    let port: Int32

    /// The address of `broker` for a client that asked on `session`; nil where the broker has no such listener.
    ///
    /// A broker that listens everywhere has no address that clients could use: for itself it answers the one that this
    /// client came to.
    init?(of broker: RegisterBrokerRecord, nodeId: Int32, for session: Session) {
        guard let endpoint = broker.endPoints.first else { return nil }
        let isWildcard = endpoint.host.isEmpty || endpoint.host == "0.0.0.0" || endpoint.host == "::"
        if isWildcard, broker.brokerId == nodeId {
            host = session.local.host
            port = Int32(session.local.port)
        } else {
            host = endpoint.host
            port = Int32(endpoint.port)
        }
    }
}
