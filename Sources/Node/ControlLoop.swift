import Posix
import Reactor
import Synchronization
import World

/// The thread of the control plane: an event loop that has no client's data and no blocking call of the disk.
final class ControlLoop: Sendable {
    let loop: EventLoop
    private let thread = Mutex<NamedThread?>(nil)

    init(clock: any Clock, jobs: any Jobs) throws(NetworkError) { loop = try EventLoop(clock: clock, jobs: jobs) }

    /// Whether its thread runs.
    var isRunning: Bool { thread.withLock { $0 != nil } }

    func start() {
        thread.withLock { [loop] in $0 = NamedThread(name: "varve-control-0") { loop.run() } }
    }

    /// Ends the thread; what is given to the loop later is not done.
    func stop() {
        loop.stop()
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }
}

/// A value that one thread waits for and another gives, once.
final class Answer<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let gate = Gate()

    func give(_ value: Value) {
        self.value.withLock { $0 = value }
        gate.open()
    }

    func wait() -> Value {
        while true {
            let generation = gate.current
            if let value = value.withLock({ $0 }) { return value }
            gate.wait(changedFrom: generation)
        }
    }
}
