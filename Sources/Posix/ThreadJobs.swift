import Synchronization
public import World

/// Jobs on named threads: one per lane, started when the lane is first used. Any thread may call it.
public final class ThreadJobs: Jobs {
    private let lanes = Mutex<[Lane: Worker]>([:])

    /// Without threads until the first job comes.
    public init() {}

    deinit { for worker in lanes.withLock({ $0 }).values { worker.stop(wait: false) } }

    public func submit(
        _ lane: Lane, _ job: @escaping @Sendable () -> Void, completion: @escaping @Sendable () -> Void
    ) {
        lanes.withLock { lanes in
            let worker = lanes[lane] ?? Worker(name: Self.threadName(lane))
            lanes[lane] = worker
            worker.add(job, completion)
        }
    }

    /// Ends the threads after they have done what was submitted, and waits for that, except on a lane's own thread.
    /// A job submitted later starts its lane again.
    public func stop() {
        let workers = lanes.withLock { lanes in
            defer { lanes = [:] }
            return Array(lanes.values)
        }
        for worker in workers { worker.stop(wait: true) }
    }

    private static func threadName(_ lane: Lane) -> String {
        switch lane {
        case .flush(let number): "varve-flush-\(number)"
        case .control: "varve-control"
        case .read: "varve-read"
        case .background: "varve-background"
        }
    }
}

/// The thread of one lane and what it still has to do.
private final class Worker: Sendable {
    private typealias Work = (job: @Sendable () -> Void, completion: @Sendable () -> Void)

    /// Shared with the thread, so that the worker itself can go away first.
    private final class Queue: Sendable {
        let state = Mutex<(work: [Work], stopping: Bool)>(([], false))
        let gate = Gate()

        func run() {
            while true {
                let generation = gate.current
                let (work, stopping) = state.withLock { state in
                    defer { state.work = [] }
                    return (state.work, state.stopping)
                }
                for item in work {
                    item.job()
                    item.completion()
                }
                guard work.isEmpty else { continue }
                if stopping { return }
                gate.wait(changedFrom: generation)
            }
        }
    }

    private let queue: Queue
    private let thread: NamedThread

    init(name: String) {
        let queue = Queue()
        self.queue = queue
        thread = NamedThread(name: name) { queue.run() }
    }

    func add(_ job: @escaping @Sendable () -> Void, _ completion: @escaping @Sendable () -> Void) {
        queue.state.withLock { $0.work.append((job, completion)) }
        queue.gate.open()
    }

    /// Called once.
    func stop(wait: Bool) {
        queue.state.withLock { $0.stopping = true }
        queue.gate.open()
        if wait && !thread.isCurrent { thread.join() } else { thread.detach() }
    }
}
