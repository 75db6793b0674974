/// What the process answers its caller.
enum ExitCode: Int32 {
    case success = 0
    /// The operation failed in whole or part.
    case failed = 1
    case usage = 2
    case unreachable = 3
    case denied = 4
    case notFound = 5
    /// SIGINT: what was done until then is whole.
    case interrupted = 130
}

/// Why a command ends without success: one line for people, a code for scripts.
struct Failure: Error {
    let code: ExitCode
    /// What went wrong and where, without a final full stop; empty where the command's output has said it.
    let message: String
    /// The next step for the user; empty where there is none.
    let hint: String

    init(_ code: ExitCode, _ message: String, hint: String = "") {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// A wrong call of `command`.
    static func usage(_ message: String, of command: String) -> Failure {
        Failure(.usage, message, hint: "see 'varve \(command.isEmpty ? "" : command + " ")--help'")
    }

    /// The line that goes to stderr; line breaks in messages from elsewhere would make it more than one.
    var line: String {
        let text = hint.isEmpty ? "varve: \(message)" : "varve: \(message); \(hint)"
        return String(text.map { $0.isNewline ? " " : $0 })
    }
}
