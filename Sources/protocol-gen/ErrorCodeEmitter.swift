/// Prints `ErrorCode`'s constants, names and which of them a client retries.
struct ErrorCodeEmitter {
    private struct Entry {
        let code: Int
        let name: String
        let retriable: Bool
    }

    private var entries: [Entry] = []

    init(_ text: String) throws {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            guard words.count == 2 || (words.count == 3 && words[2] == "retriable"), let code = Int(words[0]) else {
                throw GeneratorError(description: "protocol/errors.txt: \(line)")
            }
            entries.append(Entry(code: code, name: String(words[1]), retriable: words.count == 3))
        }
    }

    func text() -> String {
        var out = Printer(from: "errors.txt", imports: [])
        out.line("extension ErrorCode {")
        for entry in entries {
            out.line(
                "    public static var \(Naming.constant(entry.name)): ErrorCode { ErrorCode(rawValue: \(entry.code)) }"
            )
        }
        out.line("}")
        out.line()
        out.block("extension ErrorCode") { out in
            out.line("/// Every known code, ascending.")
            out.line("public static let all: [ErrorCode] = [")
            for entry in entries { out.line("    .\(Naming.constant(entry.name)),") }
            out.line("]")
            out.line()
            out.line("/// Kafka's name of a known code.")
            out.block("var knownName: String?") { out in
                out.block("switch rawValue") { out in
                    for entry in entries { out.line("case \(entry.code): \"\(entry.name)\"") }
                    out.line("default: nil")
                }
            }
            out.line()
            out.line("/// Whether Kafka's clients try again after it.")
            out.block("public var isRetriable: Bool") { out in
                out.block("switch rawValue") { out in
                    let codes = entries.filter(\.retriable).map { "\($0.code)" }.joined(separator: ", ")
                    out.line("case \(codes): true")
                    out.line("default: false")
                }
            }
        }
        return out.text
    }
}
