import Testing

@testable import varve

@Suite struct ReportTests {
    let report = Report(
        schema: "topic.list", columns: [Column(name: "topic"), Column(name: "log_size", isNumber: true)],
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

    @Test func numbersAreForPeople() {
        #expect(Value.human(bytes: 999) == "999 B" && Value.human(bytes: 999_960) == "1 MB")
        #expect(Value.human(milliseconds: 90_000) == "1.5 min" && Value.human(milliseconds: -1) == "-1 ms")
        #expect(Value.decimal(-0.0004) == "0" && Value.decimal(2.5) == "2.5" && Value.decimal(-3.1234) == "-3.123")
    }
}
