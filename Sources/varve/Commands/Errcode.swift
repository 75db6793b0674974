import KafkaProtocol

extension CommandSpec {
    static let errcode = CommandSpec(
        name: "errcode", summary: "Explain Kafka's error codes, by number or name",
        examples: [
            ("errcode 3", ""), ("errcode NOT_LEADER_OR_FOLLOWER", "case does not matter"), ("errcode", "all of them"),
        ],
        positionals: [PositionalSpec(name: "code", count: .any)],
        report: ReportSchema(
            "errcode", [Column("code", .number), Column("name"), Column("retriable", .yesNo)]),
        notes: ["Clients try again by themselves after those that are retriable."]
    ) { (invocation) throws(Failure) in
        let known = (Int16(-1)...999).map(ErrorCode.init).filter(\.isKnown)
        var report = Report(invocation)
        let wanted = invocation.positionals
        for text in wanted {
            let code = known.first { String($0.rawValue) == text || $0.name == text.uppercased() }
            guard let code else {
                let near = Suggestion.nearest(to: text.uppercased(), among: known.map(\.name))
                throw Failure(
                    .notFound, "Kafka 4.3 has no error '\(text)'",
                    hint: near.map { "did you mean \($0)?" } ?? "'varve errcode' lists them")
            }
            report.rows.append(row(code))
        }
        if wanted.isEmpty { report.rows = known.map(row) }
        try Output.standard.write(report)
    }

    private static func row(_ code: ErrorCode) -> [Value] {
        [.int(Int64(code.rawValue)), .text(code.name), .bool(code.isRetriable)]
    }
}

extension ErrorCode {
    /// Whether Kafka has it.
    fileprivate var isKnown: Bool { !name.hasPrefix("ERROR_") }
}
