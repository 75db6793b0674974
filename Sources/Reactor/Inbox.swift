import CVarve
import Synchronization

/// Work that other threads want done on a loop, in the order they asked; one wake however much is in it.
final class Inbox: Sendable {
    private struct State {
        var work: [@Sendable () -> Void] = []
        var isAwake = true
    }

    private let state = Mutex(State())
    private let wakeDescriptor: Int32

    init(wakeDescriptor: Int32) { self.wakeDescriptor = wakeDescriptor }

    func add(_ work: @escaping @Sendable () -> Void) {
        let mustWake = state.withLock { state in
            state.work.append(work)
            defer { state.isAwake = true }
            return !state.isAwake
        }
        if mustWake { varve_poller_wake(wakeDescriptor) }
    }

    /// Takes everything; false in `isIdle` says that something is there and the loop must not wait.
    func take() -> [@Sendable () -> Void] {
        state.withLock { state in
            guard !state.work.isEmpty else { return [] }
            let work = state.work
            state.work = []
            return work
        }
    }

    /// Whether the loop may wait: from now on the next `add` wakes it.
    func mayWait() -> Bool {
        state.withLock { state in
            guard state.work.isEmpty else { return false }
            state.isAwake = false
            return true
        }
    }

    /// The loop runs again.
    func awoke() { state.withLock { $0.isAwake = true } }
}
