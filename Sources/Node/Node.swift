import Binary
import Broker
public import CommitLog
import Glibc
import Metadata
import Posix
import Quorum
import Reactor
import Synchronization
public import World

/// What a node is started with.
public struct NodeOptions: Sendable {
    /// The data directory; made where it does not exist.
    public var directory: String
    /// Where it listens for clients, unless the setting `listeners` says so; port 0 lets the system pick one.
    public var listen = SocketAddress(host: "127.0.0.1", port: 9092)
    /// Settings by Kafka's names, as in a `server.properties`.
    public var settings: [String: String] = [:]
    /// Event loops; nil for one per core, at most four.
    public var loops: Int?
    /// What of the file system is left free.
    public var space = SpaceOptions()
    /// Where time comes from; a `VirtualClock` lets timeouts of minutes pass in no time.
    public var clock: any Clock = SystemClock()
    var disk: any Disk = PosixDisk()

    /// Options for a directory.
    public init(directory: String) { self.directory = directory }

    /// Options for a node in memory, on a port of the system's choice: what a test wants. Nothing of it is left when it
    /// has stopped.
    public static func inMemory(clock: (any Clock)? = nil) -> NodeOptions {
        var options = NodeOptions(directory: "/memory")
        options.clock = clock ?? SystemClock()
        options.disk = MemoryDisk(clock: options.clock)
        options.listen.port = 0
        options.loops = 1
        options.space = .none
        // A test's topics have few records, and its groups few members to wait for.
        options.settings = [
            "offsets.topic.num.partitions": "1", "transaction.state.log.num.partitions": "1",
            "group.initial.rebalance.delay.ms": "0",
        ]
        return options
    }
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
    /// Where it listens.
    public let address: SocketAddress
    let parts: NodeParts
    let directory: LogDirectory
    private let listener: any Listener
    private let brokerEpoch: Int64

    /// Starts a node: opens the directory, elects itself, opens its logs, and listens. Returns when it accepts clients.
    /// Where that fails, nothing is left: no thread, no port, no lock.
    public static func start(
        _ options: NodeOptions, events: any EventSink = NoEvents()
    ) throws(NodeError) -> Node {
        var parts = NodeParts()
        do { return try Node(options, events, &parts) } catch {
            parts.takeDown {}
            throw error as? NodeError ?? NodeError(error)
        }
    }

    private init(_ options: NodeOptions, _ events: any EventSink, _ parts: inout NodeParts) throws {
        let settings = try StaticSettings(options.settings)
        var world = LogWorld(
            disk: options.disk, jobs: parts.jobs, clock: options.clock, random: SystemRandom(), events: events)
        world.threads = 4
        let reactor = try Node.makeReactor(options, settings, world)
        parts.reactor = reactor
        // Port and lock come first: a second server on either leaves nothing behind. Clients that come this early wait
        // in the system's queue.
        var listeners = try Listeners(settings, listen: options.listen, hostName: Node.hostName())
        let port = try reactor.reserve(listeners.address)
        listeners.address = SocketAddress(host: listeners.address.host, port: port.address.port)
        address = listeners.address
        directory = try Node.openDirectory(options, settings, world)
        let control = try Node.openControl(settings, directory, listeners, &parts)
        var brokerOptions = settings.broker(directory.properties)
        brokerOptions.answersAddressReached = listeners.answersAddressReached
        let broker = Broker(
            options: brokerOptions, events: events, jobs: parts.jobs, random: world.random, control: control)
        let publisher = Node.startLoops(reactor, broker, directory, settings, &parts)
        parts.controlLoop?.start()
        Node.follow(options.clock, reactor.loops + [parts.controlLoop?.loop].compactMap { $0 })
        brokerEpoch = try Node.register(control, directory, listeners.reached, rack: settings.rack, publisher)
        Node.warn(of: control.image, broker.options.authorizer, events)
        let adoption = Adoption(directory, control, broker.options)
        if directory.needsAdoption {
            try adoption.adopt(try adoption.strangers())
            try directory.adopted()
        }
        // The first image has opened every log, and so recovered it.
        try directory.recovered()
        let nodeId = directory.properties.nodeId
        let upkeep = Upkeep(directory, parts.jobs) { settings.compaction(in: control.image, nodeId: nodeId) }
        parts.upkeep = upkeep
        upkeep.begin()
        parts.jobs.submit(.background) {
            adoption.nameStrangers()
        } completion: {
        }
        listener = reactor.listen(on: port, ClientAcceptor(parts.contexts))
        self.parts = parts
    }

    /// Has the loops look at a clock that goes on in steps after each of them.
    private static func follow(_ clock: any Clock, _ loops: [EventLoop]) {
        guard let clock = clock as? VirtualClock else { return }
        for loop in loops {
            clock.onAdvance { [weak loop] in loop?.execute {} }
        }
    }

    private static func makeReactor(
        _ options: NodeOptions, _ settings: StaticSettings, _ world: LogWorld
    ) throws -> Reactor {
        try Reactor(
            loops: options.loops ?? min(4, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))), clock: world.clock,
            jobs: world.jobs,
            limits: ReactorLimits(
                connections: min(Descriptors.limitConnections(), settings.maxConnections),
                idleMilliseconds: settings.maxIdleMilliseconds))
    }

    /// Reads the metadata of the directory, or makes it; its loop does not run yet.
    private static func openControl(
        _ settings: StaticSettings, _ directory: LogDirectory, _ listeners: Listeners, _ parts: inout NodeParts
    ) throws -> ControlPlane {
        let world = directory.world
        let controlLoop = try ControlLoop(clock: world.clock, jobs: world.jobs)
        parts.controlLoop = controlLoop
        var options = ControlOptions(
            directory: directory.path, properties: directory.properties,
            settings: settings.node(directory.properties.nodeId, listeners))
        options.snapshotBytes = settings.snapshotBytes
        options.snapshotIntervalMs = settings.snapshotIntervalMs
        options.quorumEndpoint = Voter.Endpoint(
            name: "CONTROLLER", host: listeners.quorum.host, port: listeners.quorum.port)
        let control = try ControlPlane.open(
            options,
            ControlWorld(
                disk: directory.reserveDisk, jobs: world.jobs, loop: controlLoop.loop, clock: world.clock,
                random: world.random, events: world.events))
        parts.control = control
        return control
    }

    /// Starts the loops that serve clients, without any client yet; answers what brings images to them.
    private static func startLoops(
        _ reactor: Reactor, _ broker: Broker, _ directory: LogDirectory, _ settings: StaticSettings,
        _ parts: inout NodeParts
    ) -> TopicPublisher {
        let contexts = reactor.loops.map {
            BrokerContext(broker: broker, loop: $0, index: $0.index, loops: reactor.loops.count)
        }
        parts.contexts = contexts
        for context in contexts { context.join(contexts) }
        for loop in reactor.loops { reactor.start(loop) }
        let nodeId = broker.options.nodeId
        let publisher = TopicPublisher(nodeId: nodeId, directory: directory, contexts: contexts) { image, topic in
            settings.topic(topic, in: image, nodeId: nodeId)
        }
        parts.publisher = publisher
        return publisher
    }

    private static func warn(of image: ClusterImage, _ authorizer: Authorizer, _ events: any EventSink) {
        guard !authorizer.isOn, !image.state.acls.entries.isEmpty else { return }
        events.emit(
            Event(
                .warning, "node.rights",
                "the cluster has access control entries, and authorizer.class.name is not set: all is allowed"))
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
        _ control: ControlPlane, _ directory: LogDirectory, _ address: SocketAddress, rack: String? = nil,
        _ publisher: any ImagePublisher
    ) throws -> Int64 {
        let registration = BrokerRegistration(
            id: directory.properties.nodeId, incarnationId: .random { directory.world.random.next() },
            directoryId: directory.properties.directoryId,
            listeners: [.init(name: "PLAINTEXT", host: address.host, port: address.port)], rack: rack,
            startedClean: directory.start == .clean)
        let answer = Answer<Result<Int64, ControlError>>()
        control.start(registration, publisher: publisher) { answer.give($0) }
        return try answer.wait().get()
    }

    private static func hostName() -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Stops: takes no more requests, finishes what the disk has begun, closes every log and marks the end as clean.
    public func stop() throws(NodeError) {
        listener.close()
        var failure: (any Error)?
        parts.takeDown {
            do { try directory.close(brokerEpoch: brokerEpoch) } catch { failure = error }
        }
        if let failure { throw NodeError(failure) }
    }
}
