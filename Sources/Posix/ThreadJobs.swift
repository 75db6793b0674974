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
        worker(lane).add(job, completion)
    }

    public func submit(_ lane: Lane, afterNanoseconds nanoseconds: Int64, _ job: @escaping @Sendable () -> Void) {
        worker(lane).add(job, at: SystemClock().monotonic.nanoseconds &+ max(0, nanoseconds))
    }

    private func worker(_ lane: Lane) -> Worker {
        lanes.withLock { lanes in
            let worker = lanes[lane] ?? Worker(name: Self.threadName(lane))
            lanes[lane] = worker
            return worker
        }
    }

    /// Ends the threads after they have done what was submitted, delayed jobs without the delay, and waits for that,
    /// except on a lane's own thread. A job submitted later starts its lane again.
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
        case .write: "varve-write"
        case .read: "varve-read"
        case .background: "varve-background"
        case .compaction: "varve-compaction"
        }
    }
}

/// The thread of one lane and what it still has to do.
private final class Worker: Sendable {
    private typealias Work = (job: @Sendable () -> Void, completion: @Sendable () -> Void)

    private struct State {
        var work: [Work] = []
        /// The next one last.
        var delayed: [(time: Int64, job: @Sendable () -> Void)] = []
        var stopping = false

        /// Takes what is to be done now; answers the time of the next delayed job.
        mutating func take(now: Int64) -> (work: [Work], next: Int64?) {
            while let last = delayed.last, stopping || last.time <= now {
                work.append((last.job, {}))
                delayed.removeLast()
            }
            defer { work = [] }
            return (work, delayed.last?.time)
        }
    }

    /// Shared with the thread, so that the worker itself can go away first.
    private final class Queue: Sendable {
        let state = Mutex(State())
        let gate = Gate()

        func run() {
            while true {
                let generation = gate.current
                let now = SystemClock().monotonic.nanoseconds
                let (todo, stopping) = state.withLock { ($0.take(now: now), $0.stopping) }
                for item in todo.work {
                    item.job()
                    item.completion()
                }
                guard todo.work.isEmpty else { continue }
                if stopping { return }
                gate.wait(changedFrom: generation, nanoseconds: todo.next.map { max(1, $0 &- now) })
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

    func add(_ job: @escaping @Sendable () -> Void, at time: Int64) {
        queue.state.withLock { state in
            let index = state.delayed.firstIndex { $0.time < time } ?? state.delayed.count
            state.delayed.insert((time, job), at: index)
        }
        queue.gate.open()
    }

    /// Called once.
    func stop(wait: Bool) {
        queue.state.withLock { $0.stopping = true }
        queue.gate.open()
        if wait && !thread.isCurrent { thread.join() } else { thread.detach() }
    }
}
