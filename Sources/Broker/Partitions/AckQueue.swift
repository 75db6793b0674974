import KafkaProtocol

/// Which of the waits of a parked produce request: the request, and the position in its list.
struct AckWait {
    let parked: ParkedProduce
    let position: Int
}

/// Produce requests that wait for an offset of one partition, in the order of the offsets.
struct AckQueue {
    private var entries: [(end: Int64, wait: AckWait)] = []
    /// Entries before this are done with.
    private var first = 0

    /// Adds a wait until the partition is kept up to `end`.
    mutating func add(_ end: Int64, _ wait: AckWait) {
        var position = entries.count
        // Only the repetition of an older batch waits for less than the newest entry.
        while position > first, entries[position - 1].end > end { position -= 1 }
        entries.insert((end, wait), at: position)
    }

    /// Takes those whose offsets are kept, with the outcome they have.
    mutating func release(upTo end: Int64, _ error: ErrorCode?, _ items: inout [Wakes.Item]) {
        while first < entries.count, entries[first].end <= end {
            items.append(.acknowledged(entries[first].wait, error ?? .none))
            first += 1
        }
        if first == entries.count {
            entries.removeAll(keepingCapacity: true)
            first = 0
        } else if first > 1024 {
            entries.removeFirst(first)
            first = 0
        }
    }

    /// Takes all of them with an error.
    mutating func failAll(_ error: ErrorCode, _ items: inout [Wakes.Item]) { release(upTo: .max, error, &items) }

    /// Forgets the waits of a request.
    mutating func remove(_ parked: ParkedProduce) {
        entries.removeFirst(first)
        first = 0
        entries.removeAll { $0.wait.parked === parked }
    }
}
