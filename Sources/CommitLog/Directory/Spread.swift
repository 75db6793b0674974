import Posix
import Synchronization

/// Does `body` for each number below `count` on up to `threads` threads, this one among them, and returns when all is
/// done. In which order, nobody knows; on one thread in the order of the numbers.
func spread(_ count: Int, over threads: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let work = SpreadWork(count, body)
    // A thread for every few: starting one costs as much as opening a log.
    let others = (1..<max(1, min(threads, count / 4))).map { _ in NamedThread(name: "varve-logs") { work.run() } }
    work.run()
    for thread in others { thread.join() }
}

private final class SpreadWork: Sendable {
    private let next = Atomic<Int>(0)
    private let count: Int
    private let body: @Sendable (Int) -> Void

    init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        self.count = count
        self.body = body
    }

    func run() {
        while true {
            let number = next.add(1, ordering: .relaxed).oldValue
            guard number < count else { return }
            body(number)
        }
    }
}
