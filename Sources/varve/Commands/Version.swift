extension CommandSpec {
    static let version = CommandSpec(
        name: "version", summary: "Print the version of this program",
        examples: [("version", ""), ("version -o json", "for programs")],
        report: ReportSchema(
            "version", isSingle: true,
            [Column("varve"), Column("kafka_protocol")])
    ) { (invocation) throws(Failure) in
        try Output.standard.write(
            Report(invocation, rows: [[.text("0.1.0"), .text("4.3")]]))
    }
}
