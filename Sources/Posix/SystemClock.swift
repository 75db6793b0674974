import Glibc
public import World

/// The machine's clocks: CLOCK_BOOTTIME, which goes on in suspend, and CLOCK_REALTIME.
public struct SystemClock: Clock {
    /// The machine's clocks.
    public init() {}

    public var monotonic: Instant { Instant(nanoseconds: Self.nanoseconds(CLOCK_BOOTTIME)) }

    public var wall: Timestamp { Timestamp(milliseconds: Self.nanoseconds(CLOCK_REALTIME) / 1_000_000) }

    private static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

/// The kernel's random bits.
public struct SystemRandom: Random {
    /// The kernel's random bits.
    public init() {}

    public func next() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
