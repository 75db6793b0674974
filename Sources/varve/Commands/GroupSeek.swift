import ClientCore
import World

extension CommandSpec {
    static let groupSeek = CommandSpec(
        name: "group seek", summary: "Move the committed offsets of a group that has no members",
        examples: [
            ("group seek dashboard --to start", "read everything again; shows the change, asks first"),
            ("group seek dashboard --to @-1h --topic flights", "go back an hour in one topic"),
            ("group seek dashboard --to end --yes", "skip what is there"),
            ("group seek dashboard -t flights --per-partition 0=5,1=none", "one by one; none forgets the offset"),
        ],
        positionals: [PositionalSpec(name: "group")],
        options: [
            OptionSpec(name: "to", value: "OFFSET", help: "where to go on reading"),
            OptionSpec(
                name: "topic", short: "t", value: "NAME", isRepeatable: true,
                help: "only these (default: what the group has committed)"),
            PartitionList.option,
            OptionSpec(
                name: PartitionOffsets.name, value: "LIST", help: "where to go on in each partition of one topic"),
            OptionSpec(name: "dry-run", help: "show the change and make none"), .yes, .broker,
        ],
        report: ReportSchema(
            "group.seek",
            [
                Column("group"), Column("topic"), Column("partition", .number), Column("before", .number),
                Column("after", .number), Column("skipped", .number),
            ]),
        notes: [OffsetRange.help, "Standard error says how to go back."]
    ) { (invocation) throws(Failure) in
        let plan = try SeekPlan(try Session(invocation), invocation)
        try plan.run(invocation)
    }
}
