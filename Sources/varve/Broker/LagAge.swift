import Binary
import ClientCore
import Records
import World

/// How long the oldest record has waited that a group has not read, partition by partition: what a lag in records means
/// to those who wait for them.
struct LagAge {
    /// Milliseconds since the record's own time; none for partitions that are read to their end, and where it could not
    /// be found out.
    private(set) var ages: [TopicPartition: Int64] = [:]
    /// How long a report waits for it.
    private static let patience: Int64 = 2000

    /// Reads one batch of each partition that has more for the group.
    init(_ session: Session, _ rows: [GroupLag.Row]) {
        let behind = rows.filter { $0.lag ?? 0 > 0 }
        guard !behind.isEmpty else { return }
        var options = ConsumerOptions()
        // A batch comes whole, however little is asked for.
        options.partitionMaxBytes = 1
        let consumer = PlainConsumer(session.client, options: options)
        for row in behind {
            consumer.assign(row.partition, at: .nearest(row.committed ?? 0), until: .offset(row.end))
        }
        // Who may describe a group may not be allowed to read its topics: the report does without then.
        try? collect(consumer, Dictionary(behind.map { ($0.partition, $0.committed ?? 0) }) { first, _ in first })
    }

    private mutating func collect(
        _ consumer: PlainConsumer, _ positions: [TopicPartition: Int64]
    ) throws(ClientError) {
        let now = PlainClient.wall.milliseconds
        let deadline = PlainClient.now.advanced(milliseconds: LagAge.patience)
        var scratch = BinaryWriter()
        var left = Set(positions.keys)
        while !left.isEmpty, let batch = try consumer.next(until: deadline) {
            let position = positions[batch.partition] ?? 0
            guard left.contains(batch.partition) else { continue }
            var time: Int64?
            try batch.forEachRecord(&scratch) { record in
                guard record.offset >= position else { return true }
                time = record.timestamp
                return false
            }
            guard let time else { continue }
            if time >= 0 { ages[batch.partition] = max(0, now - time) }
            left.remove(batch.partition)
            consumer.setPaused(true, batch.partition)
        }
    }
}
