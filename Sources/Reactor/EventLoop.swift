import CVarve
import Glibc
import Synchronization
public import World

/// One thread's event loop over TCP sockets, timers and work from other threads.
///
/// Run it with `run()` on a thread of one's own, or let a `Reactor` do so. A tick is: wait, what the sockets are ready
/// for, work from other threads, timers, and at its end everything written is sent, one system call per connection.
/// All members but `execute` and `stop` belong to the loop's thread; its variables therefore need neither lock nor
/// exclusivity check.
public final class EventLoop: Loop, @unchecked Sendable {
    private enum Slot {
        case free
        case connection(TcpConnection)
        case listener(TcpListener)
    }

    /// Bytes taken from a socket at once; large enough that a busy peer costs few calls, small enough to stay in cache.
    static let blockSize = 256 << 10
    private static let wakeTag = UInt64.max

    /// Which of its reactor's loops it is, from 0.
    public let index: Int
    private let clock: any Clock
    private let jobs: any Jobs
    private let limits: ReactorLimits
    private let poller: Int32
    private let wakeDescriptor: Int32
    private let inbox: Inbox
    private let stopping = Atomic<Bool>(false)
    private let connections = Atomic<Int>(0)
    private let block: UnsafeMutableRawBufferPointer
    private let events: UnsafeMutablePointer<varve_event>
    @exclusivity(unchecked) private var slots: [Slot] = []
    @exclusivity(unchecked) private var generations: [UInt32] = []
    @exclusivity(unchecked) private var freeSlots: [Int] = []
    @exclusivity(unchecked) private var dirty: [TcpConnection] = []
    @exclusivity(unchecked) private var timers = TimerHeap()
    @exclusivity(unchecked) private var nextIdleSweep = Instant.distantFuture
    @exclusivity(unchecked) public private(set) var now: Instant
    @exclusivity(unchecked) public private(set) var wall: Timestamp

    /// A loop that does not run yet; `jobs` read for it from the disk.
    public init(
        index: Int = 0, clock: any Clock, jobs: any Jobs, limits: ReactorLimits = ReactorLimits()
    ) throws(NetworkError) {
        var wake: Int32 = -1
        let poller = varve_poller_create(EventLoop.wakeTag, &wake)
        guard poller >= 0 else {
            throw NetworkError(code: -poller, description: "event loop: \(String(cString: strerror(-poller)))")
        }
        self.index = index
        self.clock = clock
        self.jobs = jobs
        self.limits = limits
        self.poller = poller
        wakeDescriptor = wake
        inbox = Inbox(wakeDescriptor: wake)
        block = .allocate(byteCount: EventLoop.blockSize, alignment: 4096)
        events = .allocate(capacity: 256)
        now = clock.monotonic
        wall = clock.wall
        if limits.idleMilliseconds != nil { nextIdleSweep = now }
    }

    deinit {
        Glibc.close(wakeDescriptor)
        Glibc.close(poller)
        block.deallocate()
        events.deallocate()
    }

    /// Connections it owns or is about to be given; any thread may ask.
    public var connectionCount: Int { connections.load(ordering: .relaxed) }

    /// Counts a connection that `adopt` is going to make; any thread may call it. It is counted before the loop has it,
    /// because of a burst of peers the second must not see a loop as free as the first did.
    func expectConnection() { connections.add(1, ordering: .relaxed) }

    public func execute(_ work: @escaping @Sendable () -> Void) { inbox.add(work) }

    public func schedule(at deadline: Instant, _ handler: any TimerHandler) { timers.add(deadline, handler) }

    /// Runs on the calling thread until `stop`; then every connection and listener is closed.
    public func run() {
        EventLoop.refusePipeSignal()
        while !stopping.load(ordering: .acquiring) { tick() }
        for slot in slots {
            switch slot {
            case .free: break
            case .connection(let connection):
                _ = connection.endTick()
                remove(connection)
            case .listener(let listener): listener.closeOnLoop()
            }
        }
        while case let work = inbox.take(), !work.isEmpty {
            for item in work { item() }
        }
    }

    /// Has the calling thread hear of a peer that went away by an error, not by a signal that ends the whole program:
    /// `sendfile` knows no MSG_NOSIGNAL, and a library must not change what signals do to other threads.
    private static func refusePipeSignal() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Forgets what it was given and is not going to do; after `run` has returned. Work and timers hold on to those who
    /// asked for them, and those often to their loop.
    public func discard() {
        while !inbox.take().isEmpty {}
        timers = TimerHeap()
    }

    /// Makes `run` return after the current tick; any thread may call it.
    public func stop() {
        stopping.store(true, ordering: .releasing)
        inbox.add {}
    }

    /// Does one round: waits, at most until `latest`, for something to do, and does it.
    public func tick(until latest: Instant = .distantFuture) {
        let count = wait(until: latest)
        now = clock.monotonic
        wall = clock.wall
        for position in 0..<max(0, Int(count)) {
            let event = events[position]
            if event.tag != EventLoop.wakeTag { dispatch(event) }
        }
        for work in inbox.take() { work() }
        while let handler = timers.takeExpired(now) { handler.timerFired(now: now) }
        if now >= nextIdleSweep { sweepIdle() }
        sendDirty()
    }

    private func wait(until latest: Instant) -> Int32 {
        guard inbox.mayWait() else {
            return varve_poller_wait(poller, wakeDescriptor, EventLoop.wakeTag, events, 256, 0)
        }
        defer { inbox.awoke() }
        let deadline = min(latest, nextIdleSweep, timers.next ?? .distantFuture)
        var timeout: Int64 = -1
        if deadline != .distantFuture {
            timeout = max(0, deadline.nanoseconds - clock.monotonic.nanoseconds)
        }
        return varve_poller_wait(poller, wakeDescriptor, EventLoop.wakeTag, events, 256, timeout)
    }

    private func dispatch(_ event: varve_event) {
        let index = Int(event.tag & 0xffff_ffff)
        // A slot may have been given to another socket earlier in this tick; its old events are not for that one.
        guard index < slots.count, generations[index] == UInt32(event.tag >> 32) else { return }
        switch slots[index] {
        case .free: break
        case .connection(let connection): connection.ready(event.ready, block: block)
        case .listener(let listener): listener.ready()
        }
    }

    func markDirty(_ connection: TcpConnection) {
        guard !connection.isDirty else { return }
        connection.isDirty = true
        dirty.append(connection)
    }

    private func sendDirty() {
        // What `drained` and `closed` write makes connections dirty again: they are sent for in the same tick.
        var position = 0
        while position < dirty.count {
            let connection = dirty[position]
            position += 1
            if !connection.isClosed, connection.endTick() { remove(connection) }
        }
        dirty.removeAll(keepingCapacity: true)
    }

    // MARK: Slots

    private func takeSlot() -> (index: Int, tag: UInt64) {
        let index = freeSlots.popLast() ?? slots.count
        if index == slots.count {
            slots.append(.free)
            generations.append(0)
        }
        return (index, UInt64(generations[index]) << 32 | UInt64(index))
    }

    private func freeSlot(_ index: Int) {
        slots[index] = .free
        // The largest generation belongs to the wake tag.
        generations[index] = (generations[index] &+ 1) & 0x7fff_ffff
        freeSlots.append(index)
    }

    /// Makes a connection, which was expected, of a socket that has been accepted or is connecting to `target`.
    func adopt(
        _ socket: Int32, connectingTo target: SocketAddress? = nil,
        _ makeHandler: (TcpConnection) -> any ConnectionHandler
    ) -> TcpConnection {
        let (index, tag) = takeSlot()
        let connection = TcpConnection(loop: self, socket: socket, index: index, tag: tag, connectingTo: target)
        slots[index] = .connection(connection)
        connection.start(makeHandler(connection))
        return connection
    }

    private func remove(_ connection: TcpConnection) {
        _ = varve_poller_remove(poller, connection.socket)
        freeSlot(connection.index)
        connections.subtract(1, ordering: .relaxed)
        connection.shutDown()
    }

    /// Loads bytes away from the loop, then does `work` on it. What cannot be read shows when it is sent.
    func load(_ range: OutputQueue.ColdRange, then work: @escaping @Sendable () -> Void) {
        jobs.submit(.read) {
            try? range.file.load(range.offset, range.count)
        } completion: { [self] in
            execute(work)
        }
    }

    func watch(_ connection: TcpConnection, _ interest: UInt32) -> Int32 {
        -varve_poller_add(poller, connection.socket, interest, connection.tag)
    }

    func rewatch(_ connection: TcpConnection, _ interest: UInt32) -> Int32 {
        -varve_poller_modify(poller, connection.socket, interest, connection.tag)
    }

    /// Watches a listening socket; called on the loop's thread.
    func add(_ listener: TcpListener) {
        let (index, tag) = takeSlot()
        slots[index] = .listener(listener)
        listener.slot = index
        listener.tag = tag
        setAccepting(listener, true)
    }

    func setAccepting(_ listener: TcpListener, _ accepting: Bool) {
        if accepting {
            _ = varve_poller_add(poller, listener.socket, UInt32(VARVE_READABLE), listener.tag)
        } else {
            _ = varve_poller_remove(poller, listener.socket)
        }
    }

    func remove(_ listener: TcpListener) {
        setAccepting(listener, false)
        freeSlot(listener.slot)
    }

    /// Closes what has been silent for too long; ten times per limit, so none stays more than a tenth longer.
    private func sweepIdle() {
        guard let idle = limits.idleMilliseconds else { return }
        nextIdleSweep = now.advanced(milliseconds: max(1, idle / 10))
        for case .connection(let connection) in slots
        where now.milliseconds(since: connection.lastActive) >= idle && connection.mayIdleOut {
            connection.close()
        }
    }
}
