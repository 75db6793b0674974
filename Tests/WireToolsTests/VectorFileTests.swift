import Testing
import WireTools

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A file of `protocol/`.
func protocolFile(_ name: String) throws -> [UInt8] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    return Array(try Data(contentsOf: root.appendingPathComponent("protocol/\(name)")))
}

@Test(arguments: [("vectors.jsonl", 1454), ("batches.jsonl", 28), ("compacted.jsonl", 7)])
func whatKafkaWroteHolds(file: String, count: Int) throws {
    let result = VectorFile(checking: try protocolFile(file))
    #expect(result.failures == [])
    #expect(result.passed == count)
}

/// The text with the first `old` replaced; unchanged where `old` is empty.
func changing(_ text: String, _ old: String, to new: String) -> String {
    guard !old.isEmpty, let range = text.firstRange(of: old) else { return text }
    return text[..<range.lowerBound] + new + text[range.upperBound...]
}

/// A vector that holds, and what is said when one thing in it is changed.
@Test func whatDoesNotHoldIsNamed() {
    let vector = #"""
        {"message":"MetadataRequest","version":9,"json":{"topics":[{"name":"a"}],"allowAutoTopicCreation":true,"includeClusterAuthorizedOperations":false,"includeTopicAuthorizedOperations":false},"hex":"02026100010000 00"}
        """#
    let changes: [(String, String, String?)] = [
        ("", "", nil),
        ("010000 00", "010000 00 00", "1 bytes left over"),
        ("010000 00", "010000", "does not decode: stopped at byte 7 of 7"),
        (#""name":"a""#, #""name":"b""#, #"topics[0].name: a, not "b""#),
        (#""name":"a""#, #""name":null"#, #"topics[0].name: a, not null"#),
        (#"[{"name":"a"}]"#, "null", "topics: 1 elements, not null"),
        (#"[{"name":"a"}]"#, "[]", "topics: 1 elements, not 0 elements"),
        (#""allowAutoTopicCreation":true"#, #""allow":1"#, "allow: there is no such field"),
        (#""allowAutoTopicCreation":true,"#, "", nil),
        (
            #""includeTopicAuthorizedOperations":false"#, #""includeTopicAuthorizedOperations":0"#,
            "includeTopicAuthorizedOperations: false, not 0"
        ),
        ("02026100010000 00", "02026100000000 00", "allowAutoTopicCreation: false, not true"),
        // A tag that nobody knows is skipped, and so cannot be written.
        ("010000 00", "010000 01 05 01 ff", "encodes to 8 bytes, not 11; the first difference is at byte 7"),
        (#""version":9"#, #""version":99"#, "no such version"),
        ("MetadataRequest", "MetadataRequests", "no such message"),
        (#""hex""#, #""hax""#, "no hex"),
        ("}]", "}", "not JSON"),
    ]
    for (old, new, reason) in changes {
        let result = VectorFile(checking: Array(changing(vector, old, to: new).utf8))
        let isNamed = reason.map { reason in result.failures.first?.contains(reason) == true } ?? (result.passed == 1)
        #expect(isNamed, "\(old) → \(new): \(result.failures)")
    }
}

@Test func whatDoesNotHoldInABatchIsNamed() throws {
    let line = try #require(try protocolFile("batches.jsonl").split(separator: 0x0a).first)
    let vector = String(decoding: line, as: UTF8.self)
    let changes = [
        (#""baseOffset":0"#, #""baseOffset":1"#, "baseOffset"), (#""crc":3960166990"#, #""crc":1"#, "crc"),
        (#""key":"6b65"#, #""key":"6b66"#, "record 0 differs"),
        (#""headers":[]"#, #""headers":[{}]"#, "record 0 differs"),
        (#""hex":"00"#, #""hex":"01"#, "baseOffset"), ("ec0b5a4e", "ec0b5a4f", "checksum"),
        (#"7d00"}"#, #"7d0000"}"#, "1 bytes left over"), (#"7d00"}"#, #"7d"}"#, "batch 0 is missing"),
    ]
    for (old, new, reason) in changes {
        let result = VectorFile(checking: Array(changing(vector, old, to: new).utf8))
        #expect(result.failures.first?.contains(reason) == true, "\(new): \(result.failures)")
    }
}

@Test func jsonIsReadInFull() throws {
    let text = #" {"a":[1,-2.5e3,true,false,null],"é":"\u00e9\ud83e\udd8a\n\"\\\/","b":{},"c":[]} "#
    let value = try JSONValue(parsing: text.utf8)
    #expect(value["a"] == .array([.number("1"), .number("-2.5e3"), .bool(true), .bool(false), .null]))
    #expect(value["é"]?.string == "é🦊\n\"\\/" && value["b"] == .object([:]) && value["c"]?.array == [])
    let deep = String(repeating: "[", count: 100_000)
    for wrong in ["", "{", "[1", "[1,]", "tru", "{\"a\"}", "\"\\x\"", "\"\\u12\"", "1 2", "-", "\"\u{1}\"", deep] {
        #expect(throws: JSONError.self) { try JSONValue(parsing: wrong.utf8) }
    }
}
