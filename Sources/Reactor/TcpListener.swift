import CVarve
import Glibc
import World

/// A listening socket: accepts on the first loop and hands each connection to the loop that is to own it.
/// What changes is used on the first loop's thread only.
final class TcpListener: Listener, TimerHandler, @unchecked Sendable {
    let socket: Int32
    let address: SocketAddress
    private let reactor: Reactor
    private let loop: EventLoop
    private let acceptor: any Acceptor
    // Of the loop's thread.
    var slot = 0
    var tag: UInt64 = 0
    private var isClosed = false

    init(socket: Int32, reactor: Reactor, loop: EventLoop, acceptor: any Acceptor) {
        self.socket = socket
        self.reactor = reactor
        self.loop = loop
        self.acceptor = acceptor
        address = Socket.address(of: socket, local: true)
    }

    /// Peers are waiting: takes some of them; the poller reports the rest again.
    func ready() {
        for _ in 0..<64 {
            var descriptor: Int32 = -1
            let error = -varve_accept(socket, &descriptor)
            switch error {
            case 0: hand(descriptor)
            case EAGAIN: return
            case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                // The peer stays in the backlog, so the poller would report it without end.
                loop.setAccepting(self, false)
                loop.schedule(at: loop.now.advanced(milliseconds: 100), self)
                return
            default: break  // The peer went away before it was taken.
            }
        }
    }

    func timerFired(now: Instant) {
        if !isClosed { loop.setAccepting(self, true) }
    }

    private func hand(_ descriptor: Int32) {
        guard let owner = reactor.loopForConnection() else {
            Glibc.close(descriptor)
            return
        }
        Socket.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        let acceptor = acceptor
        if owner === loop {
            _ = owner.adopt(descriptor) { acceptor.accepted($0, on: owner) }
        } else {
            owner.execute { _ = owner.adopt(descriptor) { acceptor.accepted($0, on: owner) } }
        }
    }

    func closeOnLoop() {
        guard !isClosed else { return }
        isClosed = true
        loop.remove(self)
        Glibc.close(socket)
    }

    func close() {
        reactor.runOn(loop) { self.closeOnLoop() }
    }
}
