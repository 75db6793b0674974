extension Completion {
    /// The script that `source` gives to bash.
    var bash: String {
        var text = """
            # Completes varve's commands: source <(varve completion bash)
            _varve() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options= values=
                COMPREPLY=()
                if [ "$COMP_CWORD" -eq 1 ]; then
                    COMPREPLY=($(compgen -W '\(firsts.joined(separator: " "))' -- "$word"))
                    return
                fi
                if [ "$COMP_CWORD" -eq 2 ]; then
                    case ${COMP_WORDS[1]} in

            """
        for first in firsts where !seconds(of: first).isEmpty {
            let words = seconds(of: first).compactMap(\.second).joined(separator: " ")
            text += "            \(first)) COMPREPLY=($(compgen -W '\(words)' -- \"$word\")); return;;\n"
        }
        text += """
                    esac
                fi
                case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in

            """
        text += arms(before: "$before") { verb in
            "options='\(verb.options.flatMap(\.words).joined(separator: " "))'"
        } values: { words in
            "values='\(words.joined(separator: " "))'"
        }
        return text + """
                esac
                if [ -n "$values" ]; then
                    COMPREPLY=($(compgen -W "$values" -- "$word"))
                elif [[ $word == -* ]]; then
                    COMPREPLY=($(compgen -W "$options" -- "$word"))
                else
                    COMPREPLY=($(compgen -f -- "$word"))
                fi
            }
            complete -F _varve varve

            """
    }
}
