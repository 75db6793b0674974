import ClientCore
import KafkaProtocol
import Posix
import Synchronization
import World

/// Single requests that belong to no machine: each has a caller that waits for its reply.
final class CallDesk: LoopMachine {
    private struct State {
        var outbox: Outbox
        var open: [UInt64: @Sendable (Reply) -> Void] = [:]
        var failure: ClientError?
    }

    private let loop: ClientLoop
    private let owner: UInt16
    private let state: Mutex<State>

    init(_ loop: ClientLoop) {
        self.loop = loop
        owner = loop.makeOwner()
        state = Mutex(State(outbox: Outbox(owner: owner)))
        loop.add(self, as: owner)
    }

    /// Sends a request; `done` is called with its reply or failure, on the loop's thread.
    func send<Request: KafkaRequest>(
        _ request: Request, to destination: Destination, timeout: Int64, atMost limit: Int16,
        _ done: @escaping @Sendable (Reply) -> Void
    ) {
        let failure = state.withLock { state -> ClientError? in
            guard state.failure == nil else { return state.failure }
            let token = state.outbox.send(request, to: destination, timeout: timeout, versionLimit: limit)
            state.open[token] = done
            return nil
        }
        if let failure { return done(Reply(token: 0, version: 0, outcome: .failure(failure))) }
        loop.wake(owner)
    }

    func turn(_ replies: [Reply], now: Instant) -> LoopTurn {
        let (answered, requests) = state.withLock { state in
            (
                replies.compactMap { reply in state.open.removeValue(forKey: reply.token).map { ($0, reply) } },
                state.outbox.take()
            )
        }
        for (done, reply) in answered { done(reply) }
        return LoopTurn(requests: requests, deadline: nil)
    }

    func loopEnded(_ error: ClientError) {
        let open = state.withLock { state in
            state.failure = error
            defer { state.open = [:] }
            return state.open
        }
        for (token, done) in open { done(Reply(token: token, version: 0, outcome: .failure(error))) }
    }
}

/// Lets a thread that may block wait for replies of a `CallDesk`: what carries an `Admin` here.
final class BlockingCaller: RequestCaller, Sendable {
    private struct State {
        var reply: Reply?
        var isCancelled = false
    }

    private let desk: CallDesk
    private let gate = Gate()
    private let state = Mutex(State())

    init(_ desk: CallDesk) { self.desk = desk }

    /// Makes the call that is waiting, and all later ones, fail at once; any thread may call it.
    func cancel() {
        state.withLock { $0.isCancelled = true }
        gate.open()
    }

    func call<Request: KafkaRequest>(
        _ request: Request, to destination: Destination, timeout: Int64, atMost limit: Int16
    ) throws(ClientError) -> Request.Response {
        desk.send(request, to: destination, timeout: timeout, atMost: limit) { [self] reply in
            state.withLock { $0.reply = reply }
            gate.open()
        }
        while true {
            let generation = gate.current
            let (reply, isCancelled) = state.withLock { state in
                defer { state.reply = nil }
                return (state.reply, state.isCancelled)
            }
            guard !isCancelled else { throw BlockingCaller.cancelled }
            if let reply { return try reply.body(Request.Response.self) }
            gate.wait(changedFrom: generation)
        }
    }

    func pause(milliseconds: Int64) throws(ClientError) {
        let end = ClientLoop.now.advanced(milliseconds: milliseconds)
        while true {
            let generation = gate.current
            guard !state.withLock({ $0.isCancelled }) else { throw BlockingCaller.cancelled }
            let left = end.nanoseconds &- ClientLoop.now.nanoseconds
            guard left > 0 else { return }
            gate.wait(changedFrom: generation, nanoseconds: left)
        }
    }

    private static var cancelled: ClientError { ClientError(.cancelled, "request", "its task was cancelled") }
}
