import KafkaProtocol
public import KafkaWire
public import World

/// What the owner of the sockets is to do.
public enum ConnectionCommand: Hashable, Sendable {
    /// Open a transport to the address and call `opened` or `closed` with this number.
    case connect(link: Int, address: SocketAddress)
    /// Close the transport of this number; `closed` need not be called.
    case close(link: Int)
}

/// When connections are given up and tried again.
public struct ConnectionOptions: Sendable {
    /// What each connection says of itself.
    public var wire = WireOptions()
    /// Milliseconds for opening a transport (`socket.connection.setup.timeout.ms`).
    public var connectTimeout: Int64 = 10_000
    /// Milliseconds before a failed address is tried again; doubles with each failure (`reconnect.backoff.ms`).
    public var backoff: Int64 = 50
    /// The most that it doubles to (`reconnect.backoff.max.ms`).
    public var maxBackoff: Int64 = 1_000

    /// The defaults.
    public init() {}
}

/// All connections of a client, as a machine: requests in, replies out, and in between commands and bytes for whoever
/// owns the sockets. Opens a connection when a request needs it; a request fails with the connection it was sent on,
/// and whether to send it again is its machine's affair.
public struct Connections: ~Copyable {
    let options: ConnectionOptions
    let bootstrap: [SocketAddress]
    /// Brokers that metadata named, for when none of the bootstrap addresses answers any more.
    var learned: [SocketAddress] = []
    var links: [Link?] = []
    var byPlace: [Place: Int] = [:]
    var backoffs: [SocketAddress: Backoff] = [:]
    var commands: [ConnectionCommand] = []
    var replies: [Reply] = []
    /// Requests to any broker that wait for a connection, and how many addresses have refused since the first came.
    var unrouted: [Waiting] = []
    var refusals = 0
    var nextAddress = 0

    /// - Parameter bootstrap: where brokers may be found, at least one address; tried in turn.
    public init(bootstrap: [SocketAddress], options: ConnectionOptions = ConnectionOptions()) {
        self.bootstrap = bootstrap
        self.options = options
    }

    /// Takes a request; its reply or failure comes out of `takeReplies`.
    public mutating func send(_ request: OutgoingRequest, now: Instant) {
        let waiting = Waiting(request: request, deadline: now.advanced(milliseconds: request.timeout))
        switch request.destination {
        case .any:
            unrouted.append(waiting)
            route(now: now)
        case .broker(_, let address, let lane):
            let link = link(at: Place(address: address, lane: lane, owner: request.owner), now: now)
            link.waiting.append(waiting)
            flush(link, now: now)
        }
    }

    /// Closes the connections that were a machine's own; nothing more is expected on them.
    public mutating func release(owner: UInt16) {
        for case let link? in links where link.place.owner == owner && link.place.lane != .main {
            links[link.number] = nil
            byPlace[link.place] = nil
            commands.append(.close(link: link.number))
        }
    }

    /// Takes the commands given since the last call.
    public mutating func takeCommands() -> [ConnectionCommand] {
        defer { commands.removeAll() }
        return commands
    }

    /// Takes the replies and failures that came since the last call.
    public mutating func takeReplies() -> [Reply] {
        defer { replies.removeAll() }
        return replies
    }

    /// Whether `takeReplies` has something.
    public var hasReplies: Bool { !replies.isEmpty }

    /// Calls `body` with every link's number and whether it has bytes to send.
    public func forEachOpen(_ body: (_ link: Int, _ hasUnsent: Bool) -> Void) {
        for case let link? in links where link.isOpen { body(link.number, link.wire.hasUnsent) }
    }
}

/// What happens to the transports.
extension Connections {
    /// The transport stands.
    public mutating func opened(_ number: Int, now: Instant) {
        guard let link = link(number) else { return }
        link.isOpen = true
        link.deadline = .distantFuture
        link.wire.opened(now: now)
    }

    /// The transport could not be opened, or is gone.
    public mutating func closed(_ number: Int, _ cause: String, now: Instant) {
        guard let link = link(number) else { return }
        fail(link, WireError(link.isOpen ? .closed : .unreachable, "connection", cause), now: now)
    }

    /// Calls `body` with the bytes that the link is to send; it answers how many were taken.
    public mutating func sendUnsent(_ number: Int, _ body: (UnsafeRawBufferPointer) -> Int) {
        guard let link = link(number) else { return }
        link.wire.sendUnsent(body)
        guard !link.unconfirmed.isEmpty, !link.wire.hasUnsent else { return }
        // That they have left is all there is to know of requests without a reply.
        for token in link.unconfirmed {
            replies.append(Reply(token: token, version: 0, outcome: .success(ProduceResponse())))
        }
        link.unconfirmed.removeAll()
    }

    /// Calls `body` with room for received bytes; it answers how many came. Then takes the replies among them.
    public mutating func receive(_ number: Int, now: Instant, _ body: (UnsafeMutableRawBufferPointer) -> Int) {
        guard let link = link(number) else { return }
        link.wire.receive(body)
        do throws(WireError) {
            while let reply = try link.wire.nextReply() { took(reply, on: link, now: now) }
        } catch {
            fail(link, error, now: now)
            return
        }
        guard link.wire.phase == .ready else { return }
        backoffs[link.place.address] = nil
        flush(link, now: now)
        if !unrouted.isEmpty { route(now: now) }
    }

    /// Where the link's next bytes go, for owners whose network wants to be told before they come; `receive` has the same
    /// place. Valid until the next call that names the link; nil for a link that is gone.
    public mutating func receiveSpace(_ number: Int) -> UnsafeMutableRawBufferPointer? {
        link(number)?.wire.receiveSpace()
    }

    private mutating func took(_ reply: WireReply, on link: Link, now: Instant) {
        if let throttle = (reply.response as? any ThrottlingResponse)?.throttleTimeMs, throttle > 0 {
            link.throttledUntil = max(link.throttledUntil, now.advanced(milliseconds: Int64(throttle)))
        }
        if let metadata = reply.response as? MetadataResponse {
            learned = metadata.brokers.map { SocketAddress(host: $0.host, port: UInt16(clamping: $0.port)) }
        }
        replies.append(Reply(token: reply.token, version: reply.version, outcome: .success(reply.response)))
    }

    /// When `advance` is to be called; nil for never.
    public var nextDeadline: Instant? {
        var next: Instant?
        func consider(_ deadline: Instant?) {
            guard let deadline, deadline < next ?? .distantFuture else { return }
            next = deadline
        }
        for case let link? in links {
            consider(link.deadline)
            consider(link.wire.nextDeadline)
            for waiting in link.waiting { consider(waiting.deadline) }
            if link.isHeldBack { consider(link.throttledUntil) }
        }
        for waiting in unrouted { consider(waiting.deadline) }
        return next
    }

    /// Opens what is to be opened again, and fails what took too long.
    public mutating func advance(now: Instant) {
        for case let link? in links {
            if link.deadline <= now {
                if link.isAsleep {
                    wake(link, now: now)
                } else {
                    fail(link, WireError(.unreachable, "connection", "no connection in time"), now: now)
                    continue
                }
            }
            do throws(WireError) {
                try link.wire.checkDeadlines(now: now)
            } catch {
                fail(link, error, now: now)
                continue
            }
            if link.isHeldBack { flush(link, now: now) }
            let late = link.waiting.filter { $0.deadline <= now }
            link.waiting.removeAll { $0.deadline <= now }
            for waiting in late {
                refuse(waiting, WireError(.timedOut, "connection", "none in time"), link.place.address)
            }
        }
        let late = unrouted.filter { $0.deadline <= now }
        unrouted.removeAll { $0.deadline <= now }
        for waiting in late { refuse(waiting, WireError(.timedOut, "connection", "none in time"), nowhere) }
    }
}
