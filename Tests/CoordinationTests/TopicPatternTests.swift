import Testing

@testable import Coordination

@Suite struct TopicPatternTests {
    /// Expression, names that match, names that do not.
    static let legal: [(String, [String], [String])] = [
        ("t.*", ["t", "topic"], ["at", ""]),
        ("a|bc+", ["a", "bc", "bccc"], ["b", "abc", "ac"]),
        ("", [""], ["a"]),
        ("(a|b)?c{2}", ["cc", "acc", "bcc"], ["c", "abcc", "ccc"]),
        ("a{2,3}b{1,}", ["aab", "aaabbb"], ["ab", "aaaab", "aa"]),
        ("a{,2}", ["a{,2}"], ["a", "aa"]),
        ("x{0}y", ["y"], ["xy"]),
        ("[a-c_.]+", ["a_b.c"], ["d", ""]),
        ("[^a-c]", ["d", "-"], ["a", "dd"]),
        ("[]a-]+", ["]a-"], ["b"]),
        ("[\\d\\-x]+", ["12-x"], ["y"]),
        ("[[:alpha:]]+[[:^digit:]]", ["ab_"], ["ab1"]),
        ("\\w+\\.\\d+\\S", ["ab_1.42-"], ["ab-1.42-"]),
        ("\\D\\W", ["a-"], ["1-", "ab"]),
        ("\\pL\\p{Nd}\\P{L}\\p{^Greek}", ["a1-b"], ["11-b", "a1ab"]),
        ("\\p{Han}*a", ["a"], ["ba"]),
        ("(?i)ToPic[x-z]", ["topicX", "TOPICz"], ["topicA"]),
        ("(?i:A)b", ["ab", "Ab"], ["aB"]),
        ("a(?i)b|c", ["aB", "C"], ["Ab"]),
        ("(a(?i)b)c", ["aBc"], ["abC"]),
        ("(?P<name>a)(?<n>b)(?:c)(?s-i:.)", ["abcd"], ["abc"]),
        ("^a$", ["a"], ["ab"]),
        ("\\Aa\\z", ["a"], ["ba"]),
        ("a\\b.\\Bb*", ["a-"], ["ab", "a-b"]),
        ("\\Qa.b*\\E+", ["a.b*", "a.b**"], ["axb*"]),
        ("\\x41\\x{42}\\103\\_", ["ABC_"], ["ABC"]),
        ("a*?b+?c??", ["aabb", "bc"], ["a"]),
        ("(a*)*", ["", "aaa"], ["b"]),
        ("é|a", ["a"], ["e"]),
        ("(|a)+", ["", "aa"], ["b"]),
    ]

    /// Refused by Kafka 4.3 as well, in these words.
    static let illegal: [(String, String)] = [
        ("a**", "invalid nested repetition operator"), ("a+??", "invalid nested repetition operator"),
        ("x{2}{3}", "invalid nested repetition operator"), ("(", "missing closing )"), ("[", "missing closing ]"),
        ("*a", "missing argument to repetition operator"), ("a|*", "missing argument to repetition operator"),
        ("{2}", "missing argument to repetition operator"), ("\\", "trailing backslash at end of expression"),
        ("a{2,1}", "invalid repeat count"), ("a{1001}", "invalid repeat count"), ("(?P<n", "invalid named capture"),
        ("\\8", "invalid escape sequence"), ("\\y", "invalid escape sequence"), ("\\C", "invalid escape sequence"),
        ("\\x{110000}", "invalid escape sequence"), ("[a-\\d]", "invalid escape sequence"),
        ("[z-a]", "invalid character class range"), ("\\p{Foo}", "invalid character class range"),
        ("[[:foo:]]", "invalid character class range"), ("(?x)a", "invalid or unsupported Perl syntax"),
        ("(?=a)", "invalid or unsupported Perl syntax"), ("(?", "invalid or unsupported Perl syntax"),
        ("(?i", "invalid or unsupported Perl syntax"), ("a)", "unexpected )"),
    ]

    @Test func wholeNames() throws {
        var wrong: [String] = []
        for (expression, matching, others) in TopicPatternTests.legal {
            let pattern = try TopicPattern(expression)
            wrong += matching.filter { !pattern.matches($0) }.map { "\(expression) does not match \($0)" }
            wrong += others.filter(pattern.matches).map { "\(expression) matches \($0)" }
        }
        for (expression, reason) in TopicPatternTests.illegal {
            do throws(PatternError) {
                _ = try TopicPattern(expression)
                wrong.append("\(expression) is legal")
            } catch {
                if error.reason != reason { wrong.append("\(expression): \(error.reason)") }
            }
        }
        #expect(wrong == [])
    }

    /// Whatever is asked, there is an answer soon: no expression makes more work than its size times the name's.
    @Test func hostileExpressions() throws {
        let long = String(repeating: "a", count: 249)
        let nested = try TopicPattern("((a*)*)*((a|aa)+)+(a?){200}a{200}b")
        #expect(!nested.matches(long))
        #expect(try TopicPattern("(a?){249}a{249}").matches(long))
        let tooLarge = [
            "((a{100}){100}){100}", "(((a{1000}){1000}){1000}){1000}", String(repeating: "a", count: 5_000),
        ]
        for expression in tooLarge {
            #expect(throws: PatternError(reason: "expression too large")) { try TopicPattern(expression) }
        }
        #expect(throws: PatternError(reason: "expression nests too deeply")) {
            try TopicPattern(String(repeating: "(", count: 10_000))
        }
        // Any text is an expression or is refused.
        let alphabet = Array("ab()[]{}|*+?.^$\\\\dpQE:<>-,0123PiU&é")
        var dice = Dice(state: 42)
        var legal = 0
        for _ in 0..<20_000 {
            let expression = String((0..<dice.roll(14)).map { _ in alphabet[dice.roll(alphabet.count)] })
            guard let pattern = try? TopicPattern(expression) else { continue }
            legal += 1
            _ = pattern.matches("ab-0.a")
        }
        #expect(legal > 1_000 && legal < 19_000)
    }
}
