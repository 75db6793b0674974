extension Completion {
    /// The script that `source` gives to zsh, or that stands as `_varve` in its `fpath`.
    var zsh: String {
        var text = """
            #compdef varve
            # Completes varve's commands: source <(varve completion zsh)
            _varve() {
                local -a verbs options values
                if (( CURRENT == 2 )); then
                    verbs=(\(firsts.map { Completion.described($0, summary(of: $0)) }.joined(separator: " ")))
                    _describe -t commands command verbs
                    return
                fi
                if (( CURRENT == 3 )); then
                    case $words[2] in

            """
        for first in firsts where !seconds(of: first).isEmpty {
            let pairs = seconds(of: first).map { Completion.described($0.second ?? "", $0.summary) }
            text +=
                "            \(first)) verbs=(\(pairs.joined(separator: " "))); _describe -t commands command verbs; return;;\n"
        }
        text += """
                    esac
                fi
                case "$words[2] $words[3]" in

            """
        text += arms(before: "$words[CURRENT-1]") { verb in
            let pairs = verb.options.flatMap { option in option.words.map { Completion.described($0, option.help) } }
            return "options=(\(pairs.joined(separator: " ")))"
        } values: { words in
            "values=(\(words.map(\.singleQuoted).joined(separator: " ")))"
        }
        return text + """
                esac
                if (( $#values )); then
                    compadd -a values
                elif [[ $words[CURRENT] == -* ]]; then
                    _describe -t options option options
                else
                    _files
                fi
            }
            (( $+functions[compdef] )) && compdef _varve varve

            """
    }

    /// `word:what it is`, as _describe takes it.
    private static func described(_ word: String, _ help: String) -> String {
        let escaped = word.split(separator: ":", omittingEmptySubsequences: false).joined(separator: "\\:")
        return "\(escaped):\(help)".singleQuoted
    }
}
