/// An option of a command: a flag, or with a `value` a setting.
struct OptionSpec: Sendable {
    /// The long name without the dashes.
    let name: String
    /// The short name, if any.
    var short: Character?
    /// How the value is called in the help; nil for a flag.
    var value: String?
    /// Whether it may be given several times.
    var isRepeatable = false
    /// One line for the help.
    let help: String
}

/// An argument without a dash.
struct PositionalSpec: Sendable {
    enum Count: Sendable {
        case one
        case optional
        case many
        /// None or more.
        case any
    }

    let name: String
    var count = Count.one

    var usage: String {
        switch count {
        case .one: name.uppercased()
        case .optional: "[\(name.uppercased())]"
        case .many: "\(name.uppercased())..."
        case .any: "[\(name.uppercased())...]"
        }
    }
}

/// A verb: what it takes, what its help says, what it does.
struct CommandSpec: Sendable {
    /// The words that call it, such as "topic create".
    let name: String
    /// One line for the list of commands.
    let summary: String
    /// What people type, with what it does; the help begins with them.
    let examples: [(call: String, effect: String)]
    var positionals: [PositionalSpec] = []
    var options: [OptionSpec] = []
    /// The report that it prints, so that it takes `-o FORM`; nil for none.
    var report: ReportSchema?
    /// Lines that follow the options in the help.
    var notes: [String] = []
    let run: @Sendable (Invocation) throws(Failure) -> Void

    /// Its own options and those that every command takes.
    var allOptions: [OptionSpec] {
        options + (speaksToBroker ? OptionSpec.connecting : []) + (report != nil ? OptionSpec.reporting : [])
            + OptionSpec.global
    }

    /// Whether it asks a cluster.
    private var speaksToBroker: Bool { options.contains { $0.name == OptionSpec.broker.name } }

    var help: String {
        var lines = examples.map { "  varve \($0.call)" + ($0.effect.isEmpty ? "" : "\n      \($0.effect)") }
        lines.insert("\(summary)\n\nExamples", at: 0)
        lines.append("\nUsage: varve \(([name] + positionals.map(\.usage)).joined(separator: " ")) [options]\n")
        let labels = allOptions.map(\.label)
        let width = labels.map(\.count).max() ?? 0
        for (option, label) in zip(allOptions, labels) {
            lines.append("  \(label.padded(to: width))  \(option.help)")
        }
        if !notes.isEmpty { lines.append("\n" + notes.joined(separator: "\n")) }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension OptionSpec {
    var label: String {
        (short.map { "-\($0), " } ?? "    ") + "--\(name)" + (value.map { " \($0)" } ?? "")
    }

    /// Taken by every command.
    static let global = [
        OptionSpec(name: "color", value: "WHEN", help: "auto, always or never (NO_COLOR is honoured)"),
        OptionSpec(name: "help", short: "h", help: "this text"),
        OptionSpec(name: "help-json", help: "the same for programs"),
    ]
    /// Taken by every command that prints a report.
    static let reporting = [
        OptionSpec(name: "output", short: "o", value: "FORM", help: OutputForm.allNames),
        OptionSpec(name: "columns", value: "NAMES", help: "only these, in this order, such as topic,end"),
        OptionSpec(name: "sort", value: "NAME", help: "by this column; -NAME from the greatest"),
        OptionSpec(name: "no-headers", help: "leave out the line of column names"),
    ]
    /// Taken by every command that speaks to a broker.
    static let broker = OptionSpec(
        name: "broker", short: "b", value: "HOST:PORT", help: "where a broker is (VARVE_BROKER; default 127.0.0.1:9092)"
    )
    /// Taken by every command that speaks to a broker, beside `broker`.
    static let connecting = [
        OptionSpec(
            name: "set-client", short: "X", value: "NAME=VALUE", isRepeatable: true,
            help: "a setting of the client; 'varve help client-settings' lists them"),
        OptionSpec(name: "profile", value: "NAME", help: "a cluster of profiles.toml (VARVE_PROFILE)"),
    ]
    /// Taken by what destroys.
    static let yes = OptionSpec(name: "yes", short: "y", help: "do not ask")
}

extension String {
    func padded(to width: Int) -> String {
        count >= width ? self : self + String(repeating: " ", count: width - count)
    }
}
