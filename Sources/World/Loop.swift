/// One thread's event loop; everything but `execute` is called on that thread only.
public protocol Loop: AnyObject, Sendable {
    /// Monotonic time, read once per tick.
    var now: Instant { get }
    /// Wall-clock time, read once per tick.
    var wall: Timestamp { get }
    /// Runs `work` on the loop's thread in the order of the calls; any thread may call it.
    func execute(_ work: @escaping @Sendable () -> Void)
    /// Calls `handler` once, on the loop's thread, at the first tick at or after `deadline`.
    func schedule(at deadline: Instant, _ handler: any TimerHandler)
}

/// Is told when its time has come. There is no cancelling: a handler checks whether it is still wanted, and a loop with
/// many timers asks it.
public protocol TimerHandler: AnyObject, Sendable {
    /// The deadline has come.
    func timerFired(now: Instant)
    /// Whether the call that was scheduled for `deadline` is still wanted; otherwise it may never come, and the loop need
    /// not keep the handler until then.
    func awaits(_ deadline: Instant) -> Bool
}

extension TimerHandler {
    public func awaits(_ deadline: Instant) -> Bool { true }
}
