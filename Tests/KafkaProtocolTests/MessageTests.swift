import Binary
import KafkaProtocol
import Records
import Testing

/// Bytes of a message in a version.
func bytes(_ message: some KafkaStruct, _ version: Int16) -> [UInt8] {
    var writer = BinaryWriter()
    message.encode(to: &writer, version: version)
    return writer.array()
}

@Test func aMessageHasTheFieldsOfItsVersion() {
    var request = MetadataRequest()
    var topic = MetadataRequest.MetadataRequestTopic()
    topic.name = "a"
    request.topics = [topic]
    #expect(bytes(request, 0) == [0, 0, 0, 1, 0, 1, 0x61])
    #expect(bytes(request, 4) == [0, 0, 0, 1, 0, 1, 0x61, 1])
    #expect(bytes(request, 9) == [2, 2, 0x61, 0, 1, 0, 0, 0])
    request.topics = nil
    #expect(bytes(request, 0) == [0, 0, 0, 0])
    #expect(bytes(request, 1) == [255, 255, 255, 255])

    // Its tag section holds a tag that nobody knows.
    let received: [UInt8] = [2, 2, 0x61, 0, 0, 0, 1, 1, 5, 2, 1, 1]
    var reader = BinaryReader(received.span.bytes)
    let read = MetadataRequest(from: &reader, version: 9)
    let end = (failed: reader.failed, left: reader.remaining)
    #expect(end == (false, 0))
    #expect(read.topics?.first?.name == "a")
    #expect(!read.allowAutoTopicCreation && read.includeTopicAuthorizedOperations)
}

@Test func aRequestsHeaderFollowsItsVersion() {
    var header = RequestHeader()
    header.requestApiKey = ApiKey.apiVersions.rawValue
    header.requestApiVersion = 3
    header.correlationId = 7
    header.clientId = "me"
    let frame = bytes(header, RequestHeader.version(for: .apiVersions, 3))
    #expect(frame == [0, 18, 0, 3, 0, 0, 0, 7, 0, 2, 0x6d, 0x65, 0])
    var reader = BinaryReader(frame.span.bytes)
    let read = FrameHeader(from: &reader)
    let atEnd = reader.isAtEnd
    #expect(atEnd && read.apiKey == .apiVersions && read.apiVersion == 3 && read.correlationId == 7)
    #expect(read.clientId == 10..<12)
    #expect(ResponseHeader.version(for: .apiVersions, 4) == 0)
    #expect(ResponseHeader.version(for: .metadata, 9) == 1 && ResponseHeader.version(for: .metadata, 8) == 0)
    #expect(ResponseHeader.version(for: .saslHandshake, 1) == 0)
}

@Test func aMetadataRecordIsFramed() {
    var topic = TopicRecord()
    topic.name = "t"
    topic.topicId = Uuid(high: 0, low: 5)
    var writer = BinaryWriter()
    MetadataRecord.topic(topic).encode(to: &writer)
    let framed: [UInt8] = [1, 2, 0, 2, 0x74] + [UInt8](repeating: 0, count: 15) + [5, 0]
    #expect(writer.array() == framed)
    var reader = BinaryReader(framed.span.bytes)
    let record = MetadataRecord(from: &reader)
    let atEnd = reader.isAtEnd
    guard case .topic(let read) = record else {
        Issue.record("\(record)")
        return
    }
    #expect(atEnd && read.name == "t" && read.topicId == topic.topicId)
    let newer: [UInt8] = [1, 77, 3, 9]
    var unknown = BinaryReader(newer.span.bytes)
    guard case .unknown(77, 3) = MetadataRecord(from: &unknown) else {
        Issue.record("type 77")
        return
    }
}

@Test func errorsHaveKafkasNames() {
    #expect(ErrorCode.unknownTopicOrPartition.rawValue == 3)
    #expect(ErrorCode.unknownTopicOrPartition.name == "UNKNOWN_TOPIC_OR_PARTITION")
    #expect(ErrorCode.unknownTopicOrPartition.isRetriable && !ErrorCode.none.isRetriable)
    #expect(ErrorCode(rawValue: 999).name == "ERROR_999")
    #expect(ErrorCode.all.count == 135 && Set(ErrorCode.all.map(\.name)).count == 135)
}

@Test func whatKafkaAdvertisesIsKnown() {
    let listed = ApiDefinition.all.filter { $0.listeners.contains(.broker) }
    #expect(listed.count == 77)
    #expect(ApiKey.produce.definition?.advertisedVersions == 0...13)
    #expect(ApiKey.initProducerId.definition?.advertisedVersions == 0...5)
    #expect(ApiKey.fetch.definition?.advertisedVersions == 4...18)
    #expect(ApiKey(rawValue: 4).definition == nil)
}

@Test func aCoordinatorsRecordIsFoundByItsKey() {
    var offset = OffsetCommitKey()
    (offset.group, offset.topic, offset.partition) = ("g", "t", 7)
    var writer = BinaryWriter()
    GroupCoordinatorKey.offsetCommit(offset).encode(to: &writer)
    let key: [UInt8] = [0, 1, 0, 1, 0x67, 0, 1, 0x74, 0, 0, 0, 7]
    #expect(writer.array() == key)
    var value = OffsetCommitValue()
    (value.offset, value.leaderEpoch, value.metadata, value.commitTimestamp) = (5, 2, "m", 9)
    var valueWriter = BinaryWriter()
    GroupCoordinatorValue.offsetCommit(value).encode(to: &valueWriter, version: 3)
    let bytes = valueWriter.array()
    #expect(bytes == [0, 3, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 2, 0, 1, 0x6d, 0, 0, 0, 0, 0, 0, 0, 9])

    var keyReader = BinaryReader(key.span.bytes)
    let type = GroupCoordinatorKey(from: &keyReader).type
    var reader = BinaryReader(bytes.span.bytes)
    let read = GroupCoordinatorValue(type: type, from: &reader)
    let atEnd = keyReader.isAtEnd && reader.isAtEnd
    guard case .offsetCommit(let again) = read else {
        Issue.record("\(read)")
        return
    }
    #expect(atEnd && type == 1 && again.offset == 5 && again.leaderEpoch == 2 && again.metadata == "m")

    // Newer keys and versions are told from broken ones.
    let newer: [UInt8] = [0, 99, 1, 2, 3]
    var newerKey = BinaryReader(newer.span.bytes)
    if case .unknown(99) = GroupCoordinatorKey(from: &newerKey) {} else { Issue.record("key 99") }
    var newerValue = BinaryReader(newer.span.bytes)
    if case .unknown(1, 99) = GroupCoordinatorValue(type: 1, from: &newerValue) {} else { Issue.record("version 99") }
    let passed = !newerKey.failed && !newerValue.failed
    var cut = BinaryReader(key.span.bytes.extracting(first: 9))
    _ = GroupCoordinatorKey(from: &cut)
    let failed = cut.failed
    #expect(passed && failed)
}

/// Kafka reads no string of more than 32,767 bytes, in either form; a longer one is cut before the character that does
/// not fit, and the rest of the message stays readable.
@Test(arguments: [Int16(3), 4]) func aStringTooLongIsCut(version: Int16) {
    var request = HeartbeatRequest()
    request.groupId = String(repeating: "x", count: 32_766) + "é"
    request.memberId = "m"
    let written = bytes(request, version)
    var reader = BinaryReader(written.span.bytes)
    let read = HeartbeatRequest(from: &reader, version: version)
    let atEnd = reader.isAtEnd
    #expect(atEnd && read.groupId == String(repeating: "x", count: 32_766) && read.memberId == "m")
}

/// A count is compared with the bytes that are there before anything is reserved for it.
@Test func aCountWithoutElementsIsRefused() {
    for lie: [UInt8] in [[0x7f, 0xff, 0xff, 0xff, 0], [0, 0, 0, 2, 0, 1, 0x61], [0x80, 0, 0, 0, 0]] {
        var reader = BinaryReader(lie.span.bytes)
        let topics = MetadataRequest(from: &reader, version: 1).topics
        let failed = reader.failed
        #expect(failed && (topics?.count ?? 0) <= 2)
    }
}
