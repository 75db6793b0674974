import ClientCore
import KafkaProtocol

extension CommandSpec {
    static let configGet = CommandSpec(
        name: "config get", summary: "Show settings, and where they come from",
        examples: [
            ("config get topic flights", ""), ("config get topic flights retention.ms", "one setting"),
            ("config get broker 1 --set", "only what was set"), ("config get broker all", "what holds for all brokers"),
        ],
        positionals: [
            PositionalSpec(name: "kind"), PositionalSpec(name: "name"), PositionalSpec(name: "setting", count: .any),
        ],
        options: [OptionSpec(name: "set", help: "only what is not a default"), .broker],
        report: ReportSchema(
            "config.get",
            [
                Column("setting"), Column("value"), Column("source"),
                Column("read_only", .yesNo, isWide: true), Column("sensitive", .yesNo, isWide: true),
            ])
    ) { (invocation) throws(Failure) in
        let resource = try invocation.configResource()
        let keys = Array(invocation.positionals.dropFirst(2))
        let found = try Session(invocation).run { (admin) throws(ClientError) in
            try admin.configs(of: resource, keys: keys.isEmpty ? nil : keys)
        }
        if let missing = keys.first(where: { key in !found.contains { $0.name == key } }) {
            throw Failure(.notFound, "\(resource) has no setting \(missing)", hint: "see 'varve config get' without it")
        }
        var report = Report(invocation)
        for config in found.sorted(by: { $0.name < $1.name }) {
            if invocation.has("set"), config.configSource == 5 { continue }
            report.rows.append([
                .text(config.name), config.value.map { .text($0) } ?? .null,
                .text(ConfigSource.name(config.configSource)),
                .bool(config.readOnly), .bool(config.isSensitive),
            ])
        }
        try Output.standard.write(report)
    }
}

/// Where a setting's value comes from, by the protocol's number.
enum ConfigSource {
    static func name(_ number: Int8) -> String {
        switch number {
        case 1: "topic"
        case 2: "broker"
        case 3: "all brokers"
        case 4: "start"
        case 5: "default"
        case 6: "broker logger"
        case 8: "group"
        default: "unknown"
        }
    }
}
