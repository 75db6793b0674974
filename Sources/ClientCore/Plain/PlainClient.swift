import CVarve
public import KafkaProtocol
public import World

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Talks to brokers on the calling thread: every call blocks until it is done, nothing happens between calls.
///
/// For command lines and tests. What there is:
/// - `call(_:to:)`: any request of the protocol, one reply.
/// - `Admin`: topics, partitions, settings, groups, offsets; one call each.
/// - `PlainProducer`, `PlainConsumer`, `PlainGroupConsumer`: records in, records out, on the same loop.
/// - `step(_:until:)`: the loop itself, for machines of one's own.
///
/// One thread at a time. Throws `ClientError`; `.unreachable` where no broker can be reached.
public final class PlainClient {
    private var connections: Connections
    private var sockets: [Int: ClientSocketBox] = [:]
    private var replies: [Reply] = []
    private var calls: Outbox
    private var owners: UInt16 = 0
    private var waited: [varve_waited] = []
    /// Whether the last wait ended because a signal came: a command that waits without end looks whether to stop.
    public private(set) var wasInterrupted = false

    /// A client; connects when the first request is made.
    ///
    /// - Parameter bootstrap: where brokers may be found; at least one.
    public init(bootstrap: [SocketAddress], options: ConnectionOptions = ConnectionOptions()) {
        connections = Connections(bootstrap: bootstrap, options: options)
        calls = Outbox(owner: 0)
    }

    /// The monotonic time.
    public static var now: Instant {
        var time = timespec()
        #if os(Linux)
            clock_gettime(CLOCK_BOOTTIME, &time)
        #else
            clock_gettime(CLOCK_MONOTONIC, &time)
        #endif
        return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// The wall-clock time.
    public static var wall: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// An outbox for a machine of one's own; `step` sends what is in it, `takeReplies` answers.
    public func makeOutbox() -> Outbox {
        owners &+= 1
        return Outbox(owner: owners)
    }

    /// Sends one request and waits for its reply.
    ///
    /// - Parameters:
    ///   - timeout: milliseconds.
    ///   - limit: the newest version in which the content makes sense.
    public func call<Request: KafkaRequest>(
        _ request: Request, to destination: Destination = .any, timeout: Int64 = 30_000, atMost limit: Int16 = .max
    ) throws(ClientError) -> Request.Response {
        let token = calls.send(request, to: destination, timeout: timeout, versionLimit: limit)
        while true {
            step(&calls, until: .distantFuture)
            guard let index = replies.firstIndex(where: { $0.token == token }) else { continue }
            return try replies.remove(at: index).body(Request.Response.self)
        }
    }

    /// Sends what is in the outbox and waits until a reply for anybody came, bytes could be sent, or `deadline` is
    /// there. Returns early on a signal, so that a command can look whether it is to stop.
    public func step(_ outbox: inout Outbox, until deadline: Instant) {
        send(&outbox)
        guard replies.isEmpty else {
            pump(timeout: 0)
            return
        }
        let wanted = min(deadline, connections.nextDeadline ?? .distantFuture)
        let now = PlainClient.now
        pump(timeout: wanted == .distantFuture ? -1 : max(0, wanted.nanoseconds - now.nanoseconds))
    }

    /// Sends what is in the outbox, as far as the system takes it at once.
    public func send(_ outbox: inout Outbox) {
        let now = PlainClient.now
        for request in outbox.take() { connections.send(request, now: now) }
        obey()
        sendAll(now: now)
        replies += connections.takeReplies()
    }

    /// Waits until a reply for anybody came, bytes could be sent, or `deadline` is there; for programs that drive several
    /// machines on one client.
    public func wait(until deadline: Instant) { step(&calls, until: deadline) }

    /// Lets waits on this thread end on time instead of up to 50 microseconds late; for measuring.
    public static func waitPrecisely() { varve_wait_precisely() }

    /// Takes the replies for the machine with this outbox.
    public func takeReplies(for outbox: Outbox) -> [Reply] {
        guard !replies.isEmpty else { return [] }
        let mine = replies.filter { $0.owner == outbox.ownerNumber }
        if !mine.isEmpty { replies.removeAll { $0.owner == outbox.ownerNumber } }
        return mine
    }
}

/// The loop.
extension PlainClient {
    /// One wait for the sockets, and what they have.
    ///
    /// - Parameter timeout: nanoseconds; negative for without end.
    private func pump(timeout: Int64) {
        waited.removeAll(keepingCapacity: true)
        var numbers: [Int] = []
        connections.forEachOpen { number, hasUnsent in
            guard let box = sockets[number] else { return }
            let interest = UInt32(VARVE_READABLE) | (hasUnsent ? UInt32(VARVE_WRITABLE) : 0)
            numbers.append(number)
            waited.append(varve_waited(fd: box.socket.descriptor, interest: interest, ready: 0))
        }
        for (number, box) in sockets where !box.socket.isConnected {
            numbers.append(number)
            waited.append(varve_waited(fd: box.socket.descriptor, interest: UInt32(VARVE_WRITABLE), ready: 0))
        }
        let ready = varve_wait_ready(&waited, Int32(clamping: waited.count), timeout)
        wasInterrupted = ready == -EINTR
        let now = PlainClient.now
        if ready > 0 {
            for (number, entry) in zip(numbers, waited) where entry.ready != 0 {
                handle(number, entry.ready, now: now)
            }
        }
        connections.advance(now: now)
        obey()
        sendAll(now: now)
        replies += connections.takeReplies()
    }

    private func handle(_ number: Int, _ ready: UInt32, now: Instant) {
        guard let box = sockets[number] else { return }
        guard box.socket.isConnected else {
            guard let failure = box.socket.finishConnect() else {
                connections.opened(number, now: now)
                return
            }
            open(number, failure.rest, cause: failure.cause, now: now)
            return
        }
        guard ready & (UInt32(VARVE_READABLE) | UInt32(VARVE_HANGUP)) != 0 else { return }
        receive(number, box, now: now)
    }

    /// Reads until the socket has no more, at most eight times, so that one busy broker does not starve the others.
    private func receive(_ number: Int, _ box: ClientSocketBox, now: Instant) {
        var rounds = 8
        var end: String?
        while rounds > 0 {
            rounds -= 1
            var wasFull = false
            connections.receive(number, now: now) { space in
                switch box.socket.receive(space) {
                case .bytes(let count):
                    wasFull = count == space.count
                    return count
                case .none: return 0
                case .closed(let cause):
                    end = cause
                    return 0
                }
            }
            if !wasFull { break }
        }
        if let end { connections.closed(number, end, now: now) }
    }

    private func sendAll(now: Instant) {
        var unsent: [Int] = []
        connections.forEachOpen { number, hasUnsent in if hasUnsent { unsent.append(number) } }
        for number in unsent {
            guard let box = sockets[number] else { continue }
            var end: String?
            connections.sendUnsent(number) { bytes in
                switch box.socket.send(bytes) {
                case .bytes(let count): return count
                case .none: return 0
                case .closed(let cause):
                    end = cause
                    return 0
                }
            }
            if let end { connections.closed(number, end, now: now) }
        }
    }

    /// Does what the machine wants done with transports; a transport that fails at once may lead to further commands.
    private func obey() {
        var commands = connections.takeCommands()
        while !commands.isEmpty {
            let now = PlainClient.now
            for command in commands {
                switch command {
                case .close(let link): sockets[link] = nil
                case .connect(let link, let address):
                    switch ClientSocket.resolve(address) {
                    case .failure(let failure): connections.closed(link, failure.cause, now: now)
                    case .success(let addresses):
                        open(link, addresses, cause: "the name has no address", now: now)
                    }
                }
            }
            commands = connections.takeCommands()
        }
    }

    private func open(_ link: Int, _ addresses: [ResolvedAddress], cause: String, now: Instant) {
        var cause = cause
        sockets[link] = nil
        if let socket = ClientSocket(addresses, cause: &cause) {
            sockets[link] = ClientSocketBox(socket)
        } else {
            connections.closed(link, cause, now: now)
        }
    }
}

/// A socket in a dictionary, which holds no values that cannot be copied.
final class ClientSocketBox {
    var socket: ClientSocket

    init(_ socket: consuming ClientSocket) { self.socket = socket }
}

extension PlainClient {
    /// Keeps connections alive for a while without doing anything else.
    public func sleep(milliseconds: Int64) {
        let end = PlainClient.now.advanced(milliseconds: milliseconds)
        while PlainClient.now < end { step(&calls, until: end) }
    }
}
