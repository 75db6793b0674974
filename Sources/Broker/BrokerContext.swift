import Binary
import Coordination
import KafkaProtocol
public import Metadata
public import World

/// What one loop of the broker owns: everything a handler needs, without a lock. All members belong to the loop's
/// thread.
public final class BrokerContext: TimerHandler, @unchecked Sendable {
    /// What all loops share.
    public let broker: Broker
    /// The loop.
    public let loop: any Loop
    /// Which of the broker's loops it is, from 0.
    public let index: Int
    /// The newest committed image that this loop acts on.
    @exclusivity(unchecked) public private(set) var image = ClusterImage.empty
    /// The topics of that image, with their partitions on this node.
    @exclusivity(unchecked) public private(set) var topics = TopicTable.empty
    @exclusivity(unchecked) var stage = ProduceStage()
    /// Where in a reply the parts of its entries stand, while it is made.
    @exclusivity(unchecked) var positions: [ProduceReply.Position] = []
    let parkedProduces = ParkedProduces()
    /// Where connections receive while the memory for requests is spent.
    let smallBlock = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
    /// This loop's part of the group coordinator.
    private(set) lazy var groups = GroupCoordinator(self)
    /// This loop's part of the transaction coordinator.
    private(set) lazy var transactions = TransactionCoordinator(self)
    @exclusivity(unchecked) var fetchSessions: FetchSessions
    @exclusivity(unchecked) private var scratch: BinaryWriter? = BinaryWriter(capacity: 4096)
    @exclusivity(unchecked) private var connections: [ObjectIdentifier: ClientConnection] = [:]
    /// Fetches with news, to be tried at the end of the tick: once, however many partitions have some.
    @exclusivity(unchecked) private var queue: [Fetch] = []

    /// A context of `broker`, which has `loops` of them.
    public init(broker: Broker, loop: any Loop, index: Int, loops: Int = 1) {
        self.broker = broker
        self.loop = loop
        self.index = index
        fetchSessions = FetchSessions(
            index: index, loops: loops, limit: broker.options.maxFetchSessions / max(1, loops))
    }

    deinit { smallBlock.deallocate() }

    /// Connections of this loop.
    public var connectionCount: Int { connections.count }

    /// Begins to serve a connection.
    public func accept(_ connection: any Connection) -> ClientConnection {
        let client = ClientConnection(connection, self)
        connections[ObjectIdentifier(client)] = client
        return client
    }

    func forget(_ connection: ClientConnection) { connections[ObjectIdentifier(connection)] = nil }

    /// Learns of the contexts of all loops in the order of their indices, which share the coordinators' work; before
    /// the first image. Without it this loop does it alone.
    public func join(_ contexts: [BrokerContext]) {
        groups.join(contexts)
        transactions.join(contexts)
    }

    /// Acts on a new image; fetches that wait look their partitions up again when they next try.
    ///
    /// - Parameter delta: what has changed since the image before.
    public func apply(_ image: ClusterImage, _ topics: TopicTable, delta: ImageDelta = ImageDelta()) {
        let before = self.image
        self.image = image
        self.topics = topics
        groups.topicsChanged()
        transactions.topicsChanged()
        if delta.features { transactions.featuresChanged() }
        tellGroups(delta, before: before)
    }

    /// Lends a writer, not empty perhaps, that keeps its memory from one reply to the next.
    func withScratch(_ body: (inout BinaryWriter) -> Void) {
        // A reply may let another go that waited for it: that one gets a writer of its own.
        var writer = scratch.take() ?? BinaryWriter(capacity: 4096)
        body(&writer)
        scratch = consume writer
    }

    /// Whether rights are asked at all. The data path looks here first, so that without an authorizer a topic costs
    /// nothing but this.
    var isRestricted: Bool { broker.options.authorizer.isOn }

    /// Lets everything go, after its loop has ended: connections, sessions, shards and partitions hold on to it, and it
    /// to them.
    public func end() {
        groups.end()
        transactions.end()
        fetchSessions.endAll()
        parkedProduces.removeAll()
        connections = [:]
        queue = []
        (image, topics) = (.empty, .empty)
    }

    // MARK: What partitions tell

    /// Somebody of this loop is told.
    func wake(_ item: Wakes.Item) {
        switch item {
        case .acknowledged(let wait, let error): acknowledged(wait, error)
        case .readable(let fetch, let position): fetch.isTold(position)
        case .moved(let watcher): watcher.partitionMoved()
        case .durable(let waiter, let number, let error): waiter.durable(number, error)
        }
    }

    /// Has a fetch try to reply at the end of the tick.
    func enqueue(_ fetch: Fetch) {
        guard !fetch.isQueued else { return }
        fetch.isQueued = true
        queue.append(fetch)
        if queue.count == 1 { loop.schedule(at: loop.now, self) }
    }

    public func timerFired(now: Instant) {
        let fetches = queue
        queue.removeAll(keepingCapacity: true)
        for fetch in fetches {
            fetch.isQueued = false
            fetch.tryReply()
        }
    }
}
