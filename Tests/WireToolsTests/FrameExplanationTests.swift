import KafkaProtocol
import Testing
import WireTools

/// The rows as "at+bytes path type = value".
func lines(_ explanation: FrameExplanation) -> [String] {
    explanation.rows.map { "\($0.bytes.lowerBound)+\($0.bytes.count) \($0.path) \($0.type) = \($0.value)" }
}

@Test func aRequestIsExplained() throws {
    let frame = try #require(
        ByteText.bytes(hex: "00000019 0003 0009 00000001 0002 6d65 00 02 0261 0105020a0b 01 00 01 00".utf8))
    let explanation = FrameExplanation(frame, as: .request)
    #expect(explanation.fault == nil)
    #expect(
        lines(explanation) == [
            "0+4 size int32 = 25", "4+2 header.requestApiKey int16 = 3 (Metadata)",
            "6+2 header.requestApiVersion int16 = 9", "8+4 header.correlationId int32 = 1",
            "12+4 header.clientId string = \"me\"", "17+1 topics [MetadataRequestTopic] = 1 elements",
            "18+2 topics[0].name string = \"a\"", "21+4 topics[0].(tag 5) bytes = 2 bytes: 0a0b",
            "25+1 allowAutoTopicCreation bool = true", "26+1 includeClusterAuthorizedOperations bool = false",
            "27+1 includeTopicAuthorizedOperations bool = true",
        ])
}

@Test(
    arguments: [
        ("0003 0009 00000001 ffff 00 02 0261", nil, "topics[0].(tags): the bytes end at byte 14, within it"),
        ("0003 0009 00000001 ffff 00 02 0f61", nil, "topics[0].name at byte 12: says 14, but 1 bytes remain"),
        (
            "0003 0009 00000001 ffff 00 02 0000", nil,
            "topics[0].name at byte 12: null, which it may not be in version 9"
        ),
        ("0003 0001 00000001 ffff ffffffff 00", nil, "1 bytes left over at byte 14"),
        ("0003 0063 00000001 ffff", nil, "Metadata has versions 0 to 13, not 99"),
        ("7777 0001 00000001 ffff", nil, "no API has the key 30583; is this the beginning of a request?"),
        ("0000 0099 0003 0001 00000001 ffff", nil, "the size says 153, but 10 bytes follow it"),
        ("0003", nil, "2 bytes are too few for a request's header"),
        ("00000001 0000 00000000", ApiKey.apiVersions, nil),
        ("00000001 00", ApiKey.metadata, "header.correlationId: the bytes end at byte 5, within it"),
    ] as [(String, ApiKey?, String?)])
func whereBytesStopMakingSense(hex: String, response: ApiKey?, fault: String?) throws {
    let bytes = try #require(ByteText.bytes(hex: hex.utf8))
    let explanation = FrameExplanation(bytes, as: response.map { .response($0, version: 0) } ?? .request)
    #expect(explanation.fault == fault)
}

/// The walk over the schema and the generated code agree on where every message of Kafka's ends.
@Test func everyVectorIsExplained() throws {
    var faults: [String] = []
    var batches = 0
    for line in try protocolFile("vectors.jsonl").split(separator: 0x0a) {
        let json = try JSONValue(parsing: line)
        let name = try #require(json["message"]?.string)
        let version = try #require(json["version"]?.integer)
        let bytes = try #require(json["hex"]?.string.flatMap { ByteText.bytes(hex: $0.utf8) })
        let explanation = FrameExplanation(bytes, as: .message(name: name, version: Int16(version)))
        batches += explanation.rows.count { $0.type == "batch" }
        if let fault = explanation.fault { faults.append("\(name) version \(version): \(fault)") }
    }
    #expect(faults == [] && batches > 10)
}
