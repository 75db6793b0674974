import Testing

@testable import varve

@Suite struct ReportTests {
    let report = Report(
        ReportSchema("topic.list", [Column("topic"), Column("log_size", .bytes)]),
        rows: [[.text("a,\"b\"\n"), .bytes(1_234_567)], [.text("c"), .null]])

    @Test func everyFormIsStable() {
        var terminal = Terminal(descriptor: -1, color: "never")
        let expected: [(OutputForm, String)] = [
            (
                .json,
                #"{"schema":"topic.list","version":1,"items":[{"topic":"a,\"b\"\n","log_size":1234567},{"topic":"c","log_size":null}]}"#
                    + "\n"
            ),
            (.jsonl, #"{"topic":"a,\"b\"\n","log_size":1234567}"# + "\n" + #"{"topic":"c","log_size":null}"# + "\n"),
            (.csv, "topic,log_size\n\"a,\"\"b\"\"\n\",1234567\nc,-\n"),
            (.tsv, "topic\tlog_size\na,\\\"b\\\"\\n\t1234567\nc\t-\n"),
            (.table, "topic\tlog_size\na,\\\"b\\\"\\n\t1234567\nc\t-\n"),
            (.name, "a,\"b\"\n\nc\n"),
            (
                .yaml,
                """
                schema: "topic.list"
                version: 1
                items:
                  -
                    topic: "a,\\"b\\"\\n"
                    log_size: 1234567
                  -
                    topic: "c"
                    log_size: null

                """
            ),
        ]
        for (form, text) in expected { #expect(report.text(form, terminal: terminal, headers: true) == text) }
        terminal.isTerminal = true
        #expect(
            report.text(.table, terminal: terminal, headers: true)
                == "TOPIC      LOG-SIZE\na,\\\"b\\\"\\n    1.2 MB\nc                 -\n")
        terminal.width = 8
        #expect(report.text(.table, terminal: terminal, headers: false) == "a,\\\"b\\\"…\nc      …\n")
    }

    @Test func reportsOfOneThingAndReportsWithoutRows() throws {
        let terminal = Terminal(descriptor: -1, color: "never")
        func text(_ isSingle: Bool, _ rows: [[Value]], _ form: OutputForm) -> String {
            let schema = ReportSchema("s", isSingle: isSingle, [Column("a"), Column("b", .list)])
            return Report(schema, rows: rows).text(form, terminal: terminal, headers: true)
        }
        let row: [Value] = [.text("x"), .list([.int(1)])]
        let cases: [(Bool, [[Value]], OutputForm, String)] = [
            (true, [row], .json, #"{"schema":"s","version":1,"a":"x","b":[1]}"# + "\n"),
            (true, [row], .yaml, "schema: \"s\"\nversion: 1\na: \"x\"\nb:\n  - 1\n"),
            (true, [row], .jsonl, #"{"a":"x","b":[1]}"# + "\n"),
            (false, [], .json, #"{"schema":"s","version":1,"items":[]}"# + "\n"),
            (false, [], .yaml, "schema: \"s\"\nversion: 1\nitems: []\n"), (false, [], .jsonl, ""),
            (false, [], .csv, "a,b\n"),
            (false, [row, row], .template(try ReportTemplate("{a}={b}{{")), "x=1{\nx=1{\n"),
        ]
        for (isSingle, rows, form, expected) in cases { #expect(text(isSingle, rows, form) == expected) }
    }

    @Test func numbersAreForPeople() {
        #expect(Value.human(bytes: 999) == "999 B" && Value.human(bytes: 999_960) == "1 MB")
        #expect(Value.human(milliseconds: 90_000) == "1.5 min" && Value.human(milliseconds: -1) == "-1 ms")
        #expect(Value.decimal(-0.0004) == "0" && Value.decimal(2.5) == "2.5" && Value.decimal(-3.1234) == "-3.123")
    }
}
