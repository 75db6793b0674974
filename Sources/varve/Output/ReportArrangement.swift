/// Which columns of a report are shown, and in which order its rows stand.
struct ReportArrangement {
    /// Names in the order wanted; nil for all.
    var columns: [String]?
    /// The column to sort by; nil to keep the order.
    var sort: String?
    private var isDescending = false

    /// Everything as it comes.
    init() {}

    /// What `--columns A,B` and `--sort [-]A` say.
    init(columns: String?, sort: String?) {
        self.columns = columns.map { $0.split(separator: ",").map(String.init) }
        isDescending = sort?.hasPrefix("-") ?? false
        self.sort = sort.map { isDescending ? String($0.dropFirst()) : $0 }
    }

    /// The report with its rows and columns as wanted. Columns that are named are shown however wide the table.
    func arrange(_ report: Report) throws(Failure) -> Report {
        var arranged = report
        if let sort {
            let column = try ReportSchema.index(of: sort, in: report.columns)
            let sorted = report.rows.enumerated().sorted { left, right in
                let order = left.element[column].compare(right.element[column])
                return order == 0 ? left.offset < right.offset : isDescending ? order > 0 : order < 0
            }
            arranged.rows = sorted.map(\.element)
        }
        guard let columns else { return arranged }
        var indexes: [Int] = []
        for name in columns { indexes.append(try ReportSchema.index(of: name, in: report.columns)) }
        arranged.columns = indexes.map { index in
            var column = report.columns[index]
            column.isWide = false
            return column
        }
        arranged.rows = arranged.rows.map { row in indexes.map { row[$0] } }
        return arranged
    }
}

extension Value {
    /// Negative, 0 or positive as this value goes before, with or after another; what is missing goes first.
    func compare(_ other: Value) -> Int {
        func sign<Number: Comparable>(_ left: Number, _ right: Number) -> Int {
            left < right ? -1 : left > right ? 1 : 0
        }
        switch (number, other.number) {
        case (let left?, let right?): return sign(left, right)
        default:
            if case .null = self { if case .null = other { return 0 } else { return -1 } }
            if case .null = other { return 1 }
            return sign(cell(human: false), other.cell(human: false))
        }
    }

    private var number: Double? {
        switch self {
        case .int(let value), .bytes(let value), .milliseconds(let value): Double(value)
        case .double(let value): value
        case .bool(let value): value ? 1 : 0
        default: nil
        }
    }
}
