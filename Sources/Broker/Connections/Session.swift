public import World

/// What a principal wants to do; the values are those of Kafka's ACLs on the wire.
public enum Operation: Int8, Sendable {
    case read = 3
    case write = 4
    case create = 5
    case delete = 6
    case alter = 7
    case describe = 8
    case clusterAction = 9
    case describeConfigs = 10
    case alterConfigs = 11
    case idempotentWrite = 12
}

/// What it wants to do it to.
public enum Resource: Sendable {
    /// A topic by name.
    case topic(String)
    /// A group by id.
    case group(String)
    /// The whole cluster.
    case cluster
    /// A transactional id.
    case transactionalId(String)
}

/// Who a connection speaks for, and what it may do. A value of the connection, used on its loop.
public struct Session: Sendable {
    /// The authenticated principal, as Kafka writes it.
    public let principal: String
    /// Where the peer is.
    public let peer: SocketAddress
    /// Our side, as the peer reaches it: the address that Metadata answers on this listener.
    public let local: SocketAddress

    /// Whether the principal may do `operation` on `resource`. Without an authorizer everyone may do everything.
    public func allow(_ operation: Operation, _ resource: Resource) -> Bool { true }
}
