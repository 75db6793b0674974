import Metadata
import Quorum
import World

/// What the control plane wants the disk to do, in order; one job at a time takes all that has gathered.
struct StorageQueue {
    enum Work: Sendable {
        case save(QuorumState)
        case append(QuorumBatch, [UInt8])
        case snapshot(SnapshotWork)
    }

    /// Whether a job is at work.
    var isRunning = false
    /// Called once when nothing is left to do.
    var whenIdle: (@Sendable () -> Void)?
    private var waiting: [Work] = []

    mutating func add(_ work: Work) { waiting.append(work) }

    /// Everything that waits, for one job; nil while another is at work.
    mutating func take() -> [Work]? {
        guard !isRunning, !waiting.isEmpty else { return nil }
        isRunning = true
        defer { waiting = [] }
        return waiting
    }

    /// Who waits for nothing to be left to do, where that is so.
    mutating func takeIdle() -> (@Sendable () -> Void)? {
        guard !isRunning, waiting.isEmpty else { return nil }
        defer { whenIdle = nil }
        return whenIdle
    }

    /// Does the work, on the control lane: batches that follow each other with one write and one sync.
    ///
    /// - Returns: what the quorum is to be told.
    static func perform(
        _ work: [Work], on directory: ControlDirectory
    ) -> Result<[RaftNode.Input], ControlError> {
        var inputs: [RaftNode.Input] = []
        var run: [(batch: QuorumBatch, bytes: [UInt8])] = []
        func flush() throws {
            guard let end = run.last?.batch.endOffset else { return }
            try directory.append(run)
            run = []
            inputs.append(.durable(end: end))
        }
        do {
            for item in work {
                switch item {
                case .append(let batch, let bytes): run.append((batch, bytes))
                case .save(let state):
                    try flush()
                    try directory.save(state)
                    inputs.append(.saved(epoch: state.epoch))
                case .snapshot(let snapshot):
                    try flush()
                    try snapshot.write(to: directory)
                }
            }
            try flush()
            return .success(inputs)
        } catch let error as ControlError {
            return .failure(error)
        } catch {
            return .failure(ControlError(.storage, ControlDirectory.logFolder, "\(error)"))
        }
    }
}

/// Carries a job's result to its completion, which runs after it on the same thread.
final class StorageResult: @unchecked Sendable {
    var inputs: Result<[RaftNode.Input], ControlError> = .success([])
}

/// A snapshot to write: the state is a value, so encoding it is the job's.
struct SnapshotWork: Sendable {
    let id: SnapshotID
    let state: ClusterState
    let voters: VoterSet
    let kraftVersion: Int16
    let lastTimestamp: Int64
    let now: Timestamp

    func write(to directory: ControlDirectory) throws {
        let version = state.metadataVersion
        let snapshot = Snapshot(
            voters: voters, kraftVersion: kraftVersion, lastContainedLogTimestamp: lastTimestamp,
            records: state.snapshotRecords().map(version.encode))
        try directory.write(snapshot, as: id, at: now)
    }
}

/// Replies that wait for their change to be committed and published, in the order of their offsets.
struct ReplyQueue {
    private var waiting: [(end: Int64, reply: @Sendable (ControlError?) -> Void)] = []

    /// Parks a reply until everything below `end` is published.
    mutating func park(until end: Int64, _ reply: @escaping @Sendable (ControlError?) -> Void) {
        waiting.append((end, reply))
    }

    /// Takes the replies that waited for no more than `end`.
    mutating func take(upTo end: Int64) -> [@Sendable (ControlError?) -> Void] {
        let count = waiting.prefix { $0.end <= end }.count
        defer { waiting.removeFirst(count) }
        return waiting.prefix(count).map(\.reply)
    }
}
