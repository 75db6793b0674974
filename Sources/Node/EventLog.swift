import Glibc
import Posix
import Synchronization
public import World

/// Writes events to standard error, a line each, on a thread of its own: whoever emits one never waits for a terminal
/// or a pipe. Any thread may call it.
///
/// Of one kind of event at most ten a second are written, and at most a thousand wait; what is left out is counted and
/// said with the next line.
public final class EventLog: EventSink {
    private struct State {
        var waiting: [Event] = []
        var left = 0
        /// Events of a kind in the second that is running.
        var counts: [String: Int] = [:]
        var second: Int64 = 0
        var stopping = false
    }

    private final class Shared: Sendable {
        let state = Mutex(State())
        let gate = Gate()
    }

    private static let perSecond = 10
    private static let maxWaiting = 1000

    private let shared = Shared()
    private let thread: NamedThread
    private let minimum: Severity
    private let clock: any Clock

    /// A log of events at least as severe as `minimum`, written to a descriptor that stays open.
    public init(minimum: Severity = .info, descriptor: Int32 = 2, clock: any Clock) {
        self.minimum = minimum
        self.clock = clock
        let shared = shared
        thread = NamedThread(name: "varve-events") { EventLog.write(shared, descriptor, clock) }
    }

    public func emit(_ event: Event) {
        guard event.severity >= minimum else { return }
        let second = clock.monotonic.nanoseconds / 1_000_000_000
        let isTaken = shared.state.withLock { state in
            if state.second != second {
                state.second = second
                state.counts = [:]
            }
            let count = state.counts[event.name, default: 0]
            state.counts[event.name] = count + 1
            if count < EventLog.perSecond, state.waiting.count < EventLog.maxWaiting {
                state.waiting.append(event)
                return true
            }
            state.left += 1
            return false
        }
        // What is left out is said with the next line, and wakes nobody.
        if isTaken { shared.gate.open() }
    }

    /// Writes what waits and ends the thread; events emitted later are lost. Called once.
    public func stop() {
        shared.state.withLock { $0.stopping = true }
        shared.gate.open()
        thread.join()
    }

    private static func write(_ shared: Shared, _ descriptor: Int32, _ clock: any Clock) {
        while true {
            let generation = shared.gate.current
            let (events, left, stopping) = shared.state.withLock { state in
                defer {
                    state.waiting = []
                    state.left = 0
                }
                return (state.waiting, state.left, state.stopping)
            }
            var text = ""
            for event in events { text += line(event, at: clock.wall) }
            if left > 0 {
                text += line(Event(.warning, "events.left", "\(left) events were not written"), at: clock.wall)
            }
            put(text, descriptor)
            if stopping { return }
            if text.isEmpty { shared.gate.wait(changedFrom: generation) }
        }
    }

    private static func put(_ text: String, _ descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
                if count < 0 && errno != EINTR { return }
                written += max(0, count)
            }
        }
    }

    /// `2013-01-01T05:17:00.250Z info  log.recovered  what happened`.
    static func line(_ event: Event, at time: Timestamp) -> String {
        var seconds = time_t(time.milliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date = "\(parts.tm_year + 1900)-\(padded(Int(parts.tm_mon) + 1, 2))-\(padded(Int(parts.tm_mday), 2))"
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), 2) }.joined(separator: ":")
        let severity = "\(event.severity)".padding(to: 7)
        // A line is one event, whatever a peer put into its message.
        let message = String(String.UnicodeScalarView(event.message.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
        return "\(date)T\(clock).\(padded(Int(time.milliseconds % 1000), 3))Z \(severity) \(event.name)  \(message)\n"
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
