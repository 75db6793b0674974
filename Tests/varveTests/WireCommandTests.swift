import Testing

@testable import varve

@Suite struct WireCommandTests {
    /// What `wire decode` makes of its options: the bytes and what they are, or the failure's code and message.
    func outcome(_ words: [String]) -> String {
        do throws(Failure) {
            let invocation = try Invocation(.wireDecode, words)
            return "\(try WireDecode.bytes(invocation)) as \(try WireDecode.subject(invocation))"
        } catch {
            return "\(error.code.rawValue) \(error.message)"
        }
    }

    @Test func decodeTakesItsOptions() {
        let cases: [([String], String)] = [
            (["00 01", "fF"], "[0, 1, 255] as request"),
            (["00", "--response", "fetch", "--version", "12"], "[0] as response(Fetch, version: 12)"),
            (["00", "--response", "18", "--version", "0"], "[0] as response(ApiVersions, version: 0)"),
            (
                ["00", "--message", "TopicRecord", "--version", "0"],
                #"[0] as message(name: "TopicRecord", version: 0)"#
            ),
            (["0"], "2 HEX takes pairs of hexadecimal digits"),
            (["00", "--version", "1"], "2 --version goes with --response or --message"),
            (["00", "--response", "Fetch"], "2 --version is missing"),
            (["00", "--response", "Fish", "--version", "1"], "5 there is no API Fish"),
            (["00", "--message", "Fish", "--version", "1"], "5 there is no message Fish"),
            (["00", "--message", "A", "--response", "B"], "2 give either --response or --message"),
            (["00", "--file", "x"], "2 give either HEX or --file"),
            (["--file", "/does/not/exist"], "5 cannot open /does/not/exist: No such file or directory"),
        ]
        for (words, expected) in cases { #expect(outcome(words) == expected) }
    }
}
