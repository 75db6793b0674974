import Synchronization

/// Bytes of unfinished requests that a node holds, over all connections. Any thread may call it.
///
/// Where it is spent, connections stop reading and wait; one of them at a time goes on all the same, or all that is
/// held would be the beginnings of requests of which none could end.
final class MemoryBudget: Sendable {
    /// The limit in bytes.
    let limit: Int
    private let taken = Atomic<Int>(0)
    private let isAwaited = Atomic<Bool>(false)

    private struct State {
        var waiting: [@Sendable () -> Void] = []
        /// The connection that goes on.
        var first: ObjectIdentifier?
    }

    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    /// Bytes taken now.
    var used: Int { taken.load(ordering: .relaxed) }

    /// Takes `count` bytes; false where that would pass the limit. The first to ask always gets them, or a request
    /// larger than the whole budget could never come in.
    func take(_ count: Int) -> Bool {
        var current = taken.load(ordering: .relaxed)
        while current == 0 || count <= limit - current {
            let result = taken.compareExchange(expected: current, desired: current + count, ordering: .relaxed)
            if result.exchanged { return true }
            current = result.original
        }
        return false
    }

    /// Takes `count` bytes, whatever the limit: they are here and cannot wait elsewhere.
    func takeBeyond(_ count: Int) { taken.add(count, ordering: .relaxed) }

    /// Whether nothing more is to be received than what must be.
    var isSpent: Bool { used >= limit }

    /// Gives `count` bytes back, and has those who wait try again.
    func give(_ count: Int) {
        guard count > 0 else { return }
        taken.subtract(count, ordering: .relaxed)
        if isAwaited.load(ordering: .acquiring) { wake() }
    }

    // MARK: Waiting

    /// Whether this connection is the one that goes on although the budget is spent; it is where there is no other.
    func goesFirst(_ connection: ObjectIdentifier) -> Bool {
        state.withLock { state in
            if state.first == nil { state.first = connection }
            return state.first == connection
        }
    }

    /// The connection has what it needs, or is gone: the next may go on.
    func isDone(_ connection: ObjectIdentifier) {
        let wasFirst = state.withLock { state in
            guard state.first == connection else { return false }
            state.first = nil
            return true
        }
        if wasFirst { wake() }
    }

    /// Calls `retry` once, on the thread of whoever gives bytes back.
    func wait(_ retry: @escaping @Sendable () -> Void) {
        state.withLock { $0.waiting.append(retry) }
        isAwaited.store(true, ordering: .releasing)
        // What was given back in between has told nobody.
        if !isSpent { wake() }
    }

    private func wake() {
        let waiting = state.withLock { state in
            isAwaited.store(false, ordering: .relaxed)
            defer { state.waiting = [] }
            return state.waiting
        }
        for retry in waiting { retry() }
    }
}
