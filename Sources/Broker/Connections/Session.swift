public import Metadata
public import World

/// Who a connection speaks for, and what it may do. A value of the connection, used on its loop.
public struct Session: Sendable {
    /// The authenticated principal, and where it is.
    public let principal: Principal
    /// Where the peer is.
    public let peer: SocketAddress
    /// Our side, as the peer reaches it: the address that Metadata answers on this listener.
    public let local: SocketAddress
    private let context: BrokerContext

    /// A connection whose peer did not say who it is.
    init(anonymous peer: SocketAddress, local: SocketAddress, _ context: BrokerContext) {
        principal = Principal(name: "User:ANONYMOUS", host: peer.host)
        self.peer = peer
        self.local = local
        self.context = context
    }

    /// Whether the client has come to that broker, and is to be told so by the address that it came to: the broker
    /// advertises no other.
    func isServed(by brokerId: Int32, advertising hasAddress: Bool) -> Bool {
        let options = context.broker.options
        return brokerId == options.nodeId && (options.answersAddressReached || !hasAddress)
    }

    /// Whether the principal may do `operation` on `resource`, by the image that this loop acts on.
    public func allow(_ operation: Operation, _ resource: Resource) -> Bool {
        let authorizer = context.broker.options.authorizer
        return authorizer.allows(operation, resource, by: principal, context.image.state.acls)
    }

    /// All that decides what the principal may do, as values for other threads.
    var rights: (Authorizer, Principal, AclSet) {
        (context.broker.options.authorizer, principal, context.image.state.acls)
    }

    /// Whether there may be a topic that the principal may do `operation` on.
    func allowSomeTopic(_ operation: Operation) -> Bool {
        context.broker.options.authorizer.allowsSomeTopic(operation, by: principal, context.image.state.acls)
    }

    /// All that the principal may do on `resource`, as the bits of the operations' values (KIP-430).
    func allowedOperations(on resource: Resource) -> Int32 {
        resource.operations.reduce(0) { bits, operation in
            allow(operation, resource) ? bits | 1 << Int32(operation.rawValue) : bits
        }
    }

    /// The same for the cluster, of which one may not know without the right to describe it.
    func allowedClusterOperations() -> Int32 {
        allow(.describe, .cluster) ? allowedOperations(on: .cluster) : 0
    }
}
