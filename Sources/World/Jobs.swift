/// Which thread does a job; jobs of one lane run one after another in the order of their submission.
public enum Lane: Hashable, Sendable {
    /// Group commit of data; up to four of them.
    case flush(Int)
    /// The control plane's log, votes and snapshots.
    case control
    /// Buffered records of an embedded log.
    case write
    /// Cold reads.
    case read
    /// Retention, unlinking, checkpoints.
    case background
    /// Compaction: long work in short pieces, which nothing else is to wait behind.
    case compaction
}

/// Does what blocks (sync, cold read, recovery, retention, unlink) away from the event loops: on a named thread per
/// lane, or in a simulation as two events with a seeded delay.
public protocol Jobs: Sendable {
    /// Runs `job` on `lane`, then `completion` on the same thread; a completion passes its result on by itself
    /// (`Loop.execute`). Any thread may call it.
    func submit(_ lane: Lane, _ job: @escaping @Sendable () -> Void, completion: @escaping @Sendable () -> Void)
    /// Runs `job` on `lane` once `nanoseconds` have passed, later if the lane is busy then. Any thread may call it.
    func submit(_ lane: Lane, afterNanoseconds nanoseconds: Int64, _ job: @escaping @Sendable () -> Void)
    /// Does what was submitted, delayed jobs without the delay, gives the threads back, and returns when that is done.
    /// A job submitted later starts its lane again.
    func stop()
}
