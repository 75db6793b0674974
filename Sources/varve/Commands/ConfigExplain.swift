import KafkaProtocol

extension CommandSpec {
    static let configExplain = CommandSpec(
        name: "config explain", summary: "Explain settings: what they do, their defaults, where they may be set",
        examples: [
            ("config explain retention.ms", ""), ("config explain flush.messages -o yaml", "easier to read"),
            ("config explain --scope topic", "all of a topic's"),
        ],
        positionals: [PositionalSpec(name: "setting", count: .any)],
        options: [OptionSpec(name: "scope", value: "KIND", help: "only those of a topic, a broker or a group")],
        report: ReportSchema(
            "config.explain",
            [
                Column("setting"), Column("scope"), Column("type"), Column("default"), Column("kafka_default"),
                Column("effect"), Column("set"), Column("allowed", isWide: true), Column("from", .list, isWide: true),
                Column("text"),
            ]),
        notes: [
            "effect: effective does what it says; stored is kept and shown; refused takes nothing but the default.",
            "set: start (serve --config), broker (one, while it runs), cluster (one or all), topic, group.",
            "from: the broker's settings that give a topic's default, the first that is set.",
        ]
    ) { (invocation) throws(Failure) in
        let scopes = try invocation.settingScopes()
        let known = scopes.flatMap { Setting.all($0).filter { !$0.isInternal } }
        var report = Report(invocation)
        for name in invocation.positionals {
            let found = known.filter { $0.name == name }
            guard !found.isEmpty else {
                let near = Suggestion.nearest(to: name, among: known.map(\.name))
                throw Failure(
                    .notFound, "there is no setting \(name)",
                    hint: near.map { "did you mean \($0)?" } ?? "'varve config explain' lists them")
            }
            report.rows += found.map(row)
        }
        if invocation.positionals.isEmpty { report.rows = known.map(row) }
        try Output.standard.write(report)
    }

    private static func row(_ setting: Setting) -> [Value] {
        func text(_ value: String?) -> Value { value.map { .text($0) } ?? .null }
        return [
            .text(setting.name), .text("\(setting.scope)"), .text("\(setting.type)"), text(setting.defaultValue),
            text(KafkaDefaults.value(of: setting)), .text("\(setting.status)"), .text(setting.places),
            text(setting.allowed), .list(setting.synonyms.map { .text($0.text) }),
            text(setting.documentation.isEmpty ? nil : setting.documentation),
        ]
    }
}

extension Invocation {
    fileprivate func settingScopes() throws(Failure) -> [Setting.Scope] {
        switch value("scope") {
        case nil: [.topic, .broker, .group]
        case "topic": [.topic]
        case "broker": [.broker]
        case "group": [.group]
        case .some(let text): throw wrong("--scope takes topic, broker or group, not '\(text)'")
        }
    }
}

extension Setting {
    /// Where it may be set.
    fileprivate var places: String {
        switch (scope, change) {
        case (.topic, _): "topic"
        case (.group, _): "group"
        case (.broker, .atStart): "start"
        case (.broker, .perBroker): "start, broker"
        case (.broker, .dynamic): "start, cluster"
        }
    }

    /// Which values it takes; nil for any of its type.
    fileprivate var allowed: String? {
        var parts: [String] = []
        func number(_ value: Double) -> String { Value.decimal(value) }
        switch (minimum, maximum) {
        case (let least?, let most?): parts.append("\(number(least)) to \(number(most))")
        case (let least?, nil): parts.append("\(number(least)) or more")
        case (nil, let most?): parts.append("at most \(number(most))")
        case (nil, nil): break
        }
        parts += words
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension Setting.Synonym {
    fileprivate var text: String { factor == 1 ? name : "\(name)*\(factor)" }
}
