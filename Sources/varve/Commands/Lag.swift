import ClientCore
import KafkaProtocol

extension CommandSpec {
    static let lag = CommandSpec(
        name: "lag", summary: "Show how far groups are behind",
        examples: [("lag", "all groups"), ("lag dashboard", "one"), ("lag -o json", "for programs")],
        positionals: [PositionalSpec(name: "group", count: .any)], options: [.broker],
        report: ReportSchema(
            "lag",
            [
                Column("group"), Column("topic"), Column("partition", .number),
                Column("committed", .number), Column("end", .number),
                Column("lag", .number),
            ])
    ) { (invocation) throws(Failure) in
        let session = try Session(invocation)
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
        try Output.standard.write(report)
    }
}
