import World

/// Deadlines in order; handlers with the same deadline are called in the order they were added.
///
/// Clients choose deadlines weeks ahead and are gone a moment later, so what no handler awaits any more is dropped
/// whenever the heap has doubled: never more than twice what is awaited stays, and each timer pays for one look.
struct TimerHeap {
    /// So few are never looked through.
    static let smallCount = 1024

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
    private var limit = smallCount

    /// The earliest deadline.
    var next: Instant? { entries.first?.deadline }
    /// How many are waiting.
    var count: Int { entries.count }

    mutating func add(_ deadline: Instant, _ handler: any TimerHandler) {
        if entries.count >= limit { dropForgotten() }
        added += 1
        entries.append(Entry(deadline: deadline, number: added, handler: handler))
        var child = entries.count - 1
        while child > 0, case let parent = (child - 1) / 2, entries[child].isBefore(entries[parent]) {
            entries.swapAt(child, parent)
            child = parent
        }
    }

    /// Keeps one entry for each deadline that a handler awaits. A sorted array is a heap.
    private mutating func dropForgotten() {
        let awaited = entries.filter { $0.handler.awaits($0.deadline) }.sorted { $0.isBefore($1) }
        entries.removeAll(keepingCapacity: true)
        for entry in awaited {
            if let last = entries.last, last.handler === entry.handler, last.deadline == entry.deadline { continue }
            entries.append(entry)
        }
        limit = max(TimerHeap.smallCount, 2 * entries.count)
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
