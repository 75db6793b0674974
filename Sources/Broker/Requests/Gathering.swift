/// Collects the parts of a reply that come one by one and in any order, and goes on when all are there. It belongs to
/// one loop.
final class Gathering<Part: Sendable>: @unchecked Sendable {
    private var parts: [Part?]
    private var missing: Int
    private let finish: ([Part]) -> Void

    /// Waits for `count` parts; `finish` gets them in their order, at once if there are none.
    init(_ count: Int, finish: @escaping ([Part]) -> Void) {
        parts = Array(repeating: nil, count: count)
        missing = count
        self.finish = finish
        if count == 0 { finish([]) }
    }

    /// Puts a part in its place; the first one stays.
    func put(_ part: Part, at index: Int) {
        guard parts[index] == nil else { return }
        parts[index] = part
        missing -= 1
        if missing == 0 { finish(parts.compactMap(\.self)) }
    }
}
