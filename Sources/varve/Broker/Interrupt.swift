import Glibc
import Synchronization

/// Whether somebody wants a command that waits without end to stop (SIGINT, SIGTERM): it then ends in order.
enum Interrupt {
    /// The signal that came; 0 before.
    private static let signal = Atomic<Int32>(0)
    /// A pipe that gets a byte with the signal: what waits for it and for something else misses neither. -1 before
    /// `install`, and where there are no descriptors left.
    private static let received = Atomic<Int32>(-1)
    private static let notice = Atomic<Int32>(-1)

    static var isRequested: Bool { signal.load(ordering: .relaxed) != 0 }

    /// Catches the signals; a second one ends the process at once. Waits and reads then end early (EINTR).
    static func install() {
        // Made before a handler can run, because making it takes locks.
        signal.store(0, ordering: .relaxed)
        openPipe()
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { number in
            Interrupt.signal.store(number, ordering: .relaxed)
            var byte: UInt8 = 0
            _ = write(Interrupt.notice.load(ordering: .relaxed), &byte, 1)
            Glibc.signal(number, SIG_DFL)
        }
        for number in [SIGINT, SIGTERM] { sigaction(number, &action, nil) }
    }

    private static func openPipe() {
        var ends: (Int32, Int32) = (-1, -1)
        let opened = withUnsafeMutableBytes(of: &ends) { pipe($0.assumingMemoryBound(to: Int32.self).baseAddress!) }
        guard opened == 0 else { return }
        received.store(ends.0, ordering: .relaxed)
        notice.store(ends.1, ordering: .relaxed)
    }

    /// Waits until a read of `descriptor` would not block; false where a signal came first. A signal that comes between
    /// a look at `isRequested` and a blocking read would not end that.
    static func waitUntilReadable(_ descriptor: Int32) -> Bool {
        while !isRequested {
            var waited = (
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: received.load(ordering: .relaxed), events: Int16(POLLIN), revents: 0)
            )
            let ready = withUnsafeMutableBytes(of: &waited) {
                poll($0.assumingMemoryBound(to: pollfd.self).baseAddress, 2, -1)
            }
            // Where polling fails, reading tells why.
            if ready < 0, errno != EINTR { return true }
            if ready > 0, waited.1.revents == 0 { return true }
        }
        return false
    }

    /// To be called when a command has ended in order: who pressed ^C is told so by the exit code, who asked by SIGTERM
    /// has got what he asked for.
    static func check() throws(Failure) {
        if signal.load(ordering: .relaxed) == SIGINT { throw Failure(.interrupted, "") }
    }
}
