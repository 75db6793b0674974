public import Binary

/// A broker that starts.
public struct BrokerRegistration: Sendable {
    /// Where clients of one listener reach the broker.
    public struct Listener: Hashable, Sendable {
        /// The listener's name, such as "PLAINTEXT".
        public var name: String
        public var host: String
        public var port: UInt16
        /// 0 plaintext, 1 SSL, 2 SASL plaintext, 3 SASL SSL.
        public var securityProtocol: Int16

        /// A listener.
        public init(name: String, host: String, port: UInt16, securityProtocol: Int16 = 0) {
            self.name = name
            self.host = host
            self.port = port
            self.securityProtocol = securityProtocol
        }
    }

    /// The node's id.
    public var id: Int32
    /// Another one for each life of the process.
    public var incarnationId: Uuid
    /// The id of its log directory.
    public var directoryId: Uuid
    public var listeners: [Listener]
    public var rack: String?
    /// Whether the broker was stopped cleanly before this start. After any other end its leader epochs rise, so that
    /// nobody takes what it has cut from its logs for what it appends there now.
    public var startedClean: Bool

    /// A registration.
    public init(
        id: Int32, incarnationId: Uuid, directoryId: Uuid, listeners: [Listener], rack: String?, startedClean: Bool
    ) {
        self.id = id
        self.incarnationId = incarnationId
        self.directoryId = directoryId
        self.listeners = listeners
        self.rack = rack
        self.startedClean = startedClean
    }
}
