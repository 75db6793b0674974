import Synchronization

/// Bytes of unfinished requests that a node holds at most, over all connections. Any thread may call it.
final class MemoryBudget: Sendable {
    /// The limit in bytes.
    let limit: Int
    private let taken = Atomic<Int>(0)

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

    /// Gives `count` bytes back.
    func give(_ count: Int) { taken.subtract(count, ordering: .relaxed) }
}
