import CVarve
import Glibc

/// A thread of the system with a name that `top -H` and a debugger show. Any thread may call it.
public struct NamedThread: Sendable {
    private let handle: UInt64

    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a thread that runs `body`; it must be joined or detached once. `name` is cut to 15 bytes.
    /// Traps when the system gives no thread: nothing that was promised can be done then.
    public init(name: String, _ body: @escaping @Sendable () -> Void) {
        let argument = Unmanaged.passRetained(Body(body)).toOpaque()
        var handle: UInt64 = 0
        let result = varve_thread_start(
            name, 0, { Unmanaged<Body>.fromOpaque($0!).takeRetainedValue().run() }, argument, &handle)
        precondition(result == 0, "the system gives no thread \(name): \(String(cString: strerror(-result)))")
        self.handle = handle
    }

    /// Waits until the thread has ended.
    public func join() { varve_thread_join(handle) }

    /// Lets the thread free itself when it ends.
    public func detach() { varve_thread_detach(handle) }

    /// Whether the caller is this thread.
    public var isCurrent: Bool { varve_thread_is_current(handle) != 0 }
}
