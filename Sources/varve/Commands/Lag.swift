import ClientCore
import KafkaProtocol
import World

extension CommandSpec {
    static let lag = CommandSpec(
        name: "lag", summary: "Show how far groups are behind",
        examples: [
            ("lag", "all groups"), ("lag dashboard", "one"), ("lag -o json", "for programs"),
            ("lag --watch", "again every 2 seconds, until ^C"),
        ],
        positionals: [PositionalSpec(name: "group", count: .any)],
        options: [
            OptionSpec(name: "watch", short: "w", help: "show it again and again, until stopped"),
            OptionSpec(name: "every", value: "SPAN", help: "with --watch: how often, such as 10s (default: 2s)"),
            .broker,
        ],
        report: ReportSchema(
            "lag",
            [
                Column("group"), Column("topic"), Column("partition", .number),
                Column("committed", .number), Column("end", .number),
                Column("lag", .number),
            ])
    ) { (invocation) throws(Failure) in
        var interval: Int64 = 2000
        if let text = invocation.value("every") {
            guard invocation.has("watch") else { throw invocation.wrong("--every goes with --watch") }
            guard let span = TimeText.span(text), span > 0 else {
                throw invocation.wrong("--every takes a span such as 10s, not '\(text)'")
            }
            interval = span
        }
        let session = try Session(invocation)
        guard invocation.has("watch") else { return try Output.standard.write(report(session, invocation)) }
        Interrupt.install()
        while !Interrupt.isRequested {
            let report = try report(session, invocation)
            Output.standard.clearScreen()
            try Output.standard.write(report)
            Output.standard.flush()
            // A wait ends early with every signal, and with bytes that nobody waits for.
            let next = PlainClient.now.advanced(milliseconds: interval)
            while PlainClient.now < next, !Interrupt.isRequested { session.client.wait(until: next) }
        }
        try Interrupt.check()
    }

    private static func report(_ session: Session, _ invocation: Invocation) throws(Failure) -> Report {
        var groups = invocation.positionals
        if groups.isEmpty {
            groups = try session.run { (admin) throws(ClientError) in try admin.groups() }.map(\.groupId).sorted()
        }
        var report = Report(invocation)
        for group in groups {
            let rows = try GroupLag(session, group: group).rows
            if rows.isEmpty, !invocation.positionals.isEmpty {
                // Nothing committed and no such group look the same here, so the coordinator is asked.
                let found = try session.run { (admin) throws(ClientError) in try admin.group(group) }
                if found.state == "Dead" {
                    throw Failure(.notFound, "there is no group \(group)", hint: "see 'varve group list'")
                }
            }
            report.rows += rows.map { row in
                [
                    .text(group), .text(row.partition.topic), .int(Int64(row.partition.partition)),
                    row.committed.map { .int($0) } ?? .null, .int(row.end), row.lag.map { .int($0) } ?? .null,
                ]
            }
        }
        return report
    }
}
