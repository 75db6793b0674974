import Synchronization
public import World

/// Jobs in virtual time: each one's effects land a seeded while after it was begun, its completion a seeded while after
/// that; other events, and a crash, come between. Jobs of one lane never overlap.
public final class SimulatedJobs: Jobs {
    private typealias Work = (job: @Sendable () -> Void, completion: @Sendable () -> Void)

    private let scheduler: Scheduler
    private let slowest: Int64
    /// Lanes that are at work, with what waits behind.
    private let lanes = Mutex<[Lane: [Work]]>([:])
    private let stopped = Atomic(false)

    /// Each of a job's two steps takes at most `slowest` nanoseconds.
    public init(_ scheduler: Scheduler, slowest: Int64 = 2_000_000) {
        self.scheduler = scheduler
        self.slowest = slowest
    }

    public func submit(
        _ lane: Lane, _ job: @escaping @Sendable () -> Void, completion: @escaping @Sendable () -> Void
    ) {
        let idle = lanes.withLock { lanes in
            guard lanes[lane] == nil else {
                lanes[lane]?.append((job, completion))
                return false
            }
            lanes[lane] = []
            return true
        }
        if idle { begin(lane, (job, completion)) }
    }

    public func submit(_ lane: Lane, afterNanoseconds nanoseconds: Int64, _ job: @escaping @Sendable () -> Void) {
        scheduler.after(nanoseconds: nanoseconds) { [self] in submit(lane, job) {} }
    }

    /// Nothing: in virtual time who wants the rest done runs the scheduler.
    public func stop() {}

    /// Forgets everything that is not done yet, as the death of the process does.
    public func crash() { stopped.store(true, ordering: .relaxed) }

    private func begin(_ lane: Lane, _ work: Work) {
        scheduler.after(nanoseconds: scheduler.delay(upTo: slowest)) { [self] in
            guard !stopped.load(ordering: .relaxed) else { return }
            work.job()
            scheduler.after(nanoseconds: scheduler.delay(upTo: slowest)) { [self] in
                guard !stopped.load(ordering: .relaxed) else { return }
                work.completion()
                next(lane)
            }
        }
    }

    private func next(_ lane: Lane) {
        let work = lanes.withLock { lanes -> Work? in
            guard lanes[lane]?.isEmpty == false else {
                lanes[lane] = nil
                return nil
            }
            return lanes[lane]?.removeFirst()
        }
        if let work { begin(lane, work) }
    }
}

/// Jobs that are done at once, on the thread that submits them: for tests in which nothing may come between. Delayed
/// jobs wait until they are asked for.
public final class ImmediateJobs: Jobs {
    private let delayed = Mutex<[@Sendable () -> Void]>([])

    /// Jobs done at once.
    public init() {}

    public func submit(
        _ lane: Lane, _ job: @escaping @Sendable () -> Void, completion: @escaping @Sendable () -> Void
    ) {
        job()
        completion()
    }

    public func submit(_ lane: Lane, afterNanoseconds nanoseconds: Int64, _ job: @escaping @Sendable () -> Void) {
        delayed.withLock { $0.append(job) }
    }

    public func stop() { runDelayed() }

    /// Does the delayed jobs that wait now, in the order they came.
    public func runDelayed() {
        let jobs = delayed.withLock { jobs in
            defer { jobs = [] }
            return jobs
        }
        for job in jobs { job() }
    }
}
