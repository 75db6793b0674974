/// A column of a report: its name in programs, and its heading, which is the same in capitals.
struct Column {
    /// What stands in it, by the words of `-o help`.
    enum Kind: String {
        case text
        case number
        /// A number of bytes.
        case bytes
        case yesNo = "yes/no"
        /// Several values, with commas between them where a form has no lists.
        case list

        /// Numbers stand at the right.
        var isNumber: Bool { self == .number || self == .bytes }
    }

    let name: String
    let kind: Kind
    /// Shown by `-o wide` and to programs only.
    var isWide: Bool

    init(_ name: String, _ kind: Kind = .text, isWide: Bool = false) {
        self.name = name
        self.kind = kind
        self.isWide = isWide
    }

    var heading: String { name.uppercased().split(separator: "_").joined(separator: "-") }
}

/// What a report of a command looks like, known before there is one: programs may ask for it, and wrong names of columns
/// are refused before anything is done.
struct ReportSchema: Sendable {
    /// The name under which programs know this form of data, such as "topic.list".
    let name: String
    /// Raised when a field changes its meaning or goes.
    let version: Int
    let columns: [Column]
    /// Whether the report is one thing (its fields stand at the top of the JSON) and not a list.
    let isSingle: Bool

    init(_ name: String, version: Int = 1, isSingle: Bool = false, _ columns: [Column]) {
        self.name = name
        self.version = version
        self.columns = columns
        self.isSingle = isSingle
    }

    /// The place of the column of that name.
    ///
    /// - Throws: a failure of usage that says which there are.
    static func index(of name: String, in columns: [Column]) throws(Failure) -> Int {
        if let index = columns.firstIndex(where: { $0.name == name }) { return index }
        let names = columns.map(\.name)
        let near = Suggestion.nearest(to: name, among: names)
        throw Failure(
            .usage, "there is no column '\(name)'",
            hint: near.map { "did you mean '\($0)'?" } ?? "there are \(names.joined(separator: ", "))")
    }

    /// What `-o help` prints.
    var help: String {
        let width = columns.map(\.name.count).max() ?? 0
        let lines = columns.map { column in
            let line = "  \(column.name.padded(to: width))  \(column.kind.rawValue)"
            return column.isWide ? "\(line.padded(to: width + 10))  not in a table; -o wide shows it" : line
        }
        let shape = isSingle ? "one object" : "a list of items"
        return "schema \(name), version \(version): \(shape)\n" + lines.map { $0 + "\n" }.joined()
    }
}
