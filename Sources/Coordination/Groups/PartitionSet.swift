import Binary

/// Partitions of any number of topics. What lists them does so in order of topic id and number, whatever order they
/// came in.
struct PartitionSet: Equatable, Sendable {
    /// Numbers by topic; no topic is here with none.
    private(set) var topics: [Uuid: Set<Int32>] = [:]

    init() {}

    init(_ topic: Uuid, _ partitions: some Sequence<Int32>) {
        for partition in partitions { insert(partition, of: topic) }
    }

    var isEmpty: Bool { topics.isEmpty }
    var count: Int { topics.values.reduce(0) { $0 + $1.count } }
    /// Topics in order, each with its partitions in order.
    var sorted: [(topic: Uuid, partitions: [Int32])] {
        topics.keys.sorted().map { ($0, topics[$0]?.sorted() ?? []) }
    }

    func contains(_ partition: Int32, of topic: Uuid) -> Bool { topics[topic]?.contains(partition) ?? false }

    mutating func insert(_ partition: Int32, of topic: Uuid) { topics[topic, default: []].insert(partition) }
}

/// Partitions that a member has, each with the member epoch from which on it has had it: who commits an offset with an
/// older epoch cannot have read that partition.
struct OwnedPartitions: Equatable, Sendable {
    /// Epochs by topic and number; no topic is here with none.
    private(set) var topics: [Uuid: [Int32: Int32]] = [:]

    init() {}

    /// All of `partitions` from the same epoch on.
    init(_ partitions: PartitionSet, epoch: Int32) {
        for (topic, numbers) in partitions.topics {
            for number in numbers { set(number, of: topic, epoch: epoch) }
        }
    }

    var isEmpty: Bool { topics.isEmpty }
    /// The partitions without their epochs.
    var partitions: PartitionSet {
        topics.reduce(into: PartitionSet()) { set, entry in
            for number in entry.value.keys { set.insert(number, of: entry.key) }
        }
    }
    /// Topics in order, each with its partitions in order and their epochs.
    var sorted: [(topic: Uuid, partitions: [(number: Int32, epoch: Int32)])] {
        topics.keys.sorted().map { topic in
            (topic, (topics[topic] ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        }
    }

    func epoch(_ partition: Int32, of topic: Uuid) -> Int32? { topics[topic]?[partition] }

    mutating func set(_ partition: Int32, of topic: Uuid, epoch: Int32) {
        topics[topic, default: [:]][partition] = epoch
    }

    /// Those for which `condition` holds.
    func filter(_ condition: (_ topic: Uuid, _ partition: Int32) -> Bool) -> OwnedPartitions {
        var kept = OwnedPartitions()
        for (topic, numbers) in topics {
            for (number, epoch) in numbers where condition(topic, number) { kept.set(number, of: topic, epoch: epoch) }
        }
        return kept
    }

    /// Whether any partition is also in `others`.
    func overlaps(_ others: PartitionSet) -> Bool {
        others.topics.contains { topic, numbers in
            guard let owned = topics[topic] else { return false }
            return numbers.contains { owned[$0] != nil }
        }
    }

    /// Whether every partition of `others` is here.
    func isSuperset(of others: PartitionSet) -> Bool {
        others.topics.allSatisfy { topic, numbers in
            guard let owned = topics[topic] else { return false }
            return numbers.allSatisfy { owned[$0] != nil }
        }
    }

    /// Whether both hold the same partitions, whatever their epochs.
    func hasSamePartitions(as other: OwnedPartitions) -> Bool { partitions == other.partitions }
}
