public import CommitLog
import Synchronization

/// The way from a partition to the flusher of its directory, and back: tells after each group of syncs every partition
/// of it, and then everyone who waited for them, with one wake per loop. Any thread may call it.
public final class FlushRouter: FlushListener {
    private let flusher: Flusher
    private let partitions = Mutex<[ObjectIdentifier: Partition]>([:])

    /// A router to `flusher`.
    public init(_ flusher: Flusher) { self.flusher = flusher }

    /// Routes the flushes of a partition's log from now on.
    public func add(_ partition: Partition) { partitions.withLock { $0[ObjectIdentifier(partition.log)] = partition } }

    /// Routes no more.
    public func remove(_ partition: Partition) {
        partitions.withLock { $0[ObjectIdentifier(partition.log)] = nil }
    }

    /// Routes nothing more: partitions hold on to their router, and it to them.
    func removeAll() { partitions.withLock { $0 = [:] } }

    /// Asks for a flush of what the log holds now.
    func request(_ log: PartitionLog) { flusher.request(log, self) }

    public func flushed(_ logs: [PartitionLog], failure: LogError?) {
        let touched = partitions.withLock { partitions in logs.compactMap { partitions[ObjectIdentifier($0)] } }
        var wakes = Wakes()
        for partition in touched {
            if failure == nil {
                partition.flushed(upTo: partition.log.ends.durable, &wakes)
            } else {
                partition.fail(&wakes)
            }
        }
        wakes.tell(from: nil)
    }
}
