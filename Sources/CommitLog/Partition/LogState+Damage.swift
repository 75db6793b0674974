import Records
import World

extension LogState {
    /// Names damage that a read has met and nobody knew of; nil where the error tells of none, or where nothing is
    /// left to find behind it.
    mutating func discoverDamage(_ error: LogError) throws(LogError) -> Damage? {
        guard error.code == .corrupt, let (segmentBase, position) = error.damagedPlace else { return nil }
        let index = segmentIndex(for: segmentBase)
        guard base(index) == segmentBase else { return nil }
        let segment = index < closed.count ? closed[index] : active
        var start = Segment(base: segmentBase, existingSize: position)
        start.file = segment.file
        let from = try offsetAfter(&start)
        let found = try HoleFinder(store: store, next: from).nextBatch(after: position, in: segment)
        let hole = Damage(
            segmentBase: segmentBase, positions: position..<(found?.position ?? segment.size),
            offsets: from..<max(from, found?.header.baseOffset ?? nextBase(index)))
        guard !hole.offsets.isEmpty, !damage.contains(hole) else { return nil }
        damage.append(hole)
        damageIsDirty = true
        return hole
    }

    /// Offset after the last batch of a segment that ends before damage.
    private func offsetAfter(_ segment: inout Segment) throws(LogError) -> Int64 {
        var next = segment.base
        let holes = damage.filter { $0.segmentBase == segment.base && !$0.positions.isEmpty }
        var scanner = BatchScanner(
            try store.file(of: &segment), subject: store.path, from: 0, to: segment.size, readAhead: 64 << 10)
        while true {
            if let hole = holes.first(where: { $0.positions.contains(scanner.position) }) {
                next = max(next, hole.offsets.upperBound)
                scanner.resume(at: hole.positions.upperBound)
            }
            guard let batch = try scanner.next() else { return next }
            next = batch.header.nextOffset
        }
    }
}
