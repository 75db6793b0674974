import World

/// What has become of a record in a share group (KIP-932); the raw values are those of the persisted state.
public enum ShareRecordState: Int8, Sendable {
    /// It waits for a member.
    case available = 0
    /// A member has it, until its lock ends.
    case acquired = 1
    /// A member is done with it.
    case acknowledged = 2
    /// Nobody gets it any more: rejected, missing in the log, or delivered too often.
    case archived = 4

    /// Whether the start of the partition may move over it.
    var isFinal: Bool { self == .acknowledged || self == .archived }
}

/// Neighbouring offsets of which the same is true.
struct ShareRun: Equatable, Sendable {
    var first: Int64
    var last: Int64
    var state: ShareRecordState
    /// How often they were handed out.
    var deliveryCount: Int16 = 0
    /// Who has them; nil unless they are acquired.
    var member: String?
    /// When the lock ends; nil unless they are acquired.
    var lockEnd: Instant?

    var count: Int64 { last - first + 1 }

    /// Whether the same is true of both, and one goes on where the other ends.
    func joins(_ next: ShareRun) -> Bool {
        last + 1 == next.first && state == next.state && deliveryCount == next.deliveryCount
            && member == next.member && lockEnd == next.lockEnd
    }
}

/// Runs in the order of their offsets, without gaps or overlaps between the first and the last.
struct ShareRuns: Equatable, Sendable {
    private(set) var all: [ShareRun] = []

    /// The position of the run that holds an offset; nil if none does.
    func position(of offset: Int64) -> Int? {
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].last < offset { low = middle + 1 } else { high = middle }
        }
        return low < all.count && all[low].first <= offset ? low : nil
    }

    /// Adds what comes after the last.
    mutating func append(_ run: ShareRun) {
        if let last = all.last, last.joins(run) { all[all.count - 1].last = run.last } else { all.append(run) }
    }

    /// Drops everything before `offset`.
    mutating func removeAll(before offset: Int64) {
        let count = all.firstIndex { $0.last >= offset } ?? all.count
        all.removeFirst(count)
        if let first = all.first, first.first < offset { all[0].first = offset }
    }

    /// Changes every offset of `range` that is here; neighbours that become alike are one run then.
    mutating func update(_ range: ClosedRange<Int64>, _ change: (inout ShareRun) -> Void) {
        var changed = ShareRuns()
        for run in all {
            guard run.last >= range.lowerBound, run.first <= range.upperBound else {
                changed.append(run)
                continue
            }
            if run.first < range.lowerBound { changed.append(run.part(run.first...(range.lowerBound - 1))) }
            var part = run.part(max(run.first, range.lowerBound)...min(run.last, range.upperBound))
            change(&part)
            changed.append(part)
            if run.last > range.upperBound { changed.append(run.part((range.upperBound + 1)...run.last)) }
        }
        self = changed
    }
}

extension ShareRun {
    fileprivate func part(_ range: ClosedRange<Int64>) -> ShareRun {
        var part = self
        part.first = range.lowerBound
        part.last = range.upperBound
        return part
    }
}
