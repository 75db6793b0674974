import ClientCore
import KafkaProtocol
import Testing

@testable import Metadata
@testable import varve

@Suite struct BrokerArgumentTests {
    @Test func partitionsAreNumbersAndRanges() {
        let lists: [(String, [Int32]?)] = [
            ("0", [0]), ("0,2-4", [0, 2, 3, 4]), ("4-4,1", [1, 4]), ("3,3,2-3", [2, 3]), ("", nil), ("1,", nil),
            ("2-1", nil), ("-1", nil), ("1-2-3", nil), ("a", nil), ("0-100001", nil), ("99999999999", nil),
        ]
        for (text, expected) in lists { #expect(PartitionList.parse(text) == expected, "\(text)") }
    }

    @Test func partitionsHaveOffsetsOfTheirOwn() {
        let parsed = PartitionOffsets.parse("0=5,12=-3:end,1=@0", now: 0) ?? [:]
        #expect(parsed.count == 3 && parsed[0] == OffsetRange("5", now: 0))
        #expect(parsed[12] == OffsetRange("-3:end", now: 0) && parsed[1] == OffsetRange("@0", now: 0))
        for wrong in ["", "0", "0=", "=1", "a=1", "-1=1", "0=1,", "0=1,0=2", "0=x", "0=stored", "99999999999=1"] {
            #expect(PartitionOffsets.parse(wrong, now: 0) == nil, "\(wrong)")
        }
        let words = [
            ("flights", "flights"), ("a b", "'a b'"), ("", "''"), ("it's", #"'it'\''s'"#), ("0=none", "'0=none'"),
        ]
        for (word, quoted) in words { #expect(ShellWord.quoted(word) == quoted) }
    }

    @Test func refusalsHaveTheirExitCodesAndNextSteps() {
        let refusals: [(ClientError, ExitCode, String)] = [
            (ClientError(.unreachable, "127.0.0.1:1", "connection refused"), .unreachable, "varve serve DIR"),
            (ClientError(.timedOut, "127.0.0.1:1", "no answer"), .unreachable, "--broker HOST:PORT"),
            (ClientError(.unknownTopicOrPartition, "topic x"), .notFound, "varve topic list"),
            (ClientError(.groupIdNotFound, "group x"), .notFound, "varve group list"),
            (ClientError(.topicAuthorizationFailed, "topic x"), .denied, "ask for the right"),
            (ClientError(.topicAlreadyExists, "topic x"), .failed, "varve topic alter"),
            (ClientError(.invalid, "partition 9", "no such"), .usage, ""),
            (ClientError(.corrupt, "batch", "damaged"), .failed, ""),
        ]
        for (error, code, step) in refusals {
            let failure = Failure(error)
            #expect(failure.code == code && failure.hint.contains(step), "\(failure.line)")
            #expect(failure.hint.isEmpty == step.isEmpty)
        }
    }

    @Test func whatIsCompactedTheMetadataSay() {
        var state = ClusterState()
        state.configs[.topic("prices")] = ["cleanup.policy": "delete, compact"]
        state.configs[.topic("__kept")] = ["cleanup.policy": "delete"]
        let topics = CompactedTopics(state)
        #expect(topics.contains("prices") && !topics.contains("flights") && !topics.contains("__kept"))
        #expect(topics.contains("__consumer_offsets") && CompactedTopics(nil).contains("__consumer_offsets"))
        state.configs[.cluster] = ["log.cleanup.policy": "compact"]
        #expect(CompactedTopics(state).contains("flights") && !CompactedTopics(nil).contains("flights"))
    }

    @Test func rowsAndColumnsAreArranged() throws {
        let report = Report(
            ReportSchema("s", [Column("topic"), Column("end", .number), Column("id", isWide: true)]),
            rows: [
                [.text("b"), .int(9), .text("x")], [.text("a"), .int(10), .text("y")], [.text("c"), .null, .text("z")],
            ])
        let terminal = Terminal(descriptor: -1, color: "never")
        func text(_ columns: String?, _ sort: String?) throws -> String {
            try ReportArrangement(columns: columns, sort: sort).arrange(report)
                .text(.table, terminal: terminal, headers: false)
        }
        #expect(try text(nil, nil) == "b\t9\na\t10\nc\t-\n")
        #expect(try text("id,topic", "end") == "z\tc\nx\tb\ny\ta\n")
        #expect(try text("topic", "-end") == "a\nb\nc\n")
        let failure = #expect(throws: Failure.self) { try text("topics", nil) }
        #expect(failure?.line == "varve: there is no column 'topics'; did you mean 'topic'?")
    }
}
