import Glibc

/// What the other end of an output is able to show.
struct Terminal {
    var isTerminal: Bool
    var hasColor: Bool
    /// Columns; nil where nobody knows.
    var width: Int?

    /// The terminal behind a descriptor, or none.
    init(descriptor: Int32, color: String?) {
        isTerminal = isatty(descriptor) == 1
        let environment = { (name: String) in getenv(name).map { String(cString: $0) } ?? "" }
        switch color {
        case "always": hasColor = true
        case "never": hasColor = false
        default:
            let forced = !environment("CLICOLOR_FORCE").isEmpty && environment("CLICOLOR_FORCE") != "0"
            let wanted = isTerminal && environment("TERM") != "dumb"
            hasColor = environment("NO_COLOR").isEmpty && (forced || wanted)
        }
        guard isTerminal else { return }
        var size = winsize()
        // What the user says (POSIX: COLUMNS) goes before what the terminal says.
        if let columns = Int(environment("COLUMNS")), columns > 0 {
            width = columns
        } else if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            width = Int(size.ws_col)
        }
    }

    func bold(_ text: String) -> String { hasColor ? "\u{1b}[1m\(text)\u{1b}[0m" : text }
    func red(_ text: String) -> String { hasColor ? "\u{1b}[31m\(text)\u{1b}[0m" : text }
    func green(_ text: String) -> String { hasColor ? "\u{1b}[32m\(text)\u{1b}[0m" : text }

    /// A line of a table on a terminal too narrow for it ends with "…" and does not wrap.
    func cut(_ line: String) -> String {
        guard let width, line.count > width, width > 1 else { return line }
        return line.prefix(width - 1) + "…"
    }
}
