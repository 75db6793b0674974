import ClientCore

extension CommandSpec {
    static let topicDelete = CommandSpec(
        name: "topic delete", summary: "Delete topics with all their records",
        examples: [("topic delete flights", "asks first"), ("topic delete flights --yes", "does not, for scripts")],
        positionals: [PositionalSpec(name: "name", count: .many)], options: [.yes, .broker],
        report: ReportSchema(
            "topic.delete",
            [Column("topic")])
    ) { (invocation) throws(Failure) in
        let session = try Session(invocation)
        let topics = try session.topics(invocation.positionals)
        if !invocation.has("yes") {
            var lines: [String] = []
            for topic in topics {
                let partitions = topic.partitions.indices.map { TopicPartition(topic.name, Int32($0)) }
                let bounds = try OffsetResolver(session: session).bounds(of: partitions)
                let records = bounds.values.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
                lines.append("topic \(topic.name) goes with \(partitions.count) partitions and \(records) records")
            }
            try Confirmation.ask(invocation, lines)
        }
        let failures = try session.run { (admin) throws(ClientError) in try admin.deleteTopics(topics.map(\.name)) }
        var report = Report(invocation)
        report.rows = topics.filter { failures[$0.name] == nil }.map { [.text($0.name)] }
        if !report.rows.isEmpty { try Output.standard.write(report) }
        if let failure = topics.compactMap({ failures[$0.name] }).first { throw Failure(failure) }
    }
}
