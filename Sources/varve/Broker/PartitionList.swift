/// Partitions as people write them: "0,2-4".
enum PartitionList {
    /// The numbers in order, each once; nil for anything else.
    static func parse(_ text: String) -> [Int32]? {
        var numbers: Set<Int32> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int32($0) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first >= 0,
                last >= first,
                last - first < 100_000
            else { return nil }
            numbers.formUnion(first...last)
        }
        return numbers.sorted()
    }

    static let option = OptionSpec(
        name: "partitions", short: "p", value: "LIST", help: "only these, such as 0,2-4 (default: all)")
}

extension Invocation {
    /// The partitions that `-p` names of a topic that has `count`; all of them without it.
    func partitions(of topic: String, count: Int) throws(Failure) -> [Int32] {
        guard let text = value("partitions") else { return (0..<Int32(count)).map { $0 } }
        guard let numbers = PartitionList.parse(text) else {
            throw wrong("--partitions takes numbers and ranges such as 0,2-4, not '\(text)'")
        }
        if let beyond = numbers.first(where: { $0 >= Int32(count) }) {
            throw Failure(.notFound, "topic \(topic) has no partition \(beyond)", hint: "it has 0 to \(count - 1)")
        }
        return numbers
    }
}
