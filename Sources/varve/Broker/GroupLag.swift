import ClientCore

/// How far a group is behind, partition by partition.
struct GroupLag {
    struct Row {
        let partition: TopicPartition
        /// Nil where nothing was committed.
        let committed: Int64?
        let start: Int64
        let end: Int64

        /// Records not yet read; where nothing was committed, nobody knows.
        var lag: Int64? { committed.map { max(end - max($0, start), 0) } }
    }

    let rows: [Row]

    /// Asks for a group's committed offsets, and for `more` partitions that it may not have committed.
    init(_ session: Session, group: String, more: [TopicPartition] = []) throws(Failure) {
        let committed = try session.run { (admin) throws(ClientError) in try admin.committedOffsets(of: group) }
        let known = committed.filter { $0.value.offset >= 0 }
        let asked = Set(known.keys).union(more)
        let metadata = try session.run { (admin) throws(ClientError) in
            try admin.metadata(of: Set(asked.map(\.topic)).sorted())
        }
        // Offsets outlive their topics; what is gone has no lag.
        let living = asked.filter { metadata.leader(of: $0.topic, Int($0.partition)) != nil }
        let bounds = try OffsetResolver(session: session).bounds(of: living.sorted())
        rows = living.sorted().map { partition in
            let range = bounds[partition] ?? 0...0
            return Row(
                partition: partition, committed: known[partition]?.offset, start: range.lowerBound,
                end: range.upperBound)
        }
    }
}
