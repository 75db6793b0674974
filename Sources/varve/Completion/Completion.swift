/// What a shell has to know of the commands to complete words.
struct Completion {
    /// One verb: its words, what it does, and what it takes.
    struct Verb {
        /// The first word, and the second where the command has two.
        let first: String
        let second: String?
        let summary: String
        let options: [OptionSpec]

        /// The words with a blank between.
        var name: String { second.map { "\(first) \($0)" } ?? first }
    }

    let verbs: [Verb]

    init(_ tree: CommandTree) {
        verbs = tree.commands.map { command in
            let words = command.name.split(separator: " ").map(String.init)
            return Verb(
                first: words[0], second: words.count > 1 ? words[1] : nil, summary: command.summary,
                options: command.allOptions)
        }
    }

    /// The first words, each once, in the order of the help.
    var firsts: [String] {
        var seen: Set<String> = []
        return verbs.map(\.first).filter { seen.insert($0).inserted }
    }

    /// The verbs of a group of commands; empty for a command of one word.
    func seconds(of first: String) -> [Verb] { verbs.filter { $0.first == first && $0.second != nil } }

    /// What a first word is for.
    func summary(of first: String) -> String {
        let group = seconds(of: first)
        guard !group.isEmpty else { return verbs.first { $0.first == first }?.summary ?? "" }
        return group.compactMap(\.second).joined(separator: ", ")
    }

    /// A `case` arm for each verb, as bash and zsh have it: its options, and after one of them the words that it may be.
    ///
    /// - Parameters:
    ///   - before: what the shell calls the word before the one that is completed.
    ///   - options: the assignment of a verb's options.
    ///   - values: the assignment of an option's words.
    func arms(before: String, options: (Verb) -> String, values: ([String]) -> String) -> String {
        var text = ""
        for verb in verbs {
            text += "        " + (verb.second == nil ? "\"\(verb.first) \"*" : "\"\(verb.name)\"") + ")\n"
            text += "            \(options(verb))\n"
            let choices = verb.options.filter { !Completion.values(of: $0).isEmpty }
            text += choices.isEmpty ? "" : "            case \(before) in\n"
            for option in choices {
                let words = option.words.joined(separator: "|")
                text += "                \(words)) \(values(Completion.values(of: option)));;\n"
            }
            text += (choices.isEmpty ? "" : "            esac\n") + "            ;;\n"
        }
        return text
    }

    /// Words that an option's value may be, where there are only some.
    static func values(of option: OptionSpec) -> [String] {
        switch (option.name, option.value) {
        case ("output", _): ["table", "wide", "json", "jsonl", "yaml", "csv", "tsv", "name", "template=", "help"]
        case ("color", _): ["auto", "always", "never"]
        case ("compression", _): ["none", "gzip", "snappy", "lz4", "zstd"]
        case ("set-client", _): ClientSetting.all.map { $0.name + "=" }
        default: []
        }
    }
}

extension OptionSpec {
    /// Its long form, and its short one.
    var words: [String] { ["--\(name)"] + (short.map { ["-\($0)"] } ?? []) }
}

extension String {
    /// In single quotes for a shell.
    var singleQuoted: String {
        "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
