import Records
import World

/// Where a client of one listener reaches a broker.
struct ListenerAddress {
    let host: String
    let port: Int32

    /// The address of `broker` for a client that asked on `session`; nil where the broker has no such listener.
    ///
    /// A broker that listens everywhere and was not told what to advertise answers for itself the address that this
    /// client came to: what else it knows, its host's name, may mean nothing to the client.
    init?(of broker: RegisterBrokerRecord, for session: Session) {
        let endpoint = broker.endPoints.first
        if session.isServed(by: broker.brokerId, advertising: endpoint != nil) {
            host = session.local.host
            port = Int32(session.local.port)
        } else if let endpoint {
            host = endpoint.host
            port = Int32(endpoint.port)
        } else {
            return nil
        }
    }
}
