/// A report of any length: printed as its rows come, where the form allows that, and held in memory only where it does
/// not (padded columns, sorting).
struct ReportStream {
    private var report: Report
    private var isBegun = false
    /// Rows held back before they are printed together.
    private static let rowsInPart = 512

    /// The report that a command makes.
    init(_ invocation: Invocation) { report = Report(invocation) }

    mutating func add(_ row: [Value]) throws(Failure) {
        report.rows.append(row)
        if report.rows.count >= ReportStream.rowsInPart, Output.standard.takesParts(of: report) { try writePart() }
    }

    /// Prints what is left, and what stands behind the rows.
    mutating func finish() throws(Failure) {
        if !isBegun { return try Output.standard.write(report) }
        try writePart()
        try Output.standard.end(report)
    }

    private mutating func writePart() throws(Failure) {
        try Output.standard.writePart(report, isFirst: !isBegun)
        isBegun = true
        report.rows.removeAll(keepingCapacity: true)
    }
}
