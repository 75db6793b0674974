extension CommandTree {
    /// The commands whose names begin with `group`, or all, for programs (`--help-json`).
    func json(of group: String = "") -> String {
        let shown = commands.filter { group.isEmpty || $0.name == group || $0.name.hasPrefix(group + " ") }
        let codes: [(String, Value)] = [
            ("0", .text("ok")), ("1", .text("failed in whole or part")), ("2", .text("usage")),
            ("3", .text("unreachable")), ("4", .text("denied")), ("5", .text("not found")),
            ("130", .text("interrupted")),
        ]
        return Value.object([
            ("schema", .text("help")), ("version", .int(1)), ("commands", .list(shown.map(\.description))),
            ("exit_codes", .object(codes)),
        ]).json + "\n"
    }
}

extension CommandSpec {
    /// All that the help says, for programs.
    fileprivate var description: Value {
        var fields: [(String, Value)] = [
            ("name", .text(name)), ("summary", .text(summary)),
            (
                "examples",
                .list(examples.map { .object([("call", .text("varve \($0.call)")), ("effect", .text($0.effect))]) })
            ),
            ("arguments", .list(positionals.map(\.description))), ("options", .list(allOptions.map(\.description))),
            ("notes", .list(notes.map { .text($0) })),
        ]
        if let report { fields.append(("report", report.description)) }
        return .object(fields)
    }
}

extension PositionalSpec {
    fileprivate var description: Value {
        .object([
            ("name", .text(name)), ("required", .bool(count == .one || count == .many)),
            ("repeatable", .bool(count == .many || count == .any)),
        ])
    }
}

extension OptionSpec {
    fileprivate var description: Value {
        .object([
            ("name", .text(name)), ("short", short.map { .text(String($0)) } ?? .null),
            ("value", value.map { .text($0) } ?? .null), ("repeatable", .bool(isRepeatable)), ("help", .text(help)),
        ])
    }
}

extension ReportSchema {
    fileprivate var description: Value {
        .object([
            ("schema", .text(name)), ("version", .int(Int64(version))), ("single", .bool(isSingle)),
            (
                "columns",
                .list(
                    columns.map {
                        .object([
                            ("name", .text($0.name)), ("kind", .text($0.kind.rawValue)), ("wide", .bool($0.isWide)),
                        ])
                    })
            ),
        ])
    }
}
