import Glibc

/// Asks before something is destroyed.
enum Confirmation {
    /// Says on standard error what `lines` announce, and goes on only with `--yes` or a "y" from a terminal.
    ///
    /// - Parameter preview: what a person should see before, such as a table of the change.
    /// - Throws: a failure of usage without `--yes` and without a terminal; a plain failure where the answer is no.
    static func ask(
        _ invocation: Invocation, _ lines: [String], preview: String = ""
    ) throws(Failure) {
        if invocation.has("yes") { return }
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
            throw Failure(.usage, "\(lines.joined(separator: ", "))", hint: "confirm with --yes")
        }
        let profile = try Profile.chosen(invocation)
        if !preview.isEmpty { Output.error(preview) }
        for line in lines { Output.error(line) }
        var wanted = ["y", "yes"]
        var question = "go on? [y/N] "
        if let profile, profile.isProtected {
            wanted = [profile.name.lowercased()]
            question = "this is \(profile.name); type its name to go on: "
        }
        _ = Array(question.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        guard let answer = readLine(), wanted.contains(answer.lowercased()) else {
            throw Failure(.failed, "nothing was changed")
        }
    }
}
