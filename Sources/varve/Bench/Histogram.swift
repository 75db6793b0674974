/// Counts of times, each to within one in 128: for percentiles without keeping every value.
struct Histogram {
    /// Sixty-four steps for every doubling, up to 2^41 ns (36 minutes).
    private static let steps = 64
    private var counts = [Int](repeating: 0, count: steps * 37)
    private(set) var count = 0
    private(set) var maximum: Int64 = 0

    /// Adds a time that `times` events took.
    mutating func add(nanoseconds: Int64, times: Int = 1) {
        let value = max(nanoseconds, 0)
        counts[Histogram.index(value)] += times
        count += times
        maximum = max(maximum, value)
    }

    /// The time, in nanoseconds, that the given part (0...1) of all events did not exceed; 0 without events.
    func percentile(_ part: Double) -> Int64 {
        let wanted = max(Int((Double(count) * part).rounded(.up)), 1)
        var seen = 0
        for (index, events) in counts.enumerated() where events > 0 {
            seen += events
            if seen >= wanted { return min(Histogram.upperBound(index), maximum) }
        }
        return maximum
    }

    /// Below 128 every value has its own place, then each doubling has `steps`.
    private static func index(_ value: Int64) -> Int {
        guard value >= 128 else { return Int(value) }
        let doublings = 63 - value.leadingZeroBitCount - 6
        return min(doublings * steps + Int(value >> Int64(doublings)), steps * 37 - 1)
    }

    private static func upperBound(_ index: Int) -> Int64 {
        guard index >= 128 else { return Int64(index) }
        let doublings = index / steps - 1
        return (Int64(index - doublings * steps) + 1) << Int64(doublings) - 1
    }
}
