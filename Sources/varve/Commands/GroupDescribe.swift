import ClientCore

extension CommandSpec {
    static let groupDescribe = CommandSpec(
        name: "group describe", summary: "Show a group: its members, what they read, how far they are",
        examples: [("group describe dashboard", ""), ("group describe dashboard -o wide", "with hosts and ids")],
        positionals: [PositionalSpec(name: "group", count: .many)], options: [.broker],
        report: ReportSchema(
            "group.describe",
            [
                Column("group"), Column("state"), Column("topic"),
                Column("partition", .number), Column("committed", .number),
                Column("end", .number), Column("lag", .number), Column("lag_seconds", .number), Column("client"),
                Column("member", isWide: true), Column("instance", isWide: true),
                Column("host", isWide: true), Column("type", isWide: true), Column("assignor", isWide: true),
                Column("coordinator", .number, isWide: true),
            ]),
        notes: ["lag_seconds: how long ago the first record was made that the group has not read."]
    ) { (invocation) throws(Failure) in
        let session = try Session(invocation)
        var report = Report(invocation)
        for name in invocation.positionals {
            let group = try session.run { (admin) throws(ClientError) in try admin.group(name) }
            let owners = Dictionary(
                group.members.flatMap { member in member.assignment.map { ($0, member) } }, uniquingKeysWith: { $1 })
            let lag = try GroupLag(session, group: name, more: Array(owners.keys))
            if group.state == "Dead", lag.rows.isEmpty {
                throw Failure(.notFound, "there is no group \(name)", hint: "see 'varve group list'")
            }
            let ages = LagAge(session, lag.rows).ages
            func row(_ lag: GroupLag.Row?, _ member: GroupMemberDescription?) -> [Value] {
                let number = { (value: Int64?) in value.map { Value.int($0) } ?? .null }
                let text = { (value: String?) in value.map { Value.text($0) } ?? .null }
                return [
                    .text(name), .text(group.state), text(lag?.partition.topic),
                    number(lag.map { Int64($0.partition.partition) }), number(lag?.committed), number(lag?.end),
                    number(lag?.lag),
                    lag.flatMap { ages[$0.partition] }.map { .double(Double($0) / 1000) } ?? .null,
                    text(member?.clientId), text(member?.memberId), text(member?.instanceId),
                    text(member?.host), .text(group.type), .text(group.assignor), .int(Int64(group.coordinator)),
                ]
            }
            report.rows += lag.rows.map { row($0, owners[$0.partition]) }
            report.rows += group.members.filter(\.assignment.isEmpty).map { row(nil, $0) }
            if lag.rows.isEmpty, group.members.isEmpty { report.rows.append(row(nil, nil)) }
        }
        try Output.standard.write(report)
    }
}
