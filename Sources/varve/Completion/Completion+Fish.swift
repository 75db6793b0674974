extension Completion {
    /// The script that `source` gives to fish.
    var fish: String {
        var text = """
            # Completes varve's commands: varve completion fish | source
            function __varve_is
                set -l words (commandline -opc)
                set -e words[1]
                set -l begin $words[1..(count $argv)]
                test "$begin" = "$argv"
            end

            """
        for first in firsts {
            text += Completion.line("__fish_use_subcommand", "-f -a \(first) -d \(summary(of: first).fishQuoted)")
            let group = seconds(of: first)
            for verb in group {
                let only = "__varve_is \(first); and test (count (commandline -opc)) -eq 2"
                text += Completion.line(only, "-f -a \(verb.second ?? "") -d \(verb.summary.fishQuoted)")
            }
        }
        for verb in verbs {
            for option in verb.options {
                var parts = "-l \(option.name)"
                if let short = option.short { parts += " -s \(short)" }
                if option.value != nil { parts += " -r" }
                let values = Completion.values(of: option)
                if !values.isEmpty { parts += " -f -a \(values.joined(separator: " ").fishQuoted)" }
                text += Completion.line("__varve_is \(verb.name)", "\(parts) -d \(option.help.fishQuoted)")
            }
        }
        return text
    }

    private static func line(_ condition: String, _ rest: String) -> String {
        "complete -c varve -n \(condition.fishQuoted) \(rest)\n"
    }
}

extension String {
    /// In single quotes for fish, where a backslash keeps its meaning in them.
    fileprivate var fishQuoted: String {
        let escaped = split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
        return "'" + escaped.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\\'") + "'"
    }
}
