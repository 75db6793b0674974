/// A reply that is made only when it is its turn, because what it says may still grow until then.
protocol DeferredReply: AnyObject {
    /// Writes the reply to its connection, now or later.
    func write()
    /// The connection is gone while the reply was to be written later.
    func abandon(_ connection: ClientConnection)
}

/// The replies a connection owes, in the order of the requests: each request opens a slot, each reply fills one, and
/// replies leave from the oldest slot on.
struct ReplySlots: ~Copyable {
    private enum State {
        case open
        case finished([UInt8])
        case deferred(any DeferredReply)
    }

    /// Slots open at most.
    static let capacity = 64

    private var ring = [State](repeating: .open, count: ReplySlots.capacity)
    private var oldest: UInt64 = 0
    private var next: UInt64 = 0
    /// Bytes of finished replies that wait for an older one.
    private(set) var heldBytes = 0

    /// Requests without a reply that has left.
    var count: Int { Int(next - oldest) }
    /// Whether no further request may be begun.
    var isFull: Bool { count == ReplySlots.capacity }

    private func position(_ slot: UInt64) -> Int { Int(slot % UInt64(ReplySlots.capacity)) }

    /// Opens the slot of a request; not to be called when full.
    mutating func open() -> UInt64 {
        ring[position(next)] = .open
        next += 1
        return next - 1
    }

    /// Closes the slot opened last: its request comes once more.
    mutating func withdraw() { next -= 1 }

    /// Whether it is this slot's turn.
    func isOldest(_ slot: UInt64) -> Bool { slot == oldest }

    /// The oldest slot's reply has left.
    mutating func removeOldest() { oldest += 1 }

    /// Keeps a reply until it is its turn.
    mutating func hold(_ slot: UInt64, _ reply: [UInt8]) {
        ring[position(slot)] = .finished(reply)
        heldBytes += reply.count
    }

    /// Notes that a reply can be made once it is its turn.
    mutating func hold(_ slot: UInt64, _ reply: any DeferredReply) { ring[position(slot)] = .deferred(reply) }

    /// What the oldest slot holds.
    enum Oldest {
        case none
        case bytes([UInt8])
        case deferred(any DeferredReply)
    }

    /// Takes what the oldest slot holds; a reply in bytes leaves its slot with this, a deferred one when it is written.
    mutating func takeOldest() -> Oldest {
        guard oldest < next else { return .none }
        switch ring[position(oldest)] {
        case .open: return .none
        case .finished(let reply):
            ring[position(oldest)] = .open
            heldBytes -= reply.count
            oldest += 1
            return .bytes(reply)
        case .deferred(let reply):
            ring[position(oldest)] = .open
            return .deferred(reply)
        }
    }
}
