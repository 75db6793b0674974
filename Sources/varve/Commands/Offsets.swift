import ClientCore
import World

extension CommandSpec {
    static let offsets = CommandSpec(
        name: "offsets", summary: "Show where a topic's partitions begin and end, or where they were at a time",
        examples: [
            ("offsets flights", ""), ("offsets flights --at 2013-01-02", "the first records of that day"),
            ("offsets flights --at -1h -p 0", "those of an hour ago"),
        ],
        positionals: [PositionalSpec(name: "topic", count: .many)],
        options: [
            OptionSpec(
                name: "at", value: "TIME", help: "the first offset at or after: 2013-01-02T10:00, -1h, milliseconds"),
            PartitionList.option, .broker,
        ],
        report: ReportSchema(
            "offsets",
            [
                Column("topic"), Column("partition", .number), Column("start", .number), Column("end", .number),
                Column("records", .number), Column("offset", .number),
            ]),
        notes: ["The column 'offset' is there with --at."]
    ) { (invocation) throws(Failure) in
        var time: Int64?
        if let text = invocation.value("at") {
            time = TimeText.point(text, now: PlainClient.wall.milliseconds)
            if time == nil { throw invocation.wrong("--at takes a time, not '\(text)'") }
        }
        let session = try Session(invocation)
        var report = Report(invocation)
        if time == nil { report.columns.removeLast() }
        for topic in try session.topics(invocation.positionals) {
            let partitions = try invocation.partitions(of: topic.name, count: topic.partitions.count)
                .map { TopicPartition(topic.name, $0) }
            let resolver = OffsetResolver(session: session)
            let bounds = try resolver.bounds(of: partitions)
            let found = try time.map { (time) throws(Failure) in try resolver.offsets(of: .time(time), in: bounds) }
            for partition in partitions {
                let range = bounds[partition] ?? 0...0
                var row: [Value] = [
                    .text(topic.name), .int(Int64(partition.partition)), .int(range.lowerBound),
                    .int(range.upperBound), .int(range.upperBound - range.lowerBound),
                ]
                if let found { row.append(.int(found[partition] ?? range.upperBound)) }
                report.rows.append(row)
            }
        }
        try Output.standard.write(report)
    }
}
