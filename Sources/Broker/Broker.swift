public import World

/// What all loops of a broker share: its options, its APIs, where its events go. Any thread may use it; what changes
/// belongs to a loop (`BrokerContext`) or has a lock of its own (`Partition`).
public final class Broker: Sendable {
    /// Its settings.
    public let options: BrokerOptions
    /// Where events go.
    public let events: any EventSink
    /// Where logs are read that coordinators begin with.
    let jobs: any Jobs
    /// Where member ids come from.
    let random: any Random
    /// Where changes of the cluster are asked for; nil for a broker whose image is given to it.
    public let control: ControlPlane?
    /// Ids for idempotent producers.
    let producerIds = ProducerIds()
    let apis: ApiTable
    let requestMemory: MemoryBudget

    /// A broker without loops.
    public convenience init(
        options: BrokerOptions, events: any EventSink, jobs: any Jobs, random: any Random,
        control: ControlPlane? = nil
    ) {
        self.init(
            options: options, events: events, jobs: jobs, random: random, control: control,
            handlers: ApiTable.handlers)
    }

    init(
        options: BrokerOptions, events: any EventSink, jobs: any Jobs, random: any Random,
        control: ControlPlane? = nil, handlers: [any ApiHandler.Type]
    ) {
        self.jobs = jobs
        self.random = random
        self.control = control
        self.options = options
        self.events = events
        apis = ApiTable(handlers)
        requestMemory = MemoryBudget(limit: options.maxRequestMemory)
    }
}

/// Gives each accepted connection to the context of its loop.
public final class ClientAcceptor: Acceptor {
    private let contexts: [BrokerContext]

    /// An acceptor for connections of these contexts' loops, and no others.
    public init(_ contexts: [BrokerContext]) { self.contexts = contexts }

    public func accepted(_ connection: any Connection, on loop: any Loop) -> any ConnectionHandler {
        guard let context = contexts.first(where: { $0.loop === loop }) else {
            preconditionFailure("a connection on a loop that this broker does not use")
        }
        return context.accept(connection)
    }
}
