import Records
import World

extension LogState {
    /// Where a read that may go to `bound` has to stop.
    func limit(_ bound: ReadBound) -> Int64 {
        switch bound {
        case .highWatermark: high
        case .lastStable: stable
        case .end: end
        }
    }

    /// Plans a read: whole batches from the one that holds `offset`, at most `maxBytes` but for the first.
    mutating func plan(from offset: Int64, upTo bound: ReadBound, maxBytes: Int) throws(LogError) -> ReadPlan {
        guard offset >= start, offset <= end else {
            throw LogError(.offsetOutOfRange, store.path, "offset \(offset) is not within \(start)...\(end)")
        }
        let limit = limit(bound)
        var plan = ReadPlan(nextOffset: offset, ends: ends, generation: generation)
        while plan.nextOffset < limit, plan.count < maxBytes || plan.count == 0 {
            let before = plan.nextOffset
            let stops = try extend(&plan, limit: limit, maxBytes: maxBytes)
            if stops || plan.nextOffset == before { break }
        }
        if bound == .lastStable { plan.aborted = try aborted(offset..<max(plan.nextOffset, offset)) }
        return plan
    }

    /// A place between two batches of a segment.
    private struct Boundary {
        var position: Int
        /// Everything before `position` has lower offsets.
        var offset: Int64
    }

    /// Adds what the next segment has; answers whether the read ends there.
    private mutating func extend(_ plan: inout ReadPlan, limit: Int64, maxBytes: Int) throws(LogError) -> Bool {
        let index = segmentIndex(for: plan.nextOffset)
        guard let first = try position(of: plan.nextOffset, in: index) else {
            // Nothing of this segment is left behind this offset.
            plan.nextOffset = min(nextBase(index), limit)
            return false
        }
        if let hole = hole(segmentBase: base(index), at: first, offset: plan.nextOffset) {
            return try step(over: hole, &plan, limit: limit)
        }
        let stop = try stop(limit, in: index, from: first)
        let found = try cut(index, from: first, to: stop, room: maxBytes - plan.count, isFirst: plan.count == 0)
        guard found.position > first else { return true }
        let file = try withSegment(index) { (segment, store) throws(LogError) in try store.file(of: &segment) }
        plan.parts.append(.file(file, position: Int64(first), count: found.position - first))
        plan.count += found.position - first
        plan.nextOffset = found.offset
        return found.position < stop.position
    }

    /// Where the first batch with an offset at or after `offset` begins in a segment; nil where there is none.
    private mutating func position(of offset: Int64, in index: Int) throws(LogError) -> Int? {
        if index == closed.count {
            if let position = marks.position(of: offset) { return position }
            if offset == end { return nil }
        }
        if offset == base(index), !damage.contains(where: { $0.segmentBase == base(index) }) {
            return (index < closed.count ? closed[index].size : active.size) > 0 ? 0 : nil
        }
        return try locate(offset, in: index)?.position
    }

    /// The batch that holds `offset` or is the first behind it.
    mutating func locate(_ offset: Int64, in index: Int) throws(LogError) -> ScannedBatch? {
        let next = nextBase(index)
        let holes = damage.filter { $0.segmentBase == base(index) && !$0.positions.isEmpty }.map(\.positions)
        return try withSegment(index) { (segment, store) throws(LogError) in
            try store.locate(offset, in: &segment, nextBase: next, holes: holes)
        }
    }

    /// Where a read from the position `first` up to the offset `limit` stops in a segment: at the limit, at its end, or
    /// before damage.
    private mutating func stop(_ limit: Int64, in index: Int, from first: Int) throws(LogError) -> Boundary {
        var stop = Boundary(position: index < closed.count ? closed[index].size : active.size, offset: nextBase(index))
        if limit < stop.offset {
            if index == closed.count, let position = marks.position(of: limit) {
                stop = Boundary(position: position, offset: limit)
            } else if let batch = try locate(limit, in: index) {
                stop = Boundary(position: batch.position, offset: min(limit, batch.header.baseOffset))
            }
        }
        for hole in damage where hole.segmentBase == base(index) && hole.positions.lowerBound > first {
            if hole.positions.lowerBound < stop.position {
                stop = Boundary(position: hole.positions.lowerBound, offset: hole.offsets.lowerBound)
            }
        }
        return stop
    }

    /// The end of the last whole batch from `start` that `room` has space for; of the first one in any case where
    /// `isFirst`.
    private mutating func cut(
        _ index: Int, from start: Int, to stop: Boundary, room: Int, isFirst: Bool
    ) throws(LogError) -> Boundary {
        if stop.position - start <= room { return stop }
        let next = nextBase(index)
        return try withSegment(index) { (segment, store) throws(LogError) in
            let near = try store.offsets(of: &segment, nextBase: next).lastPosition(atOrBelow: start + max(room, 0))
            var scanner = BatchScanner(
                try store.file(of: &segment), subject: store.path, from: max(near, start), to: stop.position)
            while let batch = try scanner.next() {
                let fits = batch.end - start <= room || (isFirst && batch.position == start)
                if !fits { return Boundary(position: batch.position, offset: batch.header.baseOffset) }
            }
            if scanner.fault != nil { throw store.damaged(segment.base, scanner.position) }
            return stop
        }
    }

    /// The known damage in which a read would begin.
    private func hole(segmentBase: Int64, at position: Int, offset: Int64) -> Damage? {
        damage.first {
            $0.segmentBase == segmentBase && ($0.offsets.contains(offset) || $0.positions.contains(position))
        }
    }

    /// Goes on behind damage, or refuses to by `damage.policy`.
    private func step(over hole: Damage, _ plan: inout ReadPlan, limit: Int64) throws(LogError) -> Bool {
        if options.stopsAtDamage { throw LogError(.corrupt, store.path, "damaged: \(hole)") }
        plan.nextOffset = min(max(hole.offsets.upperBound, plan.nextOffset), limit)
        return !plan.parts.isEmpty
    }

    /// Aborted transactions that overlap the offsets `range`.
    mutating func aborted(_ range: Range<Int64>) throws(LogError) -> [AbortedTransaction] {
        var found: [AbortedTransaction] = []
        guard !range.isEmpty else { return found }
        for index in segmentIndex(for: range.lowerBound)..<segmentCount {
            let next = nextBase(index)
            let aborts = try withSegment(index) { (segment, store) throws(LogError) in
                try store.aborts(of: &segment, nextBase: next)
            }
            if aborts.collect(range, into: &found) { break }
        }
        return found
    }
}
