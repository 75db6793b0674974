import Glibc

/// The bytes of a connection that could not be handled where they were received: the beginning of an unfinished frame,
/// or frames that wait while the connection holds too many unanswered ones.
///
/// It grows with the bytes received, not with those announced, within the node's budget, and gives everything back as
/// soon as it is empty.
struct FrameBuffer: ~Copyable {
    private let budget: MemoryBudget
    private var base: UnsafeMutableRawPointer?
    private var capacity = 0
    /// Bytes held.
    private(set) var count = 0

    init(budget: MemoryBudget) { self.budget = budget }

    deinit {
        free(base)
        budget.give(capacity)
    }

    var isEmpty: Bool { count == 0 }

    /// What it holds; valid until the next change.
    var bytes: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(start: base, count: count) }

    /// Bytes the first frame still lacks; of a frame whose length is not known yet, those of the length.
    /// Negative where more than one frame is held.
    var missing: Int {
        guard let base, count >= 4 else { return 4 - count }
        let size = Int32(bigEndian: base.loadUnaligned(as: Int32.self))
        return Int(size) + 4 - count
    }

    /// What came of adding bytes.
    enum Appended {
        case inBudget
        /// They are kept, for they cannot wait elsewhere, but no more should come.
        case beyondBudget
        /// The system has no memory; nothing was added.
        case refused
    }

    /// Adds bytes that have been received.
    mutating func append(_ more: UnsafeRawBufferPointer) -> Appended {
        guard let source = more.baseAddress, more.count > 0 else { return .inBudget }
        var result = Appended.inBudget
        if !reserve(more.count) {
            guard grow(to: count + more.count, beyondBudget: true) else { return .refused }
            result = .beyondBudget
        }
        guard let base else { return .refused }
        (base + count).copyMemory(from: source, byteCount: more.count)
        count += more.count
        return result
    }

    /// Room for the rest of a long unfinished frame, so that it is received where it stays.
    ///
    /// Nil where the rest is short, for then a block takes it together with what follows; or where there is no memory.
    mutating func room() -> UnsafeMutableRawBufferPointer? {
        let wanted = missing
        guard count >= 4, wanted >= 64 << 10, reserve(min(wanted, max(3 * count, 256 << 10))), let base else {
            return nil
        }
        return UnsafeMutableRawBufferPointer(start: base + count, count: min(wanted, capacity - count))
    }

    /// Whether `bytes` begin where `room` said.
    func isRoom(_ bytes: UnsafeMutableRawBufferPointer) -> Bool { base.map { $0 + count } == bytes.baseAddress }

    /// Bytes have been received into `room`.
    mutating func filled(_ more: Int) { count += more }

    /// Forgets the first `consumed` bytes.
    mutating func removeFirst(_ consumed: Int) {
        count -= consumed
        if count == 0 {
            free(base)
            base = nil
            budget.give(capacity)
            capacity = 0
        } else if consumed > 0, let base {
            memmove(base, base + consumed, count)
        }
    }

    /// Doubles, but no further than the first frame goes; where the budget is short, just what is needed.
    private mutating func reserve(_ more: Int) -> Bool {
        let needed = count + more
        guard needed > capacity else { return true }
        let generous = max(needed, min(2 * capacity, count + max(0, missing)), 512)
        return generous > needed && grow(to: generous) || grow(to: needed)
    }

    private mutating func grow(to wanted: Int, beyondBudget: Bool = false) -> Bool {
        if beyondBudget { budget.takeBeyond(wanted - capacity) }
        guard beyondBudget || budget.take(wanted - capacity) else { return false }
        guard let larger = realloc(base, wanted) else {
            budget.give(wanted - capacity)
            return false
        }
        base = larger
        capacity = wanted
        return true
    }
}
