import ClientCore

extension CommandSpec {
    static let groupDelete = CommandSpec(
        name: "group delete", summary: "Delete groups without members, and their offsets",
        examples: [("group delete dashboard", "asks first"), ("group delete dashboard --yes", "for scripts")],
        positionals: [PositionalSpec(name: "group", count: .many)], options: [.yes, .broker],
        report: ReportSchema(
            "group.delete",
            [Column("group")])
    ) { (invocation) throws(Failure) in
        let session = try Session(invocation)
        try Confirmation.ask(
            invocation, invocation.positionals.map { "group \($0) goes with all its committed offsets" })
        var report = Report(invocation)
        for group in invocation.positionals {
            do throws(ClientError) {
                try session.admin.deleteGroup(group)
                report.rows.append([.text(group)])
            } catch {
                if !report.rows.isEmpty { try Output.standard.write(report) }
                throw Failure(error)
            }
        }
        try Output.standard.write(report)
    }
}
