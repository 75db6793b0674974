extension CommandSpec {
    static let profileList = CommandSpec(
        name: "profile list", summary: "List profiles: clusters to work with, and what their clients are told",
        examples: [("profile list", ""), ("topic list --profile prod", "work with one")],
        report: ReportSchema(
            "profile.list",
            [Column("profile"), Column("broker"), Column("protected", .yesNo), Column("settings", .list)]),
        notes: [Profile.help]
    ) { (invocation) throws(Failure) in
        let rows: [[Value]] = try ProfileFile.read().profiles.map { profile in
            [
                .text(profile.name), profile.broker.map { .text($0) } ?? .null, .bool(profile.isProtected),
                .list(profile.settings.map { .text("\($0.name)=\($0.value)") }),
            ]
        }
        try Output.standard.write(Report(invocation, rows: rows))
    }
}
