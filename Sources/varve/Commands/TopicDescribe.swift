import ClientCore

extension CommandSpec {
    static let topicDescribe = CommandSpec(
        name: "topic describe", summary: "Show a topic's partitions: leaders, replicas, offsets",
        examples: [
            ("topic describe flights", ""),
            ("topic describe flights -p 0,2-4 -o json", "some partitions, for programs"),
            ("config get topic flights", "its settings"),
        ],
        positionals: [PositionalSpec(name: "name", count: .many)], options: [PartitionList.option, .broker],
        report: ReportSchema(
            "topic.describe",
            [
                Column("topic"), Column("partition", .number),
                Column("leader", .number),
                Column("leader_epoch", .number), Column("replicas", .list), Column("in_sync", .list),
                Column("offline", .list, isWide: true), Column("start", .number),
                Column("end", .number), Column("topic_id", isWide: true),
            ])
    ) { (invocation) throws(Failure) in
        let session = try Session(invocation)
        var report = Report(invocation)
        for topic in try session.topics(invocation.positionals) {
            let numbers = try invocation.partitions(of: topic.name, count: topic.partitions.count)
            // A partition without leader cannot say where it ends; the others can.
            let led = numbers.filter { topic.partitions[Int($0)].leader >= 0 }.map { TopicPartition(topic.name, $0) }
            let bounds = try OffsetResolver(session: session).bounds(of: led)
            for number in numbers {
                let partition = topic.partitions[Int(number)]
                let range = bounds[TopicPartition(topic.name, number)]
                report.rows.append([
                    .text(topic.name), .int(Int64(number)),
                    partition.leader < 0 ? .null : .int(Int64(partition.leader)),
                    .int(Int64(partition.leaderEpoch)), .list(partition.replicas.map { .int(Int64($0)) }),
                    .list(partition.inSync.map { .int(Int64($0)) }), .list(partition.offline.map { .int(Int64($0)) }),
                    range.map { .int($0.lowerBound) } ?? .null, range.map { .int($0.upperBound) } ?? .null,
                    .text("\(topic.id)"),
                ])
            }
        }
        try Output.standard.write(report)
    }
}
