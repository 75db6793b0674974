/// What a command that reads has found, in no form yet.
struct Report {
    let schema: ReportSchema
    /// The schema's columns, or those of them that the call asked for.
    var columns: [Column]
    var rows: [[Value]]

    init(_ schema: ReportSchema, rows: [[Value]] = []) {
        self.schema = schema
        columns = schema.columns
        self.rows = rows
    }

    /// The report that a command makes.
    init(_ invocation: Invocation, rows: [[Value]] = []) {
        self.init(invocation.command.report ?? ReportSchema(invocation.command.name, []), rows: rows)
    }

    /// The whole report as text that ends with a line break, or empty.
    func text(_ form: OutputForm, terminal: Terminal, headers: Bool) -> String {
        let text = ReportText(self, form, terminal: terminal, headers: headers)
        return text.head + text.rows(rows, isFirst: true) + text.end(isEmpty: rows.isEmpty)
    }
}
