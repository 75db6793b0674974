import ClientCore

extension CommandSpec {
    static let topicAlter = CommandSpec(
        name: "topic alter", summary: "Change a topic's settings",
        examples: [
            ("topic alter flights --config retention.ms=86400000", "keep a day"),
            ("topic alter flights --delete-config retention.ms", "back to the default"),
        ],
        positionals: [PositionalSpec(name: "name")],
        options: [
            OptionSpec(
                name: "config", short: "c", value: "NAME=VALUE", isRepeatable: true, help: "a setting; may be repeated"),
            OptionSpec(
                name: "delete-config", value: "NAME", isRepeatable: true,
                help: "a setting to take back; may be repeated"),
            OptionSpec(name: "dry-run", help: "check everything and change nothing"), .broker,
        ], report: ConfigSet.report
    ) { (invocation) throws(Failure) in
        var changes = try invocation.pairs("config").map { ConfigChange($0.key, .set, $0.value) }
        changes += invocation.all("delete-config").map { ConfigChange($0, .delete) }
        try ConfigSet.apply(changes, to: .topic(invocation.positionals[0]), invocation)
    }
}
