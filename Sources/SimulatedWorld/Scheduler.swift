import Synchronization
public import World

/// Virtual time and everything that is going to happen in it, one after another on the thread that calls `step`.
///
/// Same seed and same calls, same order. Any thread may add events, but then that thread decides the order.
public final class Scheduler: Clock {
    private struct Event {
        let time: Instant
        let number: Int
        let work: @Sendable () -> Void
    }

    private struct State {
        var now = Instant(nanoseconds: 1_000_000_000)
        /// Wall-clock milliseconds at `Instant(nanoseconds: 0)`.
        var wallOrigin: Int64 = 1_767_225_600_000
        /// Sorted by time and number, the next one last.
        var events: [Event] = []
        var number = 0
        var generator: SeededGenerator
        var trace: UInt64 = 0xcbf2_9ce4_8422_2325
    }

    private let state: Mutex<State>

    /// A world at rest, its chance decided by `seed`.
    public init(seed: UInt64) { state = Mutex(State(generator: SeededGenerator(seed: seed))) }

    public var monotonic: Instant { state.withLock { $0.now } }

    public var wall: Timestamp {
        state.withLock { Timestamp(milliseconds: $0.wallOrigin + $0.now.nanoseconds / 1_000_000) }
    }

    /// Moves the wall clock, not the monotonic one, as an administrator or NTP does.
    public func stepWall(milliseconds: Int64) { state.withLock { $0.wallOrigin += milliseconds } }

    /// A hash of what has happened so far: which event, when, and what was noted.
    public var traceHash: UInt64 { state.withLock { $0.trace } }

    /// Mixes something a run did into the hash that tells two runs apart.
    public func note(_ value: UInt64) { state.withLock { $0.trace = Self.mix($0.trace, value) } }

    private static func mix(_ trace: UInt64, _ value: UInt64) -> UInt64 { (trace ^ value) &* 0x100_0000_01b3 }

    /// Random nanoseconds of 1...`most`.
    public func delay(upTo most: Int64) -> Int64 {
        state.withLock { 1 + Int64(truncatingIfNeeded: $0.generator.next() % UInt64(max(1, most))) }
    }

    /// Does `work` at `time`, or now if that is past; events of one time in the order they were added.
    public func at(_ time: Instant, _ work: @escaping @Sendable () -> Void) {
        state.withLock { state in
            let event = Event(time: max(time, state.now), number: state.number, work: work)
            state.number += 1
            var (low, high) = (0, state.events.count)
            while low < high {
                let middle = (low + high) / 2
                if state.events[middle].time > event.time { low = middle + 1 } else { high = middle }
            }
            state.events.insert(event, at: low)
        }
    }

    /// Does `work` after `nanoseconds`.
    public func after(nanoseconds: Int64, _ work: @escaping @Sendable () -> Void) {
        at(Instant(nanoseconds: monotonic.nanoseconds + nanoseconds), work)
    }

    /// Does the next event; false where none is left.
    @discardableResult public func step() -> Bool {
        let event = state.withLock { state -> Event? in
            guard let event = state.events.popLast() else { return nil }
            state.now = event.time
            state.trace = Self.mix(state.trace, UInt64(bitPattern: event.time.nanoseconds))
            state.trace = Self.mix(state.trace, UInt64(event.number))
            return event
        }
        event?.work()
        return event != nil
    }

    /// Does what is due until `time`, and sets the clock there.
    public func run(until time: Instant) {
        while let next = state.withLock({ $0.events.last?.time }), next <= time { step() }
        state.withLock { $0.now = max($0.now, time) }
    }

    /// Does everything until nothing is left, at most `limit` events; true when nothing is left.
    public func runUntilIdle(limit: Int = 1_000_000) -> Bool {
        for _ in 0..<limit where !step() { return true }
        return state.withLock { $0.events.isEmpty }
    }
}
