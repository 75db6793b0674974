import KafkaProtocol

/// Someone who waits until what was appended is kept for good: below the high watermark, and durable whatever the
/// topic's mode.
protocol DurableWaiter: AnyObject, Sendable {
    /// Whose loop it belongs to.
    var context: BrokerContext { get }
    /// The wait with this number is over, well or with an error; on that loop.
    func durable(_ number: Int, _ error: ErrorCode)
}

/// Those who wait for durable offsets of one partition.
struct DurableWaits {
    private struct Entry {
        let end: Int64
        let waiter: any DurableWaiter
        let number: Int
    }

    private var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }

    /// Adds a wait until everything below `end` is kept for good.
    mutating func add(_ end: Int64, _ waiter: any DurableWaiter, number: Int) {
        entries.append(Entry(end: end, waiter: waiter, number: number))
    }

    /// Takes those whose offsets are kept.
    mutating func release(upTo end: Int64, _ items: inout [Wakes.Item]) {
        for entry in entries where entry.end <= end {
            items.append(.durable(entry.waiter, number: entry.number, .none))
        }
        entries.removeAll { $0.end <= end }
    }

    /// Takes all of them with an error.
    mutating func failAll(_ error: ErrorCode, _ items: inout [Wakes.Item]) {
        items += entries.map { .durable($0.waiter, number: $0.number, error) }
        entries = []
    }
}
