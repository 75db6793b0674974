import Testing

@testable import varve

@Suite struct CommandLineTests {
    static let command = CommandSpec(
        name: "topic create", summary: "", examples: [], positionals: [PositionalSpec(name: "name", count: .many)],
        options: [
            OptionSpec(name: "partitions", short: "p", value: "N", help: ""),
            OptionSpec(name: "config", short: "c", value: "NAME=VALUE", isRepeatable: true, help: ""),
            OptionSpec(name: "exit", short: "e", help: ""), .yes,
        ], report: ReportSchema("s", [Column("topic")])
    ) { (_) throws(Failure) in }

    func parse(_ line: String) -> Result<Invocation, Failure> {
        do throws(Failure) {
            return .success(try Invocation(Self.command, line.split(separator: " ").map(String.init)))
        } catch {
            return .failure(error)
        }
    }

    @Test func optionsAreFoundWhereverTheyStand() throws {
        let call = try parse("a -p 6 -c x=1 b --config=y=2=3 -ye -- -z").get()
        #expect(call.positionals == ["a", "b", "-z"])
        #expect(try call.number("partitions") == 6)
        #expect(call.has("yes") && call.has("exit") && !call.has("help"))
        let pairs = try call.pairs("config")
        #expect(pairs.map(\.key) == ["x", "y"] && pairs.map(\.value) == ["1", "2=3"])
        #expect(try parse("a -p7").get().value("partitions") == "7")
        #expect(try parse("a -50").get().positionals == ["a", "-50"])
    }

    @Test func wrongCallsSayWhatIsWrong() {
        let cases = [
            ("", "NAME is missing"), ("a --partition 3", "did you mean --partitions?"), ("a -p", "-p needs a value"),
            ("a -x", "unknown option -x"), ("a --yes=no", "takes no value"), ("a -p 1 -p 2", "was given twice"),
            ("a --config", "--config needs a value"),
        ]
        for (line, message) in cases {
            guard case .failure(let failure) = parse(line) else {
                Issue.record("'\(line)' was taken")
                continue
            }
            #expect(failure.code == .usage && failure.line.contains(message), "\(failure.line)")
            #expect(failure.line.hasSuffix("see 'varve topic create --help'"))
        }
    }

    @Test func everyHelpFitsOneScreenAndBeginsWithExamples() {
        for command in CommandTree.all.commands {
            let lines = command.help.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count < 60 && lines[2] == "Examples", "\(command.name)")
        }
    }

    @Test func suggestionsAreNear() {
        #expect(Suggestion.nearest(to: "topc", among: ["topic", "tail"]) == "topic")
        #expect(Suggestion.nearest(to: "zzz", among: ["topic", "tail"]) == nil)
        #expect(Suggestion.distance("kitten", "sitting") == 3)
    }
}
