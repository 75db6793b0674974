import World

/// What an interrupted compaction has left, ours or Apache Kafka's, brought to its end by the rules of Kafka's LogLoader.
///
/// The new segment is written as `.cleaned`, synced, renamed to `.swap`; the segments that it replaces are removed, and
/// the suffix is taken away. So a `.cleaned` file is unfinished and goes; a `.swap` file is finished and replaces every
/// segment within its offsets; but where both are there, segments were being split (KAFKA-6264), and swap files at or
/// above the lowest `.cleaned` one are not all of them: they go, for the old segment is still there.
extension Recovery {
    private static let swap = SegmentName.swap
    private static let cleaned = SegmentName.cleaned

    /// Does it, with the files of a folder.
    mutating func finishCompaction(_ names: [String]) throws(LogError) {
        let cleaned = names.filter { $0.hasSuffix(Self.cleaned) }
        let lowest = cleaned.compactMap(Self.offset).min() ?? .max
        let swaps = names.filter { $0.hasSuffix(Self.swap) }
        let (valid, invalid) = (
            swaps.filter { Self.offset($0) ?? .max < lowest }, swaps.filter { Self.offset($0) ?? .max >= lowest }
        )
        // Durable in this order: an invalid swap file without the cleaned one beside it would be taken for a valid one.
        try remove(invalid)
        try remove(cleaned)
        guard !valid.isEmpty else { return }
        let replaced = try replacedOffsets(valid)
        try remove(
            names.filter { name in !name.hasSuffix(Self.swap) && Self.offset(name).map(replaced.contains) ?? false })
        let bases = Set(valid.compactMap(Self.offset)).union(names.compactMap(Self.offset).filter(replaced.contains))
        for base in bases { try SegmentSums.remove(base, in: store.path, of: store.disk) }
        let store = store
        try onDisk(store.path) { () throws(DiskError) in
            // Logs first, and durably: beside a log that is still to be renamed the rest would be taken for the old one's.
            for isLog in [true, false] {
                for name in valid where name.hasSuffix(".log" + Self.swap) == isLog {
                    try store.disk.rename(
                        "\(store.path)/\(name)", to: "\(store.path)/\(name.dropLast(Self.swap.utf8.count))")
                }
                try store.disk.syncDirectory(store.path)
            }
        }
        claims.forget(segments: bases)
        replacedSegments = bases
        events.emit(
            Event(
                .info, "log.compaction",
                "\(store.path): an interrupted compaction, offsets \(replaced.lowerBound) to "
                    + "\(replaced.upperBound), was brought to its end"))
    }

    /// The offsets from the first of the swapped segments to the end of the last; empty where there is no log among them:
    /// then that has been renamed already.
    private func replacedOffsets(_ swaps: [String]) throws(LogError) -> Range<Int64> {
        var offsets: Range<Int64>?
        let store = store
        for name in swaps where name.hasSuffix(".log" + Self.swap) {
            guard let base = Self.offset(name) else { continue }
            let (file, size) = try onDisk(store.path) { () throws(DiskError) in
                let file = try store.disk.open("\(store.path)/\(name)", .read)
                return (file, try file.size())
            }
            var segment = Segment(base: base, existingSize: Int(clamping: size))
            segment.file = file
            let found = try store.lastBatches(of: &segment, from: 0, [])
            guard found.isWhole else {
                throw LogError(
                    .corrupt, store.path, "\(name), which is to replace segments, is damaged; keep a copy, remove it")
            }
            let end = max(base, found.end ?? base)
            offsets = min(base, offsets?.lowerBound ?? base)..<max(end, offsets?.upperBound ?? end)
        }
        return offsets ?? 0..<0
    }

    private func remove(_ names: [String]) throws(LogError) {
        guard !names.isEmpty else { return }
        let store = store
        try onDisk(store.path) { () throws(DiskError) in
            for name in names { try store.disk.remove("\(store.path)/\(name)") }
            try store.disk.syncDirectory(store.path)
        }
    }

    /// The offset that a name begins with; nil for a name that is no segment's.
    private static func offset(_ name: String) -> Int64? {
        let digits = name.prefix { $0 != "." }
        guard digits.utf8.count == 20, digits.utf8.count < name.utf8.count else { return nil }
        return Int64(digits).flatMap { $0 >= 0 ? $0 : nil }
    }
}

extension LogClaims {
    /// Forgets what was proven of segments that another program has replaced.
    mutating func forget(segments: Set<Int64>) {
        proven.removeAll { segments.contains($0.segmentBase) }
        sums.removeAll { segments.contains($0.segmentBase) }
    }
}
