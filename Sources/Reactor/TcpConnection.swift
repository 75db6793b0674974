import CVarve
import Glibc
import World

/// One socket of an event loop. Every member is used on that loop's thread only; that, and no lock, is why it may be
/// `@unchecked Sendable` and its variables go without exclusivity checks (14 ns each on the data path).
final class TcpConnection: Connection, @unchecked Sendable {
    private let loop: EventLoop
    let socket: Int32
    let index: Int
    let tag: UInt64
    let peer: SocketAddress
    let local: SocketAddress
    @exclusivity(unchecked) private(set) var handler: (any ConnectionHandler)?
    @exclusivity(unchecked) private var output = OutputQueue()
    /// What the poller watches for now.
    @exclusivity(unchecked) private var interest: UInt32 = 0
    @exclusivity(unchecked) private var connecting: Bool
    @exclusivity(unchecked) private var paused = false
    @exclusivity(unchecked) private var blocked = false
    /// Whether the next bytes are being loaded from the disk, which takes a job; nothing is sent meanwhile.
    @exclusivity(unchecked) private var loading = false
    /// Whether the loop has it on its list of connections to send for at the end of the tick.
    @exclusivity(unchecked) var isDirty = false
    @exclusivity(unchecked) private var closeWanted = false
    @exclusivity(unchecked) private var failure: NetworkError?
    @exclusivity(unchecked) private(set) var isClosed = false
    /// When bytes last came or went.
    @exclusivity(unchecked) private(set) var lastActive: Instant

    init(loop: EventLoop, socket: Int32, index: Int, tag: UInt64, connectingTo target: SocketAddress?) {
        self.loop = loop
        self.socket = socket
        self.index = index
        self.tag = tag
        connecting = target != nil
        peer = target ?? Socket.address(of: socket, local: false)
        local = Socket.address(of: socket, local: true)
        lastActive = loop.now
    }

    func start(_ handler: any ConnectionHandler) {
        self.handler = handler
        interest = wanted
        if case let error = loop.watch(self, interest), error != 0 { fail(error, "watch") }
    }

    var unsentBytes: Int { output.unsent }

    func write(_ bytes: UnsafeRawBufferPointer) {
        guard !isClosed else { return }
        output.append(bytes)
        loop.markDirty(self)
    }

    func write(_ file: any File, offset: Int64, count: Int) {
        guard !isClosed, count > 0 else { return }
        let isShort = count < OutputQueue.smallestFileRange || file.descriptor == nil
        if !isShort || !output.appendContent(of: file, offset: offset, count: count) {
            output.append(file, offset: offset, count: count)
        }
        loop.markDirty(self)
    }

    func pauseReading() {
        paused = true
        updateInterest()
    }

    func resumeReading() {
        paused = false
        updateInterest()
    }

    func close() {
        guard !isClosed else { return }
        closeWanted = true
        loop.markDirty(self)
    }

    /// The poller says that the socket is ready.
    func ready(_ bits: UInt32, block: UnsafeMutableRawBufferPointer) {
        if connecting { return finishConnecting() }
        let hangup = bits & UInt32(VARVE_HANGUP) != 0
        if paused || closeWanted {
            if hangup { fail(Socket.pendingError(socket), "connection to") }
        } else if hangup || bits & UInt32(VARVE_READABLE) != 0 {
            read(block)
        }
        if bits & UInt32(VARVE_WRITABLE) != 0, !isClosed { loop.markDirty(self) }
    }

    private func finishConnecting() {
        connecting = false
        let error = Socket.pendingError(socket)
        guard error == 0 else { return fail(error, "connect to") }
        updateInterest()
        handler?.connected()
    }

    /// Reads what is there, at most four times so that one peer cannot hold the loop; a short read ends it, which
    /// saves the call that would only say "nothing more".
    private func read(_ block: UnsafeMutableRawBufferPointer) {
        for _ in 0..<4 {
            guard let handler, !paused, !closeWanted, !isClosed else { return }
            let target = handler.receiveBuffer() ?? block
            let count = recv(socket, target.baseAddress, target.count, 0)
            if count < 0 {
                let code = errno
                if code != EAGAIN, code != EINTR { fail(code, "read from") }
                return
            }
            if count == 0 { return close() }
            lastActive = loop.now
            handler.received(UnsafeMutableRawBufferPointer(rebasing: target[..<count]))
            if count < target.count { return }
        }
    }

    /// Sends what was written, at the end of a tick; answers whether the connection is to be taken off the loop.
    func endTick() -> Bool {
        isDirty = false
        if !connecting, failure == nil { send() }
        if !closeWanted { updateInterest() }
        return closeWanted
    }

    private func send() {
        guard output.unsent > 0, !loading else { return }
        let before = output.unsent
        let outcome = output.send(to: socket)
        if output.unsent < before { lastActive = loop.now }
        switch outcome {
        case .done:
            // Who stopped reading because of what it had written has to hear of its end even where the socket took all
            // of it at once, or nobody reads again.
            let isAwaited = blocked || paused
            blocked = false
            if isAwaited { handler?.drained() }
        case .blocked: blocked = true
        case .cold(let range):
            blocked = false
            loading = true
            loop.load(range) { self.loaded(range) }
        case .failed(let code): fail(code, "send to")
        }
    }

    private func loaded(_ range: OutputQueue.ColdRange) {
        guard !isClosed else { return }
        loading = false
        output.loaded(range)
        loop.markDirty(self)
    }

    /// Ends the connection because of an error, at the end of this tick.
    private func fail(_ code: Int32, _ operation: String) {
        if failure == nil {
            failure = NetworkError(
                code: code,
                description: code == 0
                    ? "\(operation) \(peer): the data is no longer there"
                    : "\(operation) \(peer): \(String(cString: strerror(code)))")
        }
        close()
    }

    /// Closes the socket and tells the handler; the loop has forgotten the connection.
    func shutDown() {
        guard !isClosed else { return }
        isClosed = true
        Glibc.close(socket)
        output = OutputQueue()
        let told = handler
        handler = nil
        told?.closed(failure)
    }

    /// Whether silence may close it: not while it is still connecting, which has limits of its own.
    var mayIdleOut: Bool { !connecting && !isClosed }

    private var wanted: UInt32 {
        (paused || connecting ? 0 : UInt32(VARVE_READABLE))
            | (blocked || connecting ? UInt32(VARVE_WRITABLE) : 0)
    }

    private func updateInterest() {
        guard wanted != interest, !isClosed else { return }
        interest = wanted
        if case let error = loop.rewatch(self, interest), error != 0 { fail(error, "watch") }
    }
}
