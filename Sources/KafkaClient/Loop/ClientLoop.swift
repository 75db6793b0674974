import ClientCore
import Posix
import Reactor
import Synchronization
import World

/// The one thread of a cluster on which all its machines run. Any thread may call it.
final class ClientLoop: Sendable {
    /// Threads for what blocks: looking names up, administration.
    let jobs = ThreadJobs()
    private let reactor: Reactor
    private let eventLoop: EventLoop
    private let hub: LoopHub
    private let state = Mutex((lastOwner: UInt16(0), isClosed: false))

    /// Starts the thread.
    init(bootstrap: [SocketAddress], options: ConnectionOptions) throws(ClientError) {
        do throws(NetworkError) {
            reactor = try Reactor(loops: 1, clock: SystemClock(), jobs: jobs)
        } catch {
            throw ClientError(.unreachable, "event loop", error.description)
        }
        eventLoop = reactor.loops[0]
        hub = LoopHub(eventLoop, jobs, Connections(bootstrap: bootstrap, options: options))
        reactor.start(eventLoop)
    }

    /// The monotonic time.
    static var now: Instant { SystemClock().monotonic }

    /// A number for a machine, which its outbox carries.
    func makeOwner() -> UInt16 {
        state.withLock { state in
            state.lastOwner &+= 1
            return state.lastOwner
        }
    }

    /// Gives a machine turns from now on.
    func add(_ machine: any LoopMachine, as owner: UInt16) {
        eventLoop.execute { [hub] in hub.add(machine, as: owner) }
    }

    /// Gives a machine a turn soon.
    func wake(_ owner: UInt16) { eventLoop.execute { [hub] in hub.wake(owner) } }

    /// Gives a machine no more turns.
    func remove(_ owner: UInt16) { eventLoop.execute { [hub] in hub.remove(owner) } }

    /// Ends the thread; `done` is called, on another thread, when it has ended.
    func close(_ done: @escaping @Sendable () -> Void) {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return done() }
        eventLoop.execute { [hub] in hub.end() }
        jobs.submit(.background) { [reactor, eventLoop] in
            reactor.stop()
            eventLoop.discard()
        } completion: {
            done()
        }
    }
}
