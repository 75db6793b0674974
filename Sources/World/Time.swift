/// A point in monotonic time, in nanoseconds since an arbitrary origin; time in suspend counts.
public struct Instant: Comparable, Hashable, Sendable {
    /// Nanoseconds since the origin.
    public var nanoseconds: Int64

    /// The instant `nanoseconds` after the origin.
    @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Later than every instant a clock answers.
    public static let distantFuture = Instant(nanoseconds: .max)

    @inlinable public static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }

    /// This instant moved by `milliseconds`, at most to `distantFuture`.
    @inlinable public func advanced(milliseconds: Int64) -> Instant {
        let (product, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, overflow2) = nanoseconds.addingReportingOverflow(product)
        return overflow || overflow2 ? .distantFuture : Instant(nanoseconds: sum)
    }

    /// Milliseconds from `earlier` to this instant, rounded down.
    @inlinable public func milliseconds(since earlier: Instant) -> Int64 {
        (nanoseconds &- earlier.nanoseconds) / 1_000_000
    }
}

/// Wall-clock time in milliseconds since 1970-01-01 UTC, as Kafka's timestamps.
public struct Timestamp: Comparable, Hashable, Sendable {
    /// Milliseconds since 1970-01-01 UTC.
    public var milliseconds: Int64

    /// The time `milliseconds` after 1970-01-01 UTC.
    @inlinable public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    @inlinable public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

/// Where time comes from: the machine, or a simulation.
public protocol Clock: Sendable {
    /// The monotonic time.
    var monotonic: Instant { get }
    /// The wall-clock time; may jump either way.
    var wall: Timestamp { get }
}

/// Where chance comes from: the kernel, or a seed.
public protocol Random: Sendable {
    /// Sixty-four random bits.
    func next() -> UInt64
}
