import Binary
import Records

/// A position that a group has committed for a partition.
struct CommittedOffset: Equatable {
    /// The offset of the record to read next; clients may store any number.
    var offset: Int64
    /// The leader epoch of the last record read; -1 where the client does not say.
    var leaderEpoch: Int32
    /// The client's own words.
    var metadata: String
    /// Milliseconds since 1970.
    var commitTimestamp: Int64
    /// When it expires, if the client chose so; else -1 and the retention of all offsets counts.
    var expireTimestamp: Int64
    /// The topic's id at that time; zero where the log does not say.
    var topicId: Uuid
    /// Where the record lies in the log.
    var recordOffset: Int64
}

extension CommittedOffset {
    init(_ value: OffsetCommitValue, at recordOffset: Int64) {
        offset = value.offset
        leaderEpoch = value.leaderEpoch
        metadata = value.metadata
        commitTimestamp = value.commitTimestamp
        expireTimestamp = value.expireTimestamp
        topicId = value.topicId
        self.recordOffset = recordOffset
    }
}

/// The offsets of one group, by topic and partition.
struct GroupOffsets {
    private var topics: [String: [Int32: CommittedOffset]] = [:]

    var isEmpty: Bool { topics.isEmpty }
    /// Topic names in order.
    var topicNames: [String] { topics.keys.sorted() }

    subscript(topic: String, partition: Int32) -> CommittedOffset? {
        get { topics[topic]?[partition] }
        set {
            topics[topic, default: [:]][partition] = newValue
            if topics[topic]?.isEmpty == true { topics[topic] = nil }
        }
    }

    /// Partitions of a topic in order.
    func partitions(of topic: String) -> [Int32] { topics[topic]?.keys.sorted() ?? [] }

    /// Everything in order of topic and partition.
    var sorted: [(topic: String, partition: Int32, offset: CommittedOffset)] {
        topicNames.flatMap { topic in
            partitions(of: topic).compactMap { partition in
                self[topic, partition].map { (topic, partition, $0) }
            }
        }
    }
}

/// All offsets of a shard: those that count, and those of transactions that have not ended.
struct OffsetTable {
    private var committed: [String: GroupOffsets] = [:]
    /// By producer id, then group.
    private var pending: [Int64: [String: GroupOffsets]] = [:]

    /// What counts for a group.
    subscript(group: String) -> GroupOffsets { committed[group] ?? GroupOffsets() }
    func offset(_ group: String, _ topic: String, _ partition: Int32) -> CommittedOffset? {
        committed[group]?[topic, partition]
    }

    func contains(group: String) -> Bool { committed[group] != nil || hasPending(group: group) }
    /// Whether a transaction that has not ended commits offsets of this group.
    func hasPending(group: String) -> Bool { pending.values.contains { $0[group] != nil } }
    /// Whether a transaction that has not ended commits this partition's offset.
    func hasPending(_ group: String, _ topic: String, _ partition: Int32) -> Bool {
        pending.values.contains { $0[group]?[topic, partition] != nil }
    }
    /// Every group that has offsets or will have when a transaction ends, in order.
    var allGroups: [String] {
        pending.values.reduce(into: Set(committed.keys)) { $0.formUnion($1.keys) }.sorted()
    }

    /// The partitions of a group in order, with those that only a transaction names.
    func partitions(of group: String) -> [(topic: String, partition: Int32)] {
        var all = committed[group] ?? GroupOffsets()
        for transaction in pending.values {
            for entry in transaction[group]?.sorted ?? [] { all[entry.topic, entry.partition] = entry.offset }
        }
        return all.sorted.map { ($0.topic, $0.partition) }
    }

    mutating func commit(_ key: OffsetCommitKey, _ offset: CommittedOffset, producerId: Int64?) {
        if let producerId {
            pending[producerId, default: [:]][key.group, default: GroupOffsets()][key.topic, key.partition] = offset
        } else {
            committed[key.group, default: GroupOffsets()][key.topic, key.partition] = offset
        }
    }

    /// An offset is no more, nor what transactions would make of it.
    mutating func remove(_ key: OffsetCommitKey) {
        committed[key.group]?[key.topic, key.partition] = nil
        if committed[key.group]?.isEmpty == true { committed[key.group] = nil }
        for producerId in pending.keys {
            pending[producerId]?[key.group]?[key.topic, key.partition] = nil
            if pending[producerId]?[key.group]?.isEmpty == true { pending[producerId]?[key.group] = nil }
        }
    }

    mutating func endTransaction(producerId: Int64, committed isCommitted: Bool) {
        guard let groups = pending.removeValue(forKey: producerId), isCommitted else { return }
        for (group, offsets) in groups {
            for entry in offsets.sorted {
                // A plain commit may have come after the one in the transaction.
                let existing = offset(group, entry.topic, entry.partition)
                if let existing, existing.recordOffset > entry.offset.recordOffset { continue }
                committed[group, default: GroupOffsets()][entry.topic, entry.partition] = entry.offset
            }
        }
    }
}
