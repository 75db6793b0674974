extension CommandSpec {
    static let completion = CommandSpec(
        name: "completion", summary: "Print a script with which a shell completes commands and options",
        examples: [
            ("completion bash", "source <(varve completion bash)"),
            ("completion zsh", "source <(varve completion zsh)"),
            ("completion fish", "varve completion fish | source"),
        ],
        positionals: [PositionalSpec(name: "shell")]
    ) { (invocation) throws(Failure) in
        let completion = Completion(CommandTree.all)
        switch invocation.positionals[0] {
        case "bash": Output.standard.write(completion.bash)
        case "zsh": Output.standard.write(completion.zsh)
        case "fish": Output.standard.write(completion.fish)
        case let other: throw invocation.wrong("there is bash, zsh and fish, not '\(other)'")
        }
    }
}
