public import World

/// An event loop in virtual time: its work and its timers are events of the scheduler.
public final class SimulatedLoop: Loop {
    private let scheduler: Scheduler

    /// A loop in the time of `scheduler`.
    public init(_ scheduler: Scheduler) { self.scheduler = scheduler }

    public var now: Instant { scheduler.monotonic }
    public var wall: Timestamp { scheduler.wall }

    public func execute(_ work: @escaping @Sendable () -> Void) {
        scheduler.at(scheduler.monotonic, work)
    }

    public func schedule(at deadline: Instant, _ handler: any TimerHandler) {
        scheduler.at(deadline) { [scheduler] in handler.timerFired(now: scheduler.monotonic) }
    }
}
