import ClientCore

extension CommandSpec {
    static let topicAddPartitions = CommandSpec(
        name: "topic add-partitions", summary: "Give a topic more partitions",
        examples: [
            ("topic add-partitions flights 12", "twelve in all"), ("topic add-partitions flights +2", "two more"),
        ],
        positionals: [PositionalSpec(name: "name"), PositionalSpec(name: "count")],
        options: [OptionSpec(name: "dry-run", help: "check everything and change nothing"), .broker],
        report: ReportSchema(
            "topic.add-partitions", isSingle: true,
            [
                Column("topic"), Column("before", .number),
                Column("partitions", .number),
            ]),
        notes: ["Keys go to other partitions afterwards; records stay where they are."]
    ) { (invocation) throws(Failure) in
        let (name, text) = (invocation.positionals[0], invocation.positionals[1])
        guard let number = Int32(text.hasPrefix("+") ? String(text.dropFirst()) : text), number > 0, number < 1_000_000
        else { throw invocation.wrong("COUNT is a whole number, or +N for N more, not '\(text)'") }
        let session = try Session(invocation)
        let before = try Int32(session.topics([name])[0].partitions.count)
        let total = text.hasPrefix("+") ? before + number : number
        try session.run { (admin) throws(ClientError) in
            try admin.createPartitions(name, total: total, validateOnly: invocation.has("dry-run"))
        }
        try Output.standard.write(
            Report(invocation, rows: [[.text(name), .int(Int64(before)), .int(Int64(total))]]))
    }
}
