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
        guard let schema = invocation.command.report else { return }
        headers = !invocation.has("no-headers")
        if let name = invocation.value("output") {
            do throws(Failure) {
                guard let form = try OutputForm(name) else {
                    throw Failure(.usage, "--output takes one of \(OutputForm.allNames), not '\(name)'")
                }
                self.form = form
            } catch { throw invocation.wrong(error.message) }
        }
        arrangement = ReportArrangement(columns: invocation.value("columns"), sort: invocation.value("sort"))
        // A wrong name is told before anything is done.
        let arranged = try arrangement.arrange(Report(schema))
        if case .template(let template) = form { try template.check(arranged.columns) }
    }

    /// Whether the form of the report was asked for and not the report.
    var isHelpWanted: Bool { if case .help = form { true } else { false } }

    /// Prints a report in the form that was asked for.
    ///
    /// - Throws: a failure of usage where a column was asked for that the report does not have.
    func write(_ report: Report) throws(Failure) {
        write(try arrangement.arrange(report).text(form, terminal: terminal, headers: headers))
    }

    /// Whether some rows of a report can be printed before all are known.
    func takesParts(of report: Report) -> Bool { arrangement.sort == nil && text(report).takesParts }

    /// Prints the rows there are of a report that has more.
    func writePart(_ report: Report, isFirst: Bool) throws(Failure) {
        let arranged = try arrangement.arrange(report)
        let text = text(arranged)
        if isFirst { write(text.head) }
        write(text.rows(arranged.rows, isFirst: isFirst))
    }

    /// Prints what stands behind the rows of a report that was printed in parts.
    func end(_ report: Report) throws(Failure) { write(text(try arrangement.arrange(report)).end(isEmpty: false)) }

    private func text(_ report: Report) -> ReportText {
        ReportText(report, form, terminal: terminal, headers: headers)
    }

    /// Makes room for what is to stand in the place of what stood there, on a terminal; elsewhere nothing.
    func clearScreen() {
        if terminal.isTerminal { write("\u{1b}[H\u{1b}[2J") }
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
