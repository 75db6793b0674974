import Binary
import ClientCore
import Records

extension CommandSpec {
    static let groupSkip = CommandSpec(
        name: "group skip", summary: "Move a group past records that it cannot digest",
        examples: [
            ("group skip dashboard -t flights -p 3", "past the next record of partition 3; shows it, asks first"),
            ("group skip dashboard -t flights -p 3 -n 10 --dry-run", "what ten records further would be"),
            ("group skip dashboard -t flights -p 0-2 --yes", "one record of each, without a question"),
        ],
        positionals: [PositionalSpec(name: "group")],
        options: [
            OptionSpec(name: "topic", short: "t", value: "NAME", help: "whose records"),
            OptionSpec(name: "partitions", short: "p", value: "LIST", help: "in which partitions, such as 0,2-4"),
            OptionSpec(name: "number", short: "n", value: "N", help: "how many records of each (default: 1)"),
            OptionSpec(name: "dry-run", help: "show the change and make none"), .yes, .broker,
        ],
        report: ReportSchema(
            "group.skip",
            [
                Column("group"), Column("topic"), Column("partition", .number), Column("before", .number),
                Column("after", .number), Column("skipped", .number),
            ]),
        notes: [
            "Records are counted, not offsets: gaps that compaction and transactions left are passed too.",
            "'varve consume TOPIC -p N -o BEFORE:AFTER' shows what is skipped. Standard error says how to go back.",
        ]
    ) { (invocation) throws(Failure) in
        let group = invocation.positionals[0]
        guard let name = invocation.value("topic") else { throw invocation.wrong("--topic NAME is missing") }
        guard invocation.has("partitions") else { throw invocation.wrong("--partitions LIST is missing") }
        let count = try invocation.number("number", in: 1...1_000_000) ?? 1
        let session = try Session(invocation)
        if !invocation.has("dry-run") { try SeekPlan.refuseMembers(session, of: group) }
        let topic = try session.topics([name])[0]
        let partitions = try invocation.partitions(of: name, count: topic.partitions.count)
            .map { TopicPartition(name, $0) }
        let lag = try GroupLag(session, group: group, more: partitions)
        var changes: [SeekPlan.Change] = []
        for row in lag.rows where partitions.contains(row.partition) {
            guard let committed = row.committed else {
                throw Failure(
                    .notFound, "group \(group) has committed nothing in \(row.partition)",
                    hint: "'varve group seek' says where it begins")
            }
            let after = try session.run { (_) throws(ClientError) in
                try SkippedRecords(session, row).offset(after: count)
            }
            if after != committed { changes.append(.init(partition: row.partition, before: committed, after: after)) }
        }
        try SeekPlan(session, group: group, changes: changes).run(invocation)
    }
}

/// The records behind a group's position in one partition.
private struct SkippedRecords {
    private let session: Session
    private let row: GroupLag.Row

    init(_ session: Session, _ row: GroupLag.Row) {
        self.session = session
        self.row = row
    }

    /// The offset behind so many of them; the partition's end where there are fewer.
    func offset(after count: Int) throws(ClientError) -> Int64 {
        let begin = max(row.committed ?? 0, row.start)
        guard begin < row.end else { return row.committed ?? begin }
        let consumer = PlainConsumer(session.client, options: ConsumerOptions())
        consumer.assign(row.partition, at: .offset(begin), until: .offset(row.end))
        var scratch = BinaryWriter()
        var left = count
        var next = begin
        while left > 0, let batch = try consumer.next() {
            try batch.forEachRecord(&scratch) { record in
                guard record.offset >= begin else { return true }
                left -= 1
                next = record.offset + 1
                return left > 0
            }
        }
        return left > 0 ? row.end : next
    }
}
