import World

/// One step of a shard while it is being worked out: the time it happens at, and the deadlines it sets.
protocol ShardTurn {
    /// What a deadline of the shard is about.
    associatedtype Timer
    /// When it happens.
    var now: Instant { get }
    /// Entries for the queue of deadlines.
    var timers: [(at: Instant, timer: Timer)] { get set }
}

/// A moment that may be moved at any time, such as the end of a member's session.
///
/// Every heartbeat moves a session's end, so moving must be cheap: the queue keeps the entry it has, and when that
/// comes up too early it is entered again at the moment that counts. Entries that no longer match are dropped.
struct Deadline {
    /// When it is due; nil while nothing is awaited.
    private(set) var at: Instant?
    /// The entry in the queue that will ask for it.
    private var queued: Instant?

    /// Sets the moment, and asks for an entry in the queue if none comes up in time.
    mutating func set<Turn: ShardTurn>(_ at: Instant, _ timer: @autoclosure () -> Turn.Timer, _ turn: inout Turn) {
        self.at = at
        if let queued, queued <= at { return }
        queued = at
        turn.timers.append((at, timer()))
    }

    /// Whether nothing is awaited, and no entry will ask.
    var isIdle: Bool { at == nil && queued == nil }

    /// Nothing is awaited any more.
    mutating func clear() { at = nil }

    /// Answers whether it is due, now that its entry of the moment `entry` came up; enters it again if it was moved.
    mutating func comesUp<Turn: ShardTurn>(
        entry: Instant, _ timer: @autoclosure () -> Turn.Timer, _ turn: inout Turn
    ) -> Bool {
        guard queued == entry else { return false }
        queued = nil
        guard let at else { return false }
        guard at <= turn.now else {
            set(at, timer(), &turn)
            return false
        }
        self.at = nil
        return true
    }
}

/// The entries of all deadlines of a shard, the earliest first; equal moments in the order of their entry.
struct DeadlineQueue<Timer> {
    private struct Entry {
        let at: Instant
        let order: UInt64
        let timer: Timer

        func isBefore(_ other: Entry) -> Bool { at == other.at ? order < other.order : at < other.at }
    }

    /// A binary heap: each entry is before those at 2i + 1 and 2i + 2.
    private var entries: [Entry] = []
    private var entered: UInt64 = 0

    /// The earliest moment.
    var first: Instant? { entries.first?.at }
    var count: Int { entries.count }

    mutating func insert(_ at: Instant, _ timer: Timer) {
        entries.append(Entry(at: at, order: entered, timer: timer))
        entered &+= 1
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].isBefore(entries[parent]) else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the earliest entry if its moment is not after `now`.
    mutating func next(until now: Instant) -> (at: Instant, timer: Timer)? {
        guard let first = entries.first, first.at <= now, let last = entries.popLast() else { return nil }
        if !entries.isEmpty {
            entries[0] = last
            sink()
        }
        return (first.at, first.timer)
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < entries.count && entries[child].isBefore(entries[least]) {
                least = child
            }
            if least == parent { return }
            entries.swapAt(least, parent)
            parent = least
        }
    }
}
