extension CommandTree {
    /// Every command, in the order of the help.
    static let all = CommandTree(commands: [.wireCheck, .version])
}
