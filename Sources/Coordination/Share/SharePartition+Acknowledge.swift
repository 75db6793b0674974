import KafkaProtocol
public import World

/// What a member says of records that it has.
public struct Acknowledgement: Hashable, Sendable {
    /// What it says of one; the raw values are the wire's.
    public enum Kind: Int8, Sendable {
        /// There was no such record.
        case gap = 0
        case accept = 1
        /// Somebody else may try.
        case release = 2
        /// Nobody should.
        case reject = 3
        /// It needs more time.
        case renew = 4
    }

    /// The first offset.
    public var first: Int64
    /// The last offset.
    public var last: Int64
    /// One for all offsets, or one for each, as sent.
    public var kinds: [Int8]

    /// An acknowledgement.
    public init(first: Int64, last: Int64, kinds: [Int8]) {
        self.first = first
        self.last = last
        self.kinds = kinds
    }
}

extension SharePartition {
    /// Takes in what a member says, all of it or nothing.
    ///
    /// - Returns: what is to be persisted.
    /// - Throws: 42 for what makes no sense, 121 for records that the member does not have.
    public mutating func acknowledge(
        _ list: [Acknowledgement], by member: String, now: Instant
    ) throws(GroupRefusal) -> [ShareBatch] {
        var next = self
        var batches: [ShareBatch] = []
        var previous = Int64.min
        for one in list {
            guard one.first > previous, one.first <= one.last, one.last < .max else { throw invalid }
            previous = one.last
            for (range, kind) in try pieces(of: one) { batches += try next.take(kind, range, by: member, now) }
        }
        next.moveStart()
        self = next
        return batches
    }

    private var invalid: GroupRefusal { GroupRefusal(.invalidRequest) }

    /// Neighbours of one kind; nothing of what is below the start, which is done whatever is said of it.
    private func pieces(
        of one: Acknowledgement
    ) throws(GroupRefusal) -> [(ClosedRange<Int64>, Acknowledgement.Kind)] {
        guard one.last < endOffset else { throw invalid }
        var kinds: [Acknowledgement.Kind] = []
        for raw in one.kinds {
            guard let kind = Acknowledgement.Kind(rawValue: raw) else { throw invalid }
            kinds.append(kind)
        }
        if kinds.count == 1 {
            return one.last < startOffset ? [] : [(max(one.first, startOffset)...one.last, kinds[0])]
        }
        guard Int64(kinds.count) == one.last - one.first + 1 else { throw invalid }
        var pieces: [(ClosedRange<Int64>, Acknowledgement.Kind)] = []
        for (index, kind) in kinds.enumerated() {
            let offset = one.first + Int64(index)
            guard offset >= startOffset else { continue }
            if let (range, last) = pieces.last, last == kind {
                pieces[pieces.count - 1] = (range.lowerBound...offset, kind)
            } else {
                pieces.append((offset...offset, kind))
            }
        }
        return pieces
    }

    private mutating func take(
        _ kind: Acknowledgement.Kind, _ range: ClosedRange<Int64>, by member: String, _ now: Instant
    ) throws(GroupRefusal) -> [ShareBatch] {
        let affected = runs.all.filter { $0.last >= range.lowerBound && $0.first <= range.upperBound }
        guard affected.allSatisfy({ $0.state == .acquired && $0.member == member }) else {
            throw GroupRefusal(.invalidRecordState)
        }
        let (limit, lockEnd) = (options.deliveryCountLimit, now.advanced(milliseconds: options.lockDurationMs))
        var batches: [ShareBatch] = []
        runs.update(range) { run in
            switch kind {
            case .renew:
                run.lockEnd = lockEnd
                return
            case .accept: run.leave(as: .acknowledged)
            case .gap, .reject: run.leave(as: .archived)
            case .release: run.leave(as: run.deliveryCount >= limit ? .archived : .available)
            }
            batches.append(
                ShareBatch(first: run.first, last: run.last, state: run.state, deliveryCount: run.deliveryCount))
        }
        return batches
    }
}
