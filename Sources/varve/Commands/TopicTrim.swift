import ClientCore
import World

extension CommandSpec {
    static let topicTrim = CommandSpec(
        name: "topic trim", summary: "Delete the oldest records of a topic",
        examples: [
            ("topic trim flights --to 1000", "those before offset 1000 of each partition"),
            ("topic trim flights --to @-7d --yes", "those older than a week"),
            ("topic trim flights --to end -p 0", "all of partition 0"),
        ],
        positionals: [PositionalSpec(name: "name")],
        options: [
            OptionSpec(name: "to", value: "OFFSET", help: "the first record that stays"), PartitionList.option, .yes,
            .broker,
        ],
        report: ReportSchema(
            "topic.trim",
            [
                Column("topic"), Column("partition", .number),
                Column("before", .number), Column("start", .number),
                Column("deleted", .number),
            ]), notes: [OffsetRange.help]
    ) { (invocation) throws(Failure) in
        guard let text = invocation.value("to") else { throw invocation.wrong("--to OFFSET is missing") }
        guard let range = OffsetRange(text, now: PlainClient.wall.milliseconds), range.to == nil, range.from != .stored
        else { throw invocation.wrong("--to takes one offset, not '\(text)'") }
        let session = try Session(invocation)
        let topic = try session.topics([invocation.positionals[0]])[0]
        let partitions = try invocation.partitions(of: topic.name, count: topic.partitions.count)
            .map { TopicPartition(topic.name, $0) }
        let resolver = OffsetResolver(session: session)
        let bounds = try resolver.bounds(of: partitions)
        let targets = try resolver.offsets(of: range.from, in: bounds).filter { partition, target in
            target > bounds[partition]?.lowerBound ?? 0
        }
        var report = Report(invocation)
        guard !targets.isEmpty else { return try Output.standard.write(report) }
        let doomed = targets.reduce(Int64(0)) { sum, entry in
            let range = bounds[entry.key] ?? 0...0
            return sum + min(entry.value, range.upperBound) - range.lowerBound
        }
        try Confirmation.ask(invocation, ["\(doomed) records of topic \(topic.name) go"])
        let answers = try session.run { (admin) throws(ClientError) in try admin.deleteRecords(before: targets) }
        var failure: ClientError?
        for partition in targets.keys.sorted() {
            switch answers[partition] {
            case .success(let start):
                let before = bounds[partition]?.lowerBound ?? 0
                report.rows.append([
                    .text(partition.topic), .int(Int64(partition.partition)), .int(before), .int(start),
                    .int(start - before),
                ])
            case .failure(let error): failure = error
            case nil: continue
            }
        }
        if failure == nil || !report.rows.isEmpty { try Output.standard.write(report) }
        if let failure { throw Failure(failure) }
    }
}
