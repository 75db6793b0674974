import ClientCore
import Posix
import Reactor
import World

/// What lives on the loop of a cluster: its connections and the machines that use them.
///
/// Every member is used on the loop's thread only; that, and no lock, is why it may be `@unchecked Sendable` and why its
/// variables go without exclusivity checks.
final class LoopHub: TimerHandler, @unchecked Sendable {
    /// A machine's place at the loop.
    private final class Seat {
        let owner: UInt16
        let machine: any LoopMachine
        @exclusivity(unchecked) var deadline: Instant?
        @exclusivity(unchecked) var isWoken = true
        @exclusivity(unchecked) var replies: [Reply] = []

        init(owner: UInt16, machine: any LoopMachine) {
            self.owner = owner
            self.machine = machine
        }

        func wantsTurn(_ now: Instant) -> Bool {
            isWoken || !replies.isEmpty || deadline.map { $0 <= now } ?? false
        }
    }

    private let eventLoop: EventLoop
    private let jobs: ThreadJobs
    @exclusivity(unchecked) private var connections: Connections
    @exclusivity(unchecked) private var transports: [Int: Transport] = [:]
    @exclusivity(unchecked) private var seats: [Seat] = []
    @exclusivity(unchecked) private var scheduled = Instant.distantFuture
    @exclusivity(unchecked) private var isOver = false

    init(_ eventLoop: EventLoop, _ jobs: ThreadJobs, _ connections: consuming Connections) {
        self.eventLoop = eventLoop
        self.jobs = jobs
        self.connections = connections
    }

    // MARK: Machines

    func add(_ machine: any LoopMachine, as owner: UInt16) {
        guard !isOver else { return machine.loopEnded(LoopHub.ended) }
        seats.append(Seat(owner: owner, machine: machine))
        turn()
    }

    func remove(_ owner: UInt16) {
        seats.removeAll { $0.owner == owner }
        connections.release(owner: owner)
        turn()
    }

    /// Gives a machine a turn.
    func wake(_ owner: UInt16) {
        guard let seat = seat(of: owner) else { return }
        seat.isWoken = true
        turn()
    }

    /// Ends everything: sockets are closed, whoever waits is told.
    func end() {
        isOver = true
        for transport in transports.values { transport.connection?.close() }
        transports = [:]
        let left = seats
        seats = []
        for seat in left { seat.machine.loopEnded(LoopHub.ended) }
    }

    private func seat(of owner: UInt16) -> Seat? { seats.first { $0.owner == owner } }

    static var ended: ClientError { ClientError(.cancelled, "cluster", "it has been closed") }

    /// Gives a turn to every machine that has a reply, was woken, or whose time has come, until nobody has anything.
    private func turn() {
        guard !isOver else { return }
        let now = eventLoop.now
        if let due = connections.nextDeadline, due <= now { connections.advance(now: now) }
        repeat {
            obey(now: now)
            for reply in connections.takeReplies() { seat(of: reply.owner)?.replies.append(reply) }
            for seat in seats where seat.wantsTurn(now) { give(seat, now: now) }
            obey(now: now)
            sendUnsent()
        } while connections.hasReplies
        schedule()
    }

    private func give(_ seat: Seat, now: Instant) {
        seat.isWoken = false
        let replies = seat.replies
        seat.replies = []
        let turn = seat.machine.turn(replies, now: now)
        // Past the present: a machine that is due again by itself would have the loop spin.
        seat.deadline = turn.deadline.map { max($0, Instant(nanoseconds: now.nanoseconds &+ 1)) }
        for request in turn.requests { connections.send(request, now: now) }
    }

    // MARK: Time

    private func schedule() {
        var next = connections.nextDeadline ?? .distantFuture
        for seat in seats { next = min(next, seat.deadline ?? .distantFuture) }
        guard next != scheduled else { return }
        scheduled = next
        if next != .distantFuture { eventLoop.schedule(at: next, self) }
    }

    func timerFired(now: Instant) {
        guard scheduled <= now else { return }
        scheduled = .distantFuture
        turn()
    }

    func awaits(_ deadline: Instant) -> Bool { deadline == scheduled }

    // MARK: Transports

    private func obey(now: Instant) {
        var commands = connections.takeCommands()
        while !commands.isEmpty {
            for command in commands {
                switch command {
                case .close(let link): transports.removeValue(forKey: link)?.connection?.close()
                case .connect(let link, let address): connect(link, address)
                }
            }
            commands = connections.takeCommands()
        }
    }

    private func connect(_ link: Int, _ address: SocketAddress) {
        transports.removeValue(forKey: link)?.connection?.close()
        let transport = Transport(link: link, hub: self)
        transports[link] = transport
        if Resolver.isNumeric(address) {
            transport.untried = [address]
            return dial(transport)
        }
        jobs.submit(.read) { [eventLoop] in
            let found = Resolver.addresses(of: address)
            eventLoop.execute { [self] in
                guard isCurrent(transport) else { return }
                switch found {
                case .success(let addresses):
                    transport.untried = addresses
                    if addresses.isEmpty {
                        lose(transport, "\(address): the name has no address")
                    } else {
                        dial(transport)
                    }
                case .failure(let error): lose(transport, error.description)
                }
                turn()
            }
        } completion: {
        }
    }

    private func dial(_ transport: Transport) {
        let address = transport.untried.removeFirst()
        transport.connection = eventLoop.connect(to: address, transport)
    }

    private func isCurrent(_ transport: Transport) -> Bool { transports[transport.link] === transport }

    private func lose(_ transport: Transport, _ cause: String) {
        transports[transport.link] = nil
        connections.closed(transport.link, cause, now: eventLoop.now)
    }

    func opened(_ transport: Transport) {
        guard isCurrent(transport) else { return }
        connections.opened(transport.link, now: eventLoop.now)
        turn()
    }

    func closed(_ transport: Transport, _ cause: String) {
        guard isCurrent(transport) else { return }
        if !transport.isOpen, !transport.untried.isEmpty { return dial(transport) }
        lose(transport, cause)
        turn()
    }

    func receiveSpace(_ transport: Transport) -> UnsafeMutableRawBufferPointer? {
        isCurrent(transport) ? connections.receiveSpace(transport.link) : nil
    }

    /// The bytes are in `receiveSpace` already, unless there was none when they came: then they are nobody's.
    func received(_ transport: Transport, _ bytes: UnsafeMutableRawBufferPointer) {
        guard isCurrent(transport) else { return }
        connections.receive(transport.link, now: eventLoop.now) { space in
            space.baseAddress == bytes.baseAddress ? bytes.count : 0
        }
        turn()
    }

    private func sendUnsent() {
        var unsent: [Int] = []
        connections.forEachOpen { link, hasUnsent in if hasUnsent { unsent.append(link) } }
        for link in unsent {
            guard let connection = transports[link]?.connection else { continue }
            connections.sendUnsent(link) { bytes in
                connection.write(bytes)
                return bytes.count
            }
        }
    }
}
