import World

/// Decides which log of a data directory is compacted next, and when one is tried again that could not be: a value that
/// does nothing itself.
struct Compactor {
    /// Why a log is not compacted just now.
    struct Setback {
        var error: LogError
        /// Times in a row that it failed.
        var failures: Int
        /// Wall time in milliseconds.
        var retryAt: Int64
    }

    /// A log that can be compacted now.
    struct Candidate {
        var log: PartitionLog
        var need: CompactionNeed
    }

    /// What a look at all logs has found.
    struct Choice {
        /// The log to be compacted next; nil where there is none.
        var best: Candidate?
        /// Logs of which more could be compacted once it is durable.
        var toFlush: [PartitionLog] = []
        /// Logs of which nobody can tell.
        var failed: [(log: PartitionLog, error: LogError)] = []
    }

    /// The longest that a log waits after failures: nobody gives up on it.
    static let longestWait: Int64 = 3_600_000

    var options: CompactionOptions
    /// The logs that could not be compacted.
    private(set) var setbacks: [LogIdentity: Setback] = [:]

    init(_ options: CompactionOptions) { self.options = options }

    /// The log with the greatest share of what was not compacted, among those with enough of it or with some of it for
    /// too long.
    func next(_ logs: [PartitionLog], now: Timestamp) -> Choice {
        var choice = Choice()
        for log in logs {
            if let setback = setbacks[log.identity], setback.retryAt > now.milliseconds { continue }
            do throws(LogError) {
                guard let need = try log.compactionNeed(now: now) else { continue }
                if need.waitsForFlush { choice.toFlush.append(log) }
                guard need.isDue(log.options), need.dirtyRatio > choice.best?.need.dirtyRatio ?? -1 else { continue }
                choice.best = Candidate(log: log, need: need)
            } catch {
                choice.failed.append((log, error))
            }
        }
        return choice
    }

    /// Forgets logs that are not there any more.
    mutating func keep(only logs: [PartitionLog]) {
        guard !setbacks.isEmpty else { return }
        let identities = Set(logs.map(\.identity))
        setbacks = setbacks.filter { identities.contains($0.key) }
    }

    /// A round of `log` has come to its end.
    mutating func succeeded(_ log: PartitionLog) { setbacks[log.identity] = nil }

    /// A round of `log` has failed; answers whether an operator has to know: not where the log has just changed under
    /// it, or was closed.
    mutating func failed(_ log: PartitionLog, _ error: LogError, now: Timestamp) -> Setback? {
        if error.code == .fenced || error.code == .offline { return nil }
        let failures = (setbacks[log.identity]?.failures ?? 0) + 1
        let wait = min(max(1000, options.backoffMilliseconds) << Int64(min(failures - 1, 20)), Self.longestWait)
        let setback = Setback(error: error, failures: failures, retryAt: now.milliseconds &+ max(wait, 1000))
        setbacks[log.identity] = setback
        return setback
    }
}
