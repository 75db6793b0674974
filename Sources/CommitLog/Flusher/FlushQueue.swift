/// Is told when logs have been flushed.
public protocol FlushListener: AnyObject, Sendable {
    /// A group is through: `logs` are those this listener asked for; their durable ends are published. With `failure`
    /// nothing of them may be acknowledged.
    ///
    /// Called on a flush thread, without locks, once per group and once more per log that failed: it passes the news on
    /// and returns.
    func flushed(_ logs: [PartitionLog], failure: LogError?)
}

/// Which logs wait for a flush, and whether one is under way: the flusher without its threads.
///
/// Self-clocking: while a group is being synced the next one gathers, so one sync serves all who came during the last,
/// and nobody waits for a timer.
struct FlushQueue: ~Copyable {
    /// A log and who wants to hear of it.
    struct Entry: Sendable {
        let log: PartitionLog
        var listeners: [any FlushListener]
    }

    private var waiting: [Entry] = []
    private var positions: [ObjectIdentifier: Int] = [:]
    /// Shares of the group under way that have not come back.
    private var sharesLeft = 0
    private var results: [FlushResult] = []

    /// Adds a log to the next group, once however often it is asked for.
    mutating func add(_ log: PartitionLog, _ listener: (any FlushListener)?) {
        let key = ObjectIdentifier(log)
        if let position = positions[key] {
            guard let listener, !waiting[position].listeners.contains(where: { $0 === listener }) else { return }
            waiting[position].listeners.append(listener)
        } else {
            positions[key] = waiting.count
            waiting.append(Entry(log: log, listeners: listener.map { [$0] } ?? []))
        }
    }

    /// The next group in at most `lanes` shares; nil while one is under way or nobody waits.
    mutating func next(lanes: Int) -> [[Entry]]? {
        guard sharesLeft == 0, !waiting.isEmpty else { return nil }
        let count = min(max(1, lanes), waiting.count)
        let shares = (0..<count).map { share in stride(from: share, to: waiting.count, by: count).map { waiting[$0] } }
        waiting.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        sharesLeft = count
        return shares
    }

    /// A share is through; answers what became of the whole group with the last one. `finish` must follow that.
    mutating func done(_ share: [FlushResult]) -> [FlushResult]? {
        results += share
        guard sharesLeft == 1 else {
            sharesLeft -= 1
            return nil
        }
        defer { results = [] }
        return results
    }

    /// Everybody has been told; the next group may begin.
    mutating func finish() { sharesLeft = 0 }

    /// Whether nothing waits and nothing is under way.
    var isIdle: Bool { sharesLeft == 0 && waiting.isEmpty }
}

/// What became of one log of a group.
struct FlushResult: Sendable {
    let entry: FlushQueue.Entry
    /// nil where there was nothing to sync, or the log failed before.
    var ticket: FlushTicket?
    /// Why it could not be synced.
    var failure: LogError?
}
