extension CommandSpec {
    static let version = CommandSpec(
        name: "version", summary: "Print the version of this program",
        examples: [("version", ""), ("version -o json", "for programs")],
        reports: true
    ) { (_) throws(Failure) in
        try Output.standard.write(
            Report(
                schema: "version", columns: [Column(name: "varve"), Column(name: "kafka_protocol")],
                rows: [[.text("0.1.0"), .text("4.3")]], isSingle: true))
    }
}
