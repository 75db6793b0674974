import Glibc
import Synchronization
public import World

/// What a reactor refuses to hold.
public struct ReactorLimits: Sendable {
    /// Connections that were accepted and are open, over all loops; more are closed at once.
    public var connections: Int
    /// After how many milliseconds without a byte either way a connection is closed; nil for never.
    public var idleMilliseconds: Int64?

    /// Limits.
    public init(connections: Int = .max, idleMilliseconds: Int64? = nil) {
        self.connections = connections
        self.idleMilliseconds = idleMilliseconds
    }
}

/// The machine's network: some event loops, each on a thread of its own that starts when it gets its first connection.
public final class Reactor: Network, Sendable {
    /// Its loops; a connection belongs to one of them.
    public let loops: [EventLoop]
    private let limits: ReactorLimits
    private let threads: Mutex<[pthread_t?]>
    /// A loop gets this many connections before the next one is used: while one thread suffices, a second only adds
    /// wakes between them.
    private static let connectionsPerStep = 16

    /// A reactor of `count` loops, at least one. What a file range to be sent has on the disk only is read by `jobs`.
    public init(
        loops count: Int, clock: any Clock, jobs: any Jobs, limits: ReactorLimits = ReactorLimits()
    ) throws(NetworkError) {
        var loops: [EventLoop] = []
        for index in 0..<max(1, count) {
            loops.append(try EventLoop(index: index, clock: clock, jobs: jobs, limits: limits))
        }
        self.loops = loops
        self.limits = limits
        threads = Mutex(Array(repeating: nil, count: loops.count))
    }

    /// A port that is taken but not served yet: peers wait in the system's queue. Freed when it goes unused.
    public final class ReservedPort: Sendable {
        /// The address, with the port the system picked.
        public let address: SocketAddress
        fileprivate let socket: Mutex<Int32?>

        init(_ socket: Int32) {
            self.socket = Mutex(socket)
            address = Socket.address(of: socket, local: true)
        }

        deinit {
            if let socket = socket.withLock({ $0 }) { Glibc.close(socket) }
        }
    }

    /// Takes an address, so that nobody else can, to listen on it later.
    public func reserve(_ address: SocketAddress) throws(NetworkError) -> ReservedPort {
        ReservedPort(try Socket.listen(at: address))
    }

    public func listen(
        at address: SocketAddress, _ acceptor: any Acceptor
    ) throws(NetworkError) -> any Listener {
        listen(on: try reserve(address), acceptor)
    }

    /// Serves a reserved port, once.
    public func listen(on port: ReservedPort, _ acceptor: any Acceptor) -> any Listener {
        guard let socket = port.socket.withLock({ $0.take() }) else {
            preconditionFailure("\(port.address) is being served already")
        }
        let listener = TcpListener(socket: socket, reactor: self, loop: loops[0], acceptor: acceptor)
        runOn(loops[0]) { self.loops[0].add(listener) }
        return listener
    }

    public func connect(
        to address: SocketAddress, on loop: any Loop, _ handler: any ConnectionHandler
    ) -> any Connection {
        guard let loop = loop as? EventLoop else {
            preconditionFailure("\(loop) is not a loop of this network")
        }
        return loop.connect(to: address, handler)
    }

    /// Starts the thread of a loop where it does not run yet.
    public func start(_ loop: EventLoop) {
        threads.withLock { threads in
            guard threads[loop.index] == nil else { return }
            threads[loop.index] = Thread.start { loop.run() }
        }
    }

    /// Closes everything and ends the threads; not to be called on a loop.
    public func stop() {
        let running = threads.withLock { threads in
            defer { threads = Array(repeating: nil, count: threads.count) }
            return threads
        }
        for loop in loops { loop.stop() }
        for case let thread? in running { pthread_join(thread, nil) }
    }

    /// Runs `work` on the loop, starting it if need be, and returns when it is done; not to be called on that loop.
    func runOn(_ loop: EventLoop, _ work: @escaping @Sendable () -> Void) {
        start(loop)
        let done = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
        sem_init(done, 0, 0)
        // A semaphore is made to be shared; it is freed only after the loop has posted it.
        nonisolated(unsafe) let semaphore = done
        loop.execute {
            work()
            sem_post(semaphore)
        }
        while sem_wait(done) != 0 {}
        sem_destroy(done)
        done.deallocate()
    }

    /// The loop that is to own a new connection, which it expects from now on; nil where there are too many already.
    func loopForConnection() -> EventLoop? {
        var total = 0
        var best = loops[0]
        for loop in loops {
            let count = loop.connectionCount
            total += count
            if count / Reactor.connectionsPerStep < best.connectionCount / Reactor.connectionsPerStep { best = loop }
        }
        guard total < limits.connections else { return nil }
        best.expectConnection()
        start(best)
        return best
    }
}

extension EventLoop {
    /// Begins to connect, on the loop's thread; see `Network.connect`.
    public func connect(to address: SocketAddress, _ handler: any ConnectionHandler) -> any Connection {
        do {
            let socket = try Socket.connect(to: address)
            expectConnection()
            return adopt(socket, connectingTo: address) { _ in handler }
        } catch {
            return FailedConnection(address, error, handler, on: self)
        }
    }
}

/// A connection whose socket could not even be opened: says so on the next tick, as any other failure.
private final class FailedConnection: Connection {
    let peer: SocketAddress
    let local = SocketAddress(host: "unknown", port: 0)
    let unsentBytes = 0

    init(_ peer: SocketAddress, _ error: NetworkError, _ handler: any ConnectionHandler, on loop: EventLoop) {
        self.peer = peer
        loop.execute { handler.closed(error) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) {}
    func write(_ file: any File, offset: Int64, count: Int) {}
    func pauseReading() {}
    func resumeReading() {}
    func close() {}
}
