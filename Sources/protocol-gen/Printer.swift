/// Collects lines of Swift, four blanks for each open block.
struct Printer {
    private(set) var text = ""
    private var depth = 0

    /// A file of generated code: what it was made from, then its imports.
    init(from source: String, imports: [String]) {
        line(
            "// Made by protocol-gen from protocol/\(source). Do not edit: change that file, then `swift run protocol-gen`."
        )
        line()
        for name in imports { line(name) }
        if !imports.isEmpty { line() }
    }

    mutating func line(_ line: String = "") {
        if line.isEmpty {
            text += "\n"
        } else {
            text += String(repeating: "    ", count: depth) + line + "\n"
        }
    }

    /// Braces around what `body` prints, indented; the cases of a `switch` are not.
    mutating func block(_ head: String, _ body: (inout Printer) -> Void) {
        let indented = head.hasPrefix("switch ") ? 0 : 1
        line(head + " {")
        depth += indented
        body(&self)
        depth -= indented
        line("}")
    }
}
