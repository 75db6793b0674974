import Binary
public import World

/// What one loop of the broker owns: everything a handler needs, without a lock. All members belong to the loop's
/// thread.
public final class BrokerContext: @unchecked Sendable {
    /// What all loops share.
    public let broker: Broker
    /// The loop.
    public let loop: any Loop
    /// Which of the broker's loops it is, from 0.
    public let index: Int
    @exclusivity(unchecked) private var scratch = BinaryWriter(capacity: 4096)
    @exclusivity(unchecked) private var connections: [ObjectIdentifier: ClientConnection] = [:]

    /// A context of `broker`.
    public init(broker: Broker, loop: any Loop, index: Int) {
        self.broker = broker
        self.loop = loop
        self.index = index
    }

    /// Connections of this loop.
    public var connectionCount: Int { connections.count }

    /// Begins to serve a connection.
    public func accept(_ connection: any Connection) -> ClientConnection {
        let client = ClientConnection(connection, self)
        connections[ObjectIdentifier(client)] = client
        return client
    }

    func forget(_ connection: ClientConnection) { connections[ObjectIdentifier(connection)] = nil }

    /// Lends a writer, not empty perhaps, that keeps its memory from one reply to the next. Not to be nested.
    func withScratch(_ body: (inout BinaryWriter) -> Void) { body(&scratch) }

    /// Appends what has been staged to its logs and answers or parks the requests.
    func commitProduce() {}
}
