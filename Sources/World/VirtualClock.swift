import Synchronization

/// A clock that stands until it is told to go on: for a broker in a test whose timeouts are to pass in no time. Any
/// thread may call it.
public final class VirtualClock: Clock {
    private struct State {
        var monotonic = Instant(nanoseconds: 0)
        var wall: Timestamp
        var listeners: [@Sendable () -> Void] = []
    }

    private let state: Mutex<State>

    /// A clock that shows `wall`: the beginning of 2024, unless told otherwise.
    public init(wall: Timestamp = Timestamp(milliseconds: 1_704_067_200_000)) {
        state = Mutex(State(wall: wall))
    }

    public var monotonic: Instant { state.withLock { $0.monotonic } }
    public var wall: Timestamp { state.withLock { $0.wall } }

    /// Lets time pass, in whole milliseconds; whoever waits for a moment up to then is woken. A negative duration does
    /// nothing.
    public func advance(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = max(0, seconds).multipliedReportingOverflow(by: 1000)
        let (step, overflow2) = whole.addingReportingOverflow(max(0, attoseconds / 1_000_000_000_000_000))
        let milliseconds = overflow || overflow2 ? Int64.max : step
        let listeners = state.withLock { state in
            state.monotonic = state.monotonic.advanced(milliseconds: milliseconds)
            let (wall, overflow) = state.wall.milliseconds.addingReportingOverflow(milliseconds)
            state.wall = Timestamp(milliseconds: overflow ? .max : wall)
            return state.listeners
        }
        for listener in listeners { listener() }
    }

    /// Has `listener` called after every step, on the thread that makes it.
    public func onAdvance(_ listener: @escaping @Sendable () -> Void) {
        state.withLock { $0.listeners.append(listener) }
    }
}
