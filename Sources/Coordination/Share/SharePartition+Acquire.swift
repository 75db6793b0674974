public import World

/// Offsets that a member was given.
public struct AcquiredRecords: Hashable, Sendable {
    /// The first offset.
    public var first: Int64
    /// The last offset.
    public var last: Int64
    /// How often they have been handed out by now, this time included.
    public var deliveryCount: Int16
}

extension SharePartition {
    /// Hands records out.
    ///
    /// - Parameters:
    ///   - batches: the offsets of the record batches that were read, in order: from `nextFetchOffset` on.
    ///   - maxRecords: how many the member wants; at least 1.
    ///   - isStrict: whether it gets no more than that. Else the batch in which the number is reached is given whole.
    /// - Returns: what the member has now, in order; nothing else in the batches is its own.
    public mutating func acquire(
        _ batches: [ClosedRange<Int64>], by member: String, maxRecords: Int64, isStrict: Bool, now: Instant
    ) -> [AcquiredRecords] {
        var acquired: [AcquiredRecords] = []
        var left = max(maxRecords, 1)
        for batch in batches {
            guard left > 0, batch.upperBound >= startOffset, batch.upperBound < .max else { continue }
            let range = max(batch.lowerBound, startOffset)...batch.upperBound
            let taken = acquireAgain(range, by: member, limit: isStrict ? left : nil, now)
            acquired += taken
            left -= taken.reduce(0) { $0 + $1.last - $1.first + 1 }
            if let fresh = acquireNew(range, by: member, limit: isStrict ? left : nil, now) {
                acquired.append(fresh)
                left -= fresh.last - fresh.first + 1
            }
        }
        return acquired
    }

    /// Takes what was handed out before and is available again.
    private mutating func acquireAgain(
        _ range: ClosedRange<Int64>, by member: String, limit: Int64?, _ now: Instant
    ) -> [AcquiredRecords] {
        var acquired: [AcquiredRecords] = []
        var left = limit ?? .max
        let lockEnd = now.advanced(milliseconds: options.lockDurationMs)
        for run in runs.all where run.state == .available && run.last >= range.lowerBound {
            guard run.first <= range.upperBound, left > 0 else { break }
            let first = max(run.first, range.lowerBound)
            let whole = min(run.last, range.upperBound) - first + 1
            let last = first + min(share(of: whole, deliveryCount: run.deliveryCount), left) - 1
            left -= last - first + 1
            runs.update(first...last) { part in part.lock(by: member, until: lockEnd) }
            acquired.append(AcquiredRecords(first: first, last: last, deliveryCount: run.deliveryCount + 1))
        }
        return acquired
    }

    /// How many of so many records are tried together: all at first, but from half of the tries on half of them, a
    /// quarter, and so on, and each alone at last, so that a bad record does not take the others with it.
    private func share(of count: Int64, deliveryCount: Int16) -> Int64 {
        let half = (options.deliveryCountLimit + 1) / 2
        guard options.deliveryCountLimit > 2, deliveryCount >= half else { return count }
        if deliveryCount >= options.deliveryCountLimit - 1 { return 1 }
        return max(count >> Int64(min(deliveryCount - half + 1, 62)), 1)
    }

    private mutating func acquireNew(
        _ range: ClosedRange<Int64>, by member: String, limit: Int64?, _ now: Instant
    ) -> AcquiredRecords? {
        let first = max(range.lowerBound, endOffset)
        guard first <= range.upperBound, limit ?? 1 > 0, endOffset - startOffset < options.maxInFlight else {
            return nil
        }
        let wanted = range.upperBound - first + 1
        let last = first + min(wanted, limit ?? wanted) - 1
        var run = ShareRun(first: first, last: last, state: .available)
        run.lock(by: member, until: now.advanced(milliseconds: options.lockDurationMs))
        extend(through: last, run)
        return AcquiredRecords(first: first, last: last, deliveryCount: 1)
    }
}

extension ShareRun {
    fileprivate mutating func lock(by member: String, until end: Instant) {
        state = .acquired
        deliveryCount = deliveryCount == .max ? .max : deliveryCount + 1
        self.member = member
        lockEnd = end
    }
}
