/// Which neighbouring segments compaction makes one of (Kafka's `groupSegmentsBySize`): as many as fit a segment.
struct SegmentGroups {
    private let input: CompactionInput

    init(_ input: CompactionInput) { self.input = input }

    /// The groups of the segments that begin below `end`, as ranges of their numbers.
    func until(_ end: Int64) -> [Range<Int>] {
        var groups: [Range<Int>] = []
        var start = 0
        var bytes = 0
        for (index, segment) in input.segments.enumerated() {
            guard segment.base < end else { break }
            if index > start, !fits(index, behind: start, bytes) {
                groups.append(start..<index)
                start = index
                bytes = 0
            }
            bytes += segment.size
            if index == input.segments.count - 1 || input.segments[index + 1].base >= end {
                groups.append(start..<index + 1)
            }
        }
        return groups
    }

    /// Whether a segment may follow those from `start`, which have so many bytes.
    private func fits(_ index: Int, behind start: Int, _ bytes: Int) -> Bool {
        let (segment, options) = (input.segments[index], input.options)
        let total = bytes + segment.size
        guard total <= options.maxSegmentBytes else { return false }
        // An entry needs more than `index.interval.bytes` before it.
        guard total / max(1, options.indexIntervalBytes) < min(options.maxOffsetEntries, options.maxTimeEntries) else {
            return false
        }
        // Offsets relative to the base have 31 bits; without a batch there is none.
        return segment.size == 0 || input.nextBase(index) - 1 - input.segments[start].base <= Int64(Int32.max)
    }
}
