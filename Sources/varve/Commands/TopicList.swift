import ClientCore

extension CommandSpec {
    static let topicList = CommandSpec(
        name: "topic list", summary: "List topics",
        examples: [
            ("topic list", ""), ("topic list -o name", "names only, one a line"),
            ("topic list --internal", "with the brokers' own topics"),
        ],
        options: [OptionSpec(name: "internal", short: "i", help: "also the brokers' own topics"), .broker],
        report: ReportSchema(
            "topic.list",
            [
                Column("topic"), Column("partitions", .number),
                Column("replicas", .number), Column("internal", .yesNo, isWide: true),
                Column("topic_id", isWide: true),
            ])
    ) { (invocation) throws(Failure) in
        let metadata = try Session(invocation).run { (admin) throws(ClientError) in try admin.metadata() }
        var report = Report(invocation)
        for topic in metadata.topics.values.sorted(by: { $0.name < $1.name }) {
            if topic.isInternal, !invocation.has("internal") { continue }
            let replicas = topic.partitions.map(\.replicas.count).max() ?? 0
            report.rows.append([
                .text(topic.name), .int(Int64(topic.partitions.count)), .int(Int64(replicas)), .bool(topic.isInternal),
                .text("\(topic.id)"),
            ])
        }
        try Output.standard.write(report)
    }
}
