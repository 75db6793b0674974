import World

/// Deadlines in order; handlers with the same deadline are called in the order they were added.
struct TimerHeap {
    private struct Entry {
        let deadline: Instant
        let number: UInt64
        let handler: any TimerHandler

        func isBefore(_ other: Entry) -> Bool {
            (deadline.nanoseconds, number) < (other.deadline.nanoseconds, other.number)
        }
    }

    private var entries: [Entry] = []
    private var added: UInt64 = 0

    /// The earliest deadline.
    var next: Instant? { entries.first?.deadline }
    /// How many are waiting.
    var count: Int { entries.count }

    mutating func add(_ deadline: Instant, _ handler: any TimerHandler) {
        added += 1
        entries.append(Entry(deadline: deadline, number: added, handler: handler))
        var child = entries.count - 1
        while child > 0, case let parent = (child - 1) / 2, entries[child].isBefore(entries[parent]) {
            entries.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the earliest handler whose deadline is not after `now`.
    mutating func takeExpired(_ now: Instant) -> (any TimerHandler)? {
        guard let first = entries.first, first.deadline <= now else { return nil }
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var parent = 0
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
                if entries[child].isBefore(entries[smallest]) { smallest = child }
            }
            if smallest == parent { return first.handler }
            entries.swapAt(parent, smallest)
            parent = smallest
        }
    }
}
