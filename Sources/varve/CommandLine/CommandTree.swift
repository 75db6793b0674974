/// All commands, and the way from words to one of them.
struct CommandTree: Sendable {
    let commands: [CommandSpec]

    /// Runs what `words` say and answers the exit code; failures have been printed.
    func run(_ words: [String]) -> Int32 {
        do throws(Failure) {
            try dispatch(words)
            Output.standard.flush()
            return ExitCode.success.rawValue
        } catch {
            Output.standard.flush()
            if !error.message.isEmpty { Output.error(error.line) }
            return error.code.rawValue
        }
    }

    private func dispatch(_ words: [String]) throws(Failure) {
        if words.first == "--help-json" { return Output.standard.write(json()) }
        if words == ["help", "client-settings"] { return Output.standard.write(ClientSetting.help) }
        if words.isEmpty || ["-h", "--help", "help"].contains(words[0]) {
            let topic = words.dropFirst().joined(separator: " ")
            guard words.first == "help", !topic.isEmpty else { return Output.standard.write(overview(of: "")) }
            if let command = commands.first(where: { $0.name == topic }) { return Output.standard.write(command.help) }
            guard commands.contains(where: { $0.name.hasPrefix(topic + " ") }) else {
                throw unknown(Array(words.dropFirst()))
            }
            return Output.standard.write(overview(of: topic))
        }
        guard let (command, rest) = find(words) else {
            guard commands.contains(where: { $0.name.hasPrefix(words[0] + " ") }) else { throw unknown(words) }
            let rest = words.dropFirst()
            if rest.contains("--help-json") { return Output.standard.write(json(of: words[0])) }
            guard rest.contains("-h") || rest.contains("--help") else { throw unknown(words) }
            return Output.standard.write(overview(of: words[0]))
        }
        let invocation = try Invocation(command, rest)
        if invocation.has("help") { return Output.standard.write(command.help) }
        if invocation.has("help-json") { return Output.standard.write(json(of: command.name)) }
        try Output.standard.configure(invocation)
        if let schema = command.report, Output.standard.isHelpWanted { return Output.standard.write(schema.help) }
        try command.run(invocation)
    }

    /// The command with the longest name that `words` begin with.
    private func find(_ words: [String]) -> (CommandSpec, [String])? {
        for length in [2, 1] where words.count >= length {
            let name = words[..<length].joined(separator: " ")
            if let command = commands.first(where: { $0.name == name }) { return (command, Array(words[length...])) }
        }
        return nil
    }

    private func unknown(_ words: [String]) -> Failure {
        let group = commands.filter { $0.name.hasPrefix(words[0] + " ") }
        if !group.isEmpty {
            let verbs = group.map { String($0.name.dropFirst(words[0].count + 1)) }
            if words.count < 2 || words[1].hasPrefix("-") {
                return Failure(.usage, "'\(words[0])' needs a verb", hint: "one of \(verbs.joined(separator: ", "))")
            }
            let near = Suggestion.nearest(to: words[1], among: verbs)
            return Failure(
                .usage, "unknown command '\(words[0]) \(words[1])'",
                hint: near.map { "did you mean '\(words[0]) \($0)'?" } ?? "one of \(verbs.joined(separator: ", "))")
        }
        let firsts = commands.map { String($0.name.prefix { $0 != " " }) }
        let near = Suggestion.nearest(to: words[0], among: firsts)
        return Failure(
            .usage, "unknown command '\(words[0])'", hint: near.map { "did you mean '\($0)'?" } ?? "see 'varve --help'")
    }

    /// The list of commands, or of those whose names begin with `group`.
    private func overview(of group: String) -> String {
        let shown = commands.filter { group.isEmpty || $0.name.hasPrefix(group + " ") }
        let width = shown.map(\.name.count).max() ?? 0
        var text = ""
        if group.isEmpty {
            text = """
                Varve: a partitioned, append-only commit log that speaks Kafka's protocol.

                Examples
                  varve serve /tmp/log
                  varve topic create flights -p 6
                  varve produce flights < data/flights.jsonl
                  varve consume flights -o start -e

                Commands

                """
        }
        for command in shown { text += "  \(command.name.padded(to: width))  \(command.summary)\n" }
        return text + """

            'varve COMMAND --help' explains one.
            Exit codes: 0 ok, 1 failed in whole or part, 2 usage, 3 unreachable, 4 denied, 5 not found, 130 interrupted.

            """
    }
}
