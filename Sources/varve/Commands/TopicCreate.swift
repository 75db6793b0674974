import ClientCore
import KafkaProtocol

extension CommandSpec {
    static let topicCreate = CommandSpec(
        name: "topic create", summary: "Create topics",
        examples: [
            ("topic create flights -p 6", "six partitions"),
            ("topic create flights -p 6 --config retention.ms=-1", "that keep everything"),
            ("topic create flights --dry-run", "check, create nothing"),
        ],
        positionals: [PositionalSpec(name: "name", count: .many)],
        options: [
            OptionSpec(name: "partitions", short: "p", value: "N", help: "how many (default: the broker's)"),
            OptionSpec(name: "replicas", short: "r", value: "N", help: "copies of each (default: the broker's)"),
            OptionSpec(
                name: "config", short: "c", value: "NAME=VALUE", isRepeatable: true, help: "a setting; may be repeated"),
            OptionSpec(name: "if-not-exists", help: "succeed where the topic exists"),
            OptionSpec(name: "dry-run", help: "check everything and create nothing"), .broker,
        ],
        report: ReportSchema(
            "topic.create",
            [
                Column("topic"), Column("partitions", .number),
                Column("replicas", .number), Column("topic_id", isWide: true),
            ])
    ) { (invocation) throws(Failure) in
        let partitions = try invocation.number("partitions", in: 1...1_000_000).map(Int32.init) ?? -1
        let replicas = try invocation.number("replicas", in: 1...32_767).map(Int16.init) ?? -1
        let configs = try invocation.pairs("config").map { (name: $0.key, value: $0.value) }
        let session = try Session(invocation)
        var report = Report(invocation)
        for name in invocation.positionals {
            let topic = NewTopic(name, partitions: partitions, replicationFactor: replicas, configs: configs)
            do throws(ClientError) {
                let made = try session.admin.createTopic(topic, validateOnly: invocation.has("dry-run"))
                report.rows.append([
                    .text(name), .int(Int64(made.numPartitions)), .int(Int64(made.replicationFactor)),
                    .text("\(made.topicId)"),
                ])
            } catch {
                if error.kafka == .topicAlreadyExists, invocation.has("if-not-exists") { continue }
                // What was created before stays, so it is said.
                if !report.rows.isEmpty { try Output.standard.write(report) }
                throw Failure(error)
            }
        }
        try Output.standard.write(report)
    }
}
