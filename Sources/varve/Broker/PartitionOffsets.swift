/// Offsets of single partitions as people write them: "0=5,1=end,2=-10:end" (`--per-partition`).
enum PartitionOffsets {
    /// By partition; nil for anything else, or for a partition that is named twice.
    static func parse(_ text: String, now: Int64) -> [Int32: OffsetRange]? {
        guard let words = words(text) else { return nil }
        var ranges: [Int32: OffsetRange] = [:]
        for (partition, word) in words {
            guard let range = OffsetRange(word, now: now), range.from != .stored else { return nil }
            ranges[partition] = range
        }
        return ranges
    }

    /// What stands behind each partition's "=".
    static func words(_ text: String) -> [Int32: String]? {
        var words: [Int32: String] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, let partition = Int32(sides[0]), partition >= 0, !sides[1].isEmpty,
                words.updateValue(String(sides[1]), forKey: partition) == nil
            else { return nil }
        }
        return words
    }

    static let name = "per-partition"
}

extension Invocation {
    /// What `--per-partition` says of the partitions of a topic that has `count`; empty without it.
    func offsetsPerPartition(of topic: String, count: Int, among chosen: [Int32], now: Int64) throws(Failure) -> [Int32:
        OffsetRange]
    {
        guard let text = value(PartitionOffsets.name) else { return [:] }
        guard let ranges = PartitionOffsets.parse(text, now: now) else {
            throw wrong("--per-partition takes PARTITION=OFFSET with commas between, such as 0=5,1=end, not '\(text)'")
        }
        for partition in ranges.keys.sorted() where !chosen.contains(partition) {
            if has("partitions"), Int(partition) < count {
                throw wrong("partition \(partition) is not among those of -p")
            }
            throw Failure(.notFound, "topic \(topic) has no partition \(partition)", hint: "it has 0 to \(count - 1)")
        }
        return ranges
    }
}
