/// Turns a report into text, some rows at a time where the form allows that.
struct ReportText {
    private let schema: ReportSchema
    private let columns: [Column]
    private let form: OutputForm
    private let terminal: Terminal
    private let headers: Bool

    /// - Parameter report: for its columns; its rows are not looked at.
    init(_ report: Report, _ form: OutputForm, terminal: Terminal, headers: Bool) {
        schema = report.schema
        columns = report.columns
        self.form = form
        self.terminal = terminal
        self.headers = headers
    }

    /// Whether rows can be written before all are known: not in padded columns.
    var takesParts: Bool {
        switch form {
        case .table, .wide: !terminal.isTerminal
        default: true
        }
    }

    /// What stands before the rows.
    var head: String {
        switch form {
        case .json:
            "{\"schema\":\(Value.text(schema.name).json),\"version\":\(schema.version)"
                + (isObject ? "" : ",\"items\":[")
        case .yaml: "schema: \(Value.text(schema.name).json)\nversion: \(schema.version)" + (isObject ? "" : "\nitems:")
        case .csv, .tsv, .table, .wide: headers && takesParts ? line(shown.map { columns[$0].name }) { $0 } : ""
        default: ""
        }
    }

    /// Rows in their form.
    ///
    /// - Parameter isFirst: whether no rows were written before.
    func rows(_ rows: [[Value]], isFirst: Bool) -> String {
        switch form {
        case .json where isObject:
            rows.map { fields($0).map { ",\(Value.text($0).json):\($1.json)" }.joined() }.joined()
        case .json:
            (isFirst || rows.isEmpty ? "" : ",") + rows.map { Value.object(fields($0)).json }.joined(separator: ",")
        case .jsonl: rows.map { Value.object(fields($0)).json + "\n" }.joined()
        case .yaml where isObject: rows.map { Value.object(fields($0)).yaml() }.joined()
        case .yaml: rows.map { "\n  -" + Value.object(fields($0)).yaml(indent: 2) }.joined()
        case .name: rows.map { ($0.first?.cell(human: false) ?? "") + "\n" }.joined()
        case .template(let template): rows.map { template.line($0, columns) + "\n" }.joined()
        case .csv: rows.map { row in line(shown.map { row[$0].cell(human: false) }, ReportText.quoted) }.joined()
        case .tsv: rows.map { row in line(shown.map { row[$0].cell(human: false) }, ReportText.escaped) }.joined()
        case .table, .wide:
            takesParts
                ? rows.map { row in line(shown.map { row[$0].cell(human: false) }, ReportText.escaped) }.joined()
                : padded(rows)
        case .help: ""
        }
    }

    /// What stands behind the rows.
    func end(isEmpty: Bool) -> String {
        switch form {
        case .json: isObject ? "}\n" : "]}\n"
        case .yaml: isEmpty && !isObject ? " []\n" : "\n"
        default: ""
        }
    }

    // MARK: - Steps

    /// A report of one thing has its fields where others have the list.
    private var isObject: Bool { schema.isSingle }

    private func fields(_ row: [Value]) -> [(String, Value)] { zip(columns, row).map { ($0.name, $1) } }

    /// The columns that this form shows.
    private var shown: [Int] {
        if case .table = form { return columns.indices.filter { !columns[$0].isWide } }
        return Array(columns.indices)
    }

    private func line(_ cells: [String], _ write: (String) -> String) -> String {
        var separator = "\t"
        if case .csv = form { separator = "," }
        return cells.map(write).joined(separator: separator) + "\n"
    }

    private func padded(_ rows: [[Value]]) -> String {
        let shown = shown
        let cells = rows.map { row in shown.map { ReportText.escaped(row[$0].cell(human: true)) } }
        let headings = shown.map { columns[$0].heading }
        let widths = shown.indices.map { index in
            max(headers ? headings[index].count : 0, cells.map { $0[index].count }.max() ?? 0)
        }
        func line(_ cells: [String]) -> String {
            let parts = cells.enumerated().map { index, cell in
                let gap = String(repeating: " ", count: widths[index] - cell.count)
                return columns[shown[index]].kind.isNumber ? gap + cell : (index == cells.count - 1 ? cell : cell + gap)
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
        guard cell.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7f..<0xa0).contains($0.value) }) else {
            return cell
        }
        var text = ""
        Value.writeJSON(string: cell, to: &text)
        return String(text.dropFirst().dropLast())
    }
}
