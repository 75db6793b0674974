import Glibc

/// Standard output, in large writes. The command line is one thread: only that one writes here.
final class Output {
    nonisolated(unsafe) static let standard = Output()

    private(set) var terminal = Terminal(descriptor: STDOUT_FILENO, color: nil)
    private var form = OutputForm.table
    private var headers = true
    private var arrangement = ReportArrangement()
    private var buffer: [UInt8] = []

    /// Takes the options that every command shares.
    func configure(_ invocation: Invocation) throws(Failure) {
        if let color = invocation.value("color") {
            guard ["auto", "always", "never"].contains(color) else {
                throw invocation.wrong("--color takes auto, always or never, not '\(color)'")
            }
            terminal = Terminal(descriptor: STDOUT_FILENO, color: color)
        }
        guard invocation.command.reports else { return }
        headers = !invocation.has("no-headers")
        arrangement = ReportArrangement(columns: invocation.value("columns"), sort: invocation.value("sort"))
        if let name = invocation.value("output") {
            guard let form = OutputForm(rawValue: name) else {
                throw invocation.wrong("--output takes one of \(OutputForm.allNames), not '\(name)'")
            }
            self.form = form
        }
    }

    /// Prints a report in the form that was asked for.
    ///
    /// - Parameter continues: whether these rows follow others of the same report, without column names again.
    /// - Throws: a failure of usage where a column was asked for that the report does not have.
    func write(_ report: Report, continues: Bool = false) throws(Failure) {
        write(try arrangement.arrange(report).text(form, terminal: terminal, headers: headers && !continues))
    }

    /// Whether rows can be printed before all are known: not in one document, in padded columns, or sorted.
    var takesRowsInParts: Bool {
        guard arrangement.sort == nil else { return false }
        switch form {
        case .json, .yaml: return false
        case .table, .wide: return !terminal.isTerminal
        case .jsonl, .csv, .tsv, .name: return true
        }
    }

    /// Prints text as it is.
    func write(_ text: String) { write(Array(text.utf8)[...]) }

    /// Prints bytes as they are.
    func write(_ bytes: ArraySlice<UInt8>) {
        buffer += bytes
        if buffer.count >= 65536 || terminal.isTerminal { flush() }
    }

    /// Prints bytes as they are.
    func write(_ bytes: UnsafeRawBufferPointer) {
        buffer += bytes
        if buffer.count >= 65536 || terminal.isTerminal { flush() }
    }

    /// Hands over what is held back; a reader that went away ends the process with success.
    func flush() {
        let complete = buffer.withUnsafeBytes { Output.writeAll(STDOUT_FILENO, $0) }
        buffer.removeAll(keepingCapacity: true)
        if complete { return }
        if errno == EPIPE { exit(ExitCode.success.rawValue) }
        Output.error("varve: cannot write to standard output: \(String(cString: strerror(errno)))")
        exit(ExitCode.failed.rawValue)
    }

    /// One line of talk on standard error.
    static func error(_ line: String) {
        _ = Array((line + "\n").utf8).withUnsafeBytes { writeAll(STDERR_FILENO, $0) }
    }

    private static func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
