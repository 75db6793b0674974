import ClientCore
import World

extension CommandSpec {
    static let groupSeek = CommandSpec(
        name: "group seek", summary: "Move the committed offsets of a group that has no members",
        examples: [
            ("group seek dashboard --to start", "read everything again; shows the change, asks first"),
            ("group seek dashboard --to @-1h --topic flights", "go back an hour in one topic"),
            ("group seek dashboard --to end --yes", "skip what is there"),
        ],
        positionals: [PositionalSpec(name: "group")],
        options: [
            OptionSpec(name: "to", value: "OFFSET", help: "where to go on reading"),
            OptionSpec(
                name: "topic", short: "t", value: "NAME", isRepeatable: true,
                help: "only these (default: what the group has committed)"),
            PartitionList.option, OptionSpec(name: "dry-run", help: "show the change and make none"), .yes, .broker,
        ], reports: true, notes: [OffsetRange.help]
    ) { (invocation) throws(Failure) in
        guard let text = invocation.value("to") else { throw invocation.wrong("--to OFFSET is missing") }
        guard let range = OffsetRange(text, now: PlainClient.wall.milliseconds), range.to == nil, range.from != .stored
        else { throw invocation.wrong("--to takes one offset, not '\(text)'") }
        let name = invocation.positionals[0]
        let session = try Session(invocation)
        let plan = try SeekPlan(session, group: name, to: range.from, invocation)
        if invocation.has("dry-run") { return try Output.standard.write(plan.report) }
        if plan.memberCount > 0 {
            throw Failure(
                .failed, "group \(name) has \(plan.memberCount) members, who would go on where they are",
                hint: "stop them first")
        }
        try Confirmation.ask(
            invocation, ["\(plan.targets.count) offsets of group \(name) move"],
            preview: plan.report.text(.table, terminal: Output.standard.terminal, headers: true))
        let failures = try session.run { (admin) throws(ClientError) in
            try admin.commitOffsets(of: name, plan.targets.mapValues { CommittedOffset($0) })
        }
        if let failure = failures.sorted(by: { $0.key < $1.key }).first { throw Failure(failure.value) }
        try Output.standard.write(plan.report)
    }
}

/// What a seek would change.
private struct SeekPlan {
    let targets: [TopicPartition: Int64]
    let report: Report
    let memberCount: Int

    init(
        _ session: Session, group: String, to position: OffsetRange.Position, _ invocation: Invocation
    ) throws(Failure) {
        memberCount = try session.run { (admin) throws(ClientError) in
            do throws(ClientError) { return try admin.group(group).members.count } catch {
                // A group that does not exist yet is made by committing to it.
                if error.isNotFound { return 0 }
                throw error
            }
        }
        var wanted: [TopicPartition] = []
        for topic in try session.topics(invocation.all("topic")) {
            wanted += try invocation.partitions(of: topic.name, count: topic.partitions.count)
                .map { TopicPartition(topic.name, $0) }
        }
        let lag = try GroupLag(session, group: group, more: wanted)
        let chosen = invocation.has("topic") ? lag.rows.filter { wanted.contains($0.partition) } : lag.rows
        guard !chosen.isEmpty else {
            throw Failure(.notFound, "group \(group) has committed nothing", hint: "name topics with --topic NAME")
        }
        let bounds = Dictionary(uniqueKeysWithValues: chosen.map { ($0.partition, $0.start...max($0.start, $0.end)) })
        targets = try OffsetResolver(session: session).offsets(of: position, in: bounds)
        var report = Report(
            schema: "group.seek",
            columns: [
                Column(name: "group"), Column(name: "topic"), Column(name: "partition", isNumber: true),
                Column(name: "before", isNumber: true), Column(name: "after", isNumber: true),
                Column(name: "skipped", isNumber: true),
            ])
        for row in chosen {
            let target = targets[row.partition] ?? row.start
            report.rows.append([
                .text(group), .text(row.partition.topic), .int(Int64(row.partition.partition)),
                row.committed.map { .int($0) } ?? .null, .int(target),
                row.committed.map { .int(target - $0) } ?? .null,
            ])
        }
        self.report = report
    }
}
