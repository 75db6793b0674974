import Glibc
import Synchronization

/// Whether somebody wants a command that waits without end to stop (SIGINT, SIGTERM): it then ends in order.
enum Interrupt {
    /// The signal that came; 0 before.
    private static let signal = Atomic<Int32>(0)

    static var isRequested: Bool { signal.load(ordering: .relaxed) != 0 }

    /// Catches the signals; a second one ends the process at once. Waits and reads then end early (EINTR).
    static func install() {
        // Made before a handler can run, because making it takes locks.
        signal.store(0, ordering: .relaxed)
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { number in
            Interrupt.signal.store(number, ordering: .relaxed)
            Glibc.signal(number, SIG_DFL)
        }
        for number in [SIGINT, SIGTERM] { sigaction(number, &action, nil) }
    }

    /// To be called when a command has ended in order: who pressed ^C is told so by the exit code, who asked by SIGTERM
    /// has got what he asked for.
    static func check() throws(Failure) {
        if signal.load(ordering: .relaxed) == SIGINT { throw Failure(.interrupted, "") }
    }
}
