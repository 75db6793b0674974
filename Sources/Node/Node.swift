import Binary
import Broker
public import CommitLog
import Glibc
import Metadata
import Posix
import Reactor
import Synchronization
public import World

/// What a node is started with.
public struct NodeOptions: Sendable {
    /// The data directory; made where it does not exist.
    public var directory: String
    /// Where it listens for clients; port 0 lets the system pick one.
    public var listen = SocketAddress(host: "127.0.0.1", port: 9092)
    /// Settings by Kafka's names, as in a `server.properties`.
    public var settings: [String: String] = [:]
    /// Event loops; nil for one per core, at most four.
    public var loops: Int?
    /// What of the file system is left free.
    public var space = SpaceOptions()

    /// Options for a directory.
    public init(directory: String) { self.directory = directory }
}

/// Why a node could not start or stop; one line that says what to do.
public struct NodeError: Error, Sendable, CustomStringConvertible {
    /// The line.
    public let description: String

    init(_ cause: any Error) { description = "\(cause)" }
    init(_ description: String) { self.description = description }
}

/// A broker with its control plane and its data directory, on event loops of its own: what `varve serve` runs, and what
/// a test suite starts in process.
///
/// `start` and `stop` block and belong to no event loop; everything else goes on by itself.
public final class Node: Sendable {
    /// Where clients reach it.
    public let address: SocketAddress
    private let directory: LogDirectory
    private let control: ControlPlane
    private let controlLoop: ControlLoop
    private let reactor: Reactor
    private let jobs: ThreadJobs
    private let listener: any Listener
    private let upkeep: Upkeep
    private let brokerEpoch: Int64

    /// Starts a node: opens the directory, elects itself, opens its logs, and listens. Returns when it accepts clients.
    public static func start(_ options: NodeOptions, events: any EventSink) throws(NodeError) -> Node {
        do { return try Node(options, events) } catch let error as NodeError { throw error } catch {
            throw NodeError(error)
        }
    }

    private init(_ options: NodeOptions, _ events: any EventSink) throws {
        let settings = try StaticSettings(options.settings)
        let clock = SystemClock()
        jobs = ThreadJobs()
        let world = LogWorld(disk: PosixDisk(), jobs: jobs, clock: clock, random: SystemRandom(), events: events)
        let loops = options.loops ?? min(4, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        reactor = try Reactor(
            loops: loops, clock: clock,
            limits: ReactorLimits(
                connections: min(Descriptors.limitConnections(), settings.maxConnections),
                idleMilliseconds: settings.maxIdleMilliseconds))
        // Port and lock come first: a second server on either leaves nothing behind. Clients that come this early wait
        // in the system's queue.
        let port = try reactor.reserve(options.listen)
        address = SocketAddress(host: options.listen.host, port: port.address.port)
        directory = try Node.openDirectory(options, settings, world)
        controlLoop = try ControlLoop(clock: clock)
        control = try ControlPlane.open(
            ControlOptions(
                directory: options.directory, properties: directory.properties,
                settings: settings.node(directory.properties.nodeId)),
            ControlWorld(
                disk: directory.reserveDisk, jobs: jobs, loop: controlLoop.loop, clock: clock, random: world.random,
                events: events))
        let broker = Broker(
            options: settings.broker(directory.properties), events: events, jobs: jobs, random: world.random,
            control: control)
        let contexts = reactor.loops.map {
            BrokerContext(broker: broker, loop: $0, index: $0.index, loops: loops)
        }
        for context in contexts { context.join(contexts) }
        for loop in reactor.loops { reactor.start(loop) }
        let nodeId = broker.options.nodeId
        let publisher = TopicPublisher(nodeId: nodeId, directory: directory, contexts: contexts) { image, topic in
            settings.topic(topic, in: image, nodeId: nodeId)
        }
        controlLoop.start()
        brokerEpoch = try Node.register(control, directory, address, publisher)
        if !broker.options.authorizer.isOn, !control.image.state.acls.entries.isEmpty {
            events.emit(
                Event(
                    .warning, "node.rights",
                    "the cluster has access control entries, and authorizer.class.name is not set: all is allowed"))
        }
        let adoption = Adoption(directory, control, broker.options)
        if directory.needsAdoption {
            try adoption.adopt(try adoption.strangers())
            try directory.adopted()
        }
        // The first image has opened every log, and so recovered it.
        try directory.recovered()
        upkeep = Upkeep(directory, jobs)
        upkeep.begin()
        jobs.submit(.background) {
            adoption.nameStrangers()
        } completion: {
        }
        listener = reactor.listen(on: port, ClientAcceptor(contexts))
    }

    static func openDirectory(
        _ options: NodeOptions, _ settings: StaticSettings, _ world: LogWorld
    ) throws -> LogDirectory {
        let fresh = MetaProperties(
            clusterId: "\(Uuid.random { world.random.next() })", nodeId: settings.nodeId ?? 1,
            directoryId: .random { world.random.next() })
        let directory = try LogDirectory(
            options.directory, use: .cluster, world: world, properties: fresh, space: options.space)
        if let wanted = settings.nodeId, wanted != directory.properties.nodeId {
            throw NodeError(
                "\(options.directory) belongs to node \(directory.properties.nodeId), not \(wanted); leave node.id out")
        }
        return directory
    }

    /// Joins the cluster; returns the broker's epoch when its first image is in effect.
    static func register(
        _ control: ControlPlane, _ directory: LogDirectory, _ address: SocketAddress, _ publisher: any ImagePublisher
    ) throws -> Int64 {
        let registration = BrokerRegistration(
            id: directory.properties.nodeId, incarnationId: .random { directory.world.random.next() },
            directoryId: directory.properties.directoryId,
            listeners: [.init(name: "PLAINTEXT", host: address.host, port: address.port)], rack: nil,
            startedClean: directory.start == .clean)
        let answer = Answer<Result<Int64, ControlError>>()
        control.start(registration, publisher: publisher) { answer.give($0) }
        return try answer.wait().get()
    }

    /// Stops: takes no more requests, finishes what the disk has begun, closes every log and marks the end as clean.
    public func stop() throws(NodeError) {
        listener.close()
        reactor.stop()
        let stopped = Answer<Void>()
        control.stop { stopped.give(()) }
        stopped.wait()
        controlLoop.stop()
        upkeep.end()
        do { try directory.close(brokerEpoch: brokerEpoch) } catch { throw NodeError(error) }
        jobs.stop()
    }
}
