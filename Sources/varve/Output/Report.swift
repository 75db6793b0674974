/// How a report is printed.
enum OutputForm: String, CaseIterable {
    case table, wide, json, jsonl, yaml, csv, tsv, name

    static let allNames = allCases.map(\.rawValue).joined(separator: ", ")
}

/// A column of a report: its name in programs, and its heading, which is the same in capitals.
struct Column {
    let name: String
    /// Shown by `-o wide` and to programs only.
    var isWide = false
    /// Numbers stand at the right.
    var isNumber = false

    var heading: String { name.uppercased().split(separator: "_").joined(separator: "-") }
}

/// What a command that reads has found, in no form yet.
struct Report {
    /// The name under which programs know this form of data, such as "topic.list".
    let schema: String
    /// Raised when a field changes its meaning or goes.
    var version = 1
    var columns: [Column]
    var rows: [[Value]] = []
    /// Whether the report is one thing (its fields stand at the top of the JSON) and not a list.
    var isSingle = false

    private func fields(_ row: [Value]) -> [(String, Value)] {
        zip(columns, row).map { ($0.name, $1) }
    }

    private var document: Value {
        let head: [(String, Value)] = [("schema", .text(schema)), ("version", .int(Int64(version)))]
        if isSingle, let row = rows.first { return .object(head + fields(row)) }
        return .object(head + [("items", .list(rows.map { .object(fields($0)) }))])
    }

    /// The whole report as text that ends with a line break, or empty.
    func text(_ form: OutputForm, terminal: Terminal, headers: Bool) -> String {
        switch form {
        case .json: return document.json + "\n"
        case .jsonl: return rows.map { Value.object(fields($0)).json + "\n" }.joined()
        case .yaml: return String(document.yaml().drop { $0 == "\n" }) + "\n"
        case .name: return rows.map { ($0.first?.cell(human: false) ?? "") + "\n" }.joined()
        case .csv: return separated(by: ",", headers: headers) { Report.quoted($0) }
        case .tsv: return separated(by: "\t", headers: headers) { Report.escaped($0) }
        case .table, .wide:
            guard terminal.isTerminal else {
                return separated(by: "\t", headers: headers, wide: form == .wide) { Report.escaped($0) }
            }
            return padded(wide: form == .wide, terminal: terminal, headers: headers)
        }
    }

    private func separated(
        by separator: String, headers: Bool, wide: Bool = true, _ write: (String) -> String
    ) -> String {
        let shown = columns.indices.filter { wide || !columns[$0].isWide }
        var lines = headers ? [shown.map { columns[$0].name }.joined(separator: separator)] : []
        lines += rows.map { row in shown.map { write(row[$0].cell(human: false)) }.joined(separator: separator) }
        return lines.map { $0 + "\n" }.joined()
    }

    private func padded(wide: Bool, terminal: Terminal, headers: Bool) -> String {
        let shown = columns.indices.filter { wide || !columns[$0].isWide }
        let cells = rows.map { row in shown.map { Report.escaped(row[$0].cell(human: true)) } }
        let headings = shown.map { columns[$0].heading }
        let widths = shown.indices.map { index in
            max(headers ? headings[index].count : 0, cells.map { $0[index].count }.max() ?? 0)
        }
        func line(_ cells: [String]) -> String {
            let parts = cells.enumerated().map { index, cell in
                let gap = String(repeating: " ", count: widths[index] - cell.count)
                return columns[shown[index]].isNumber ? gap + cell : (index == cells.count - 1 ? cell : cell + gap)
            }
            return terminal.cut(parts.joined(separator: "  "))
        }
        let head = headers ? [terminal.bold(line(headings))] : []
        return (head + cells.map(line)).map { $0 + "\n" }.joined()
    }

    /// RFC 4180.
    static func quoted(_ cell: String) -> String {
        guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// One cell stays one cell, and one line, whatever it holds; what moves a terminal's cursor does not reach it.
    static func escaped(_ cell: String) -> String {
        guard cell.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) else { return cell }
        var text = ""
        Value.writeJSON(string: cell, to: &text)
        return String(text.dropFirst().dropLast())
    }
}
