import ClientCore
import KafkaProtocol

extension CommandSpec {
    static let configSet = CommandSpec(
        name: "config set", summary: "Change settings of a topic, a broker or a group",
        examples: [
            ("config set topic flights retention.ms=86400000", "keep a day"),
            ("config set topic flights --delete retention.ms", "back to the default"),
            ("config set broker all log.retention.ms=86400000", "for all brokers"),
        ],
        positionals: [
            PositionalSpec(name: "kind"), PositionalSpec(name: "name"),
            PositionalSpec(name: "setting=value", count: .any),
        ],
        options: [
            OptionSpec(
                name: "delete", value: "SETTING", isRepeatable: true, help: "take a setting back; may be repeated"),
            OptionSpec(name: "append", value: "SETTING=VALUE", isRepeatable: true, help: "add to a list"),
            OptionSpec(name: "subtract", value: "SETTING=VALUE", isRepeatable: true, help: "take out of a list"),
            OptionSpec(name: "dry-run", help: "check everything and change nothing"), .broker,
        ], report: ConfigSet.report
    ) { (invocation) throws(Failure) in
        let resource = try invocation.configResource()
        var changes: [ConfigChange] = []
        for text in invocation.positionals.dropFirst(2) {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw invocation.wrong("a setting is given as NAME=VALUE, not '\(text)'")
            }
            changes.append(
                ConfigChange(String(text[..<equals]), .set, String(text[text.index(after: equals)...])))
        }
        changes += invocation.all("delete").map { ConfigChange($0, .delete) }
        changes += try invocation.pairs("append").map { ConfigChange($0.key, .append, $0.value) }
        changes += try invocation.pairs("subtract").map { ConfigChange($0.key, .subtract, $0.value) }
        try ConfigSet.apply(changes, to: resource, invocation)
    }
}

/// Changes settings and shows what they are then.
enum ConfigSet {
    static let report = ReportSchema("config.set", [Column("setting"), Column("value"), Column("source")])

    static func apply(
        _ changes: [ConfigChange], to resource: ConfigResource, _ invocation: Invocation
    ) throws(Failure) {
        guard !changes.isEmpty else { throw invocation.wrong("no setting is given") }
        let session = try Session(invocation)
        let names = changes.map(\.name)
        let now = try session.run { (admin) throws(ClientError) in
            try admin.alterConfigs(of: resource, changes, validateOnly: invocation.has("dry-run"))
            return try admin.configs(of: resource, keys: names)
        }
        var report = Report(invocation)
        report.rows = now.sorted { $0.name < $1.name }.map { config in
            [
                .text(config.name), config.value.map { .text($0) } ?? .null,
                .text(ConfigSource.name(config.configSource)),
            ]
        }
        try Output.standard.write(report)
    }
}
