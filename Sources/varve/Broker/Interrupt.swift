import Glibc
import Synchronization

/// Whether somebody wants a command that waits without end to stop (SIGINT, SIGTERM): it then ends in order.
enum Interrupt {
    private static let flag = Atomic<Bool>(false)

    static var isRequested: Bool { flag.load(ordering: .relaxed) }

    /// Catches the signals; a second one ends the process at once.
    static func install() {
        // Made before a handler can run, because making it takes locks.
        flag.store(false, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interrupt.flag.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
    }
}
