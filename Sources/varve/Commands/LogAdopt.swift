import Node
import Posix
import World

extension CommandSpec {
    static let logAdopt = CommandSpec(
        name: "log adopt", summary: "Take folders that the metadata does not know into a data directory's topics",
        examples: [
            ("log adopt /var/lib/varve flights", "while no broker has the directory; 'log ls' names such folders")
        ],
        positionals: [PositionalSpec(name: "dir"), PositionalSpec(name: "topic", count: .many)],
        report: ReportSchema(
            "log.adopt", [Column("topic"), Column("partitions", .number), Column("records", .number)]),
        notes: [
            "A folder is of the topic that its name says, with the id in its partition.metadata.",
            "Its records are kept until retention.ms is set. A directory without metadata needs no such call:",
            "'varve serve' takes all of its folders.",
        ]
    ) { (invocation) throws(Failure) in
        let (path, topics) = (invocation.positionals[0], Array(invocation.positionals.dropFirst()))
        _ = try ColdLog.open(path)
        let events = EventLog(minimum: .warning, clock: SystemClock())
        let adopted: [AdoptedTopic]
        do throws(NodeError) {
            defer { events.stop() }
            adopted = try Node.adopt(topics, in: path, events: events)
        } catch {
            throw Failure(.failed, error.description)
        }
        var report = Report(invocation)
        for topic in adopted {
            report.rows.append([.text(topic.name), .int(Int64(topic.partitions.count)), .int(topic.records)])
        }
        if !adopted.isEmpty { try Output.standard.write(report) }
        let names = Set(adopted.map(\.name))
        guard let missing = topics.first(where: { !names.contains($0) }) else { return }
        throw Failure(
            .notFound, "\(path) has no folders of \(missing) that could be taken in", hint: "see 'varve log ls \(path)'"
        )
    }
}
