import World

/// Why a segment may go.
public enum RetentionReason: String, Sendable {
    /// Its youngest record is older than `retention.ms`.
    case time
    /// The log is longer than `retention.bytes`.
    case size
    /// All its records are below the log's start.
    case logStart
}

/// Decides which of the oldest segments may go; touches nothing.
struct Retention {
    /// What the decision needs to know of a segment.
    struct Candidate {
        var size: Int
        /// Offset after its last record.
        var nextOffset: Int64
        /// Greatest timestamp; where no record has one, the time of the file's last change, as Kafka has it.
        var youngest: Int64
    }

    let options: LogOptions
    let start: Int64
    /// Nothing goes that consumers may not read yet.
    let highWatermark: Int64
    let now: Int64

    /// Why a segment may go, where those before it may; nil where it stays.
    ///
    /// - Parameters:
    ///   - total: bytes of it and of those behind it.
    ///   - isLast: whether it is the active one.
    func reason(_ segment: Candidate, total: Int64, isLast: Bool) -> RetentionReason? {
        guard segment.nextOffset <= highWatermark, segment.size > 0 || !isLast else { return nil }
        return reason(segment, total: total)
    }

    private func reason(_ segment: Candidate, total: Int64) -> RetentionReason? {
        if segment.nextOffset <= start { return .logStart }
        guard options.deletes else { return nil }
        if options.retentionMilliseconds >= 0, segment.youngest >= 0,
            now &- segment.youngest > options.retentionMilliseconds
        {
            return .time
        }
        if options.retentionBytes >= 0, total - Int64(segment.size) >= options.retentionBytes { return .size }
        return nil
    }
}

/// What retention removed.
public struct RetentionResult: Sendable {
    /// Segments removed.
    public var segments: Int
    /// Bytes of their log files.
    public var bytes: Int64
    /// The log's start afterwards.
    public var start: Int64
    /// Why the last of them went.
    public var reason: RetentionReason
    /// Renamed files, to be removed outside the lock.
    var garbage: [String] = []
}

extension LogState {
    /// Takes away the segments that may go; the active one is rolled first where it may go too.
    mutating func retain(now: Int64) throws(LogError) -> RetentionResult? {
        if let failure { throw failure }
        let retention = Retention(options: options, start: start, highWatermark: high, now: now)
        guard let decision = try deletable(retention) else { return nil }
        if decision.count > closed.count { try roll(now: now) }
        var result = RetentionResult(segments: decision.count, bytes: 0, start: start, reason: decision.reason)
        // The start moves first: nobody may ask for what is about to go.
        try advanceStart(to: max(start, base(decision.count)))
        for _ in 0..<decision.count {
            result.garbage += try store.renameAway(base(0))
            result.bytes += Int64(closed[0].size)
            closed.removeFirst()
        }
        let oldest = base(0)
        try store.removeSnapshots { $0 < oldest }
        damage.removeAll { $0.segmentBase < oldest }
        folderIsUnsynced = true
        isSettled = false
        result.start = start
        checkInvariants()
        return result
    }

    /// How many of the oldest segments may go, and why the last of them may. Nothing behind the first that stays is
    /// looked at: an age may have to be read from files.
    private mutating func deletable(
        _ retention: Retention
    ) throws(LogError) -> (count: Int, reason: RetentionReason)? {
        var total = size
        var result: (count: Int, reason: RetentionReason)?
        for index in 0..<segmentCount {
            let candidate = try candidate(index)
            guard let reason = retention.reason(candidate, total: total, isLast: index == segmentCount - 1) else {
                break
            }
            total -= Int64(candidate.size)
            result = (index + 1, reason)
        }
        return result
    }

    private mutating func candidate(_ index: Int) throws(LogError) -> Retention.Candidate {
        let (next, start) = (nextBase(index), start)
        let needsTime = options.deletes && options.retentionMilliseconds >= 0
        return try withSegment(index) { (segment, store) throws(LogError) in
            var candidate = Retention.Candidate(size: segment.size, nextOffset: next, youngest: -1)
            guard needsTime, segment.size > 0, next > start else { return candidate }
            let (wasOpen, wasUsed) = (segment.file != nil, segment.isUsed)
            candidate.youngest = try store.youngest(of: &segment, nextBase: next).timestamp
            if candidate.youngest < 0 { candidate.youngest = try store.status(segment.base).modified.milliseconds }
            // Looking is not using: thousands of logs that nobody reads are not to have thousands of files open.
            if !wasOpen { segment.file = nil }
            segment.isUsed = wasUsed
            return candidate
        }
    }

    /// Moves the log's start up to `offset`, at most to the high watermark: DeleteRecords.
    mutating func advanceStart(to offset: Int64) throws(LogError) {
        guard offset <= high else {
            throw LogError(.offsetOutOfRange, store.path, "cannot delete records up to \(offset), above \(high)")
        }
        guard offset > start else { return }
        start = offset
        stable = max(stable, start)
        epochs.advanceStart(to: start)
        checkInvariants()
    }
}
