/// How a report is printed (`-o`).
enum OutputForm {
    case table, wide, json, jsonl, yaml, csv, tsv, name
    /// A line for every row, by the user's own pattern.
    case template(ReportTemplate)
    /// The report's schema instead of the report.
    case help

    static let allNames = "table, wide, json, jsonl, yaml, csv, tsv, name, template='{COLUMN} …', help"

    /// The form of that name; nil for none.
    ///
    /// - Throws: a failure of usage for a template that is none.
    init?(_ text: String) throws(Failure) {
        switch text {
        case "table": self = .table
        case "wide": self = .wide
        case "json": self = .json
        case "jsonl": self = .jsonl
        case "yaml": self = .yaml
        case "csv": self = .csv
        case "tsv": self = .tsv
        case "name": self = .name
        case "help": self = .help
        case "template": throw Failure(.usage, "a template is missing, as in -o template='{COLUMN} …'")
        case _ where text.hasPrefix("template="): self = .template(try ReportTemplate(text.dropFirst(9)))
        default: return nil
        }
    }
}

/// A line of a report by the user's own pattern: `{column}` stands for a cell, as programs see it; `{{`, `}}`, `\n`, `\t`
/// and `\\` for themselves.
struct ReportTemplate {
    enum Piece: Equatable {
        case literal(String)
        case column(String)
    }

    let pieces: [Piece]

    init(_ text: Substring) throws(Failure) {
        func wrong(_ what: String) -> Failure {
            Failure(.usage, "template '\(text)': \(what)", hint: "for example -o template='{topic} {end}'")
        }
        var pieces: [Piece] = []
        var literal = ""
        var rest = text
        guard !rest.isEmpty else { throw wrong("it is empty") }
        while let letter = rest.popFirst() {
            switch letter {
            case "\\":
                switch rest.popFirst() {
                case "n": literal.append("\n")
                case "t": literal.append("\t")
                case "\\": literal.append("\\")
                case let other: throw wrong("'\\\(other.map(String.init) ?? "")' is none of \\n \\t \\\\")
                }
            case "{" where rest.first == "{", "}" where rest.first == "}":
                literal.append(rest.removeFirst())
            case "{":
                guard let end = rest.firstIndex(of: "}") else { throw wrong("a '{' is not closed; '{{' means itself") }
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                literal = ""
                pieces.append(.column(String(rest[..<end])))
                rest = rest[end...].dropFirst()
            default: literal.append(letter)
            }
        }
        self.pieces = literal.isEmpty ? pieces : pieces + [.literal(literal)]
    }

    /// - Throws: a failure of usage for a column that is not there.
    func check(_ columns: [Column]) throws(Failure) {
        for case .column(let name) in pieces { _ = try ReportSchema.index(of: name, in: columns) }
    }

    /// One row's line, without a line break.
    func line(_ row: [Value], _ columns: [Column]) -> String {
        pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .column(let name): columns.firstIndex { $0.name == name }.map { row[$0].cell(human: false) } ?? ""
            }
        }.joined()
    }
}
