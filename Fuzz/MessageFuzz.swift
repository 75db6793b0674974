// The entry of libFuzzer for every generated decoder; script/fuzz compiles it with them.

/// The types of all requests and responses.
private let messageTypes: [any KafkaMessage.Type] = ApiDefinition.all.flatMap { api in
    [MessageCatalog.type(named: api.name + "Request"), MessageCatalog.type(named: api.name + "Response")].compactMap {
        $0
    }
}

/// The first byte chooses what the rest is taken for, the second its version.
@c(LLVMFuzzerTestOneInput)
public func fuzzMessages(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
    guard input.count > 2 else { return 0 }
    let body = Array(input[2...])
    var reader = BinaryReader(body.span.bytes)
    switch input[0] {
    case 255: _ = MetadataRecord(from: &reader)
    case 254: _ = GroupCoordinatorKey(from: &reader)
    case 253: _ = GroupCoordinatorValue(type: Int16(input[1]), from: &reader)
    case 252: _ = TransactionCoordinatorValue(type: Int16(input[1]), from: &reader)
    case 251: _ = ShareCoordinatorValue(type: Int16(input[1]), from: &reader)
    case 250: _ = FrameHeader(from: &reader)
    default:
        let type = messageTypes[Int(input[0]) % messageTypes.count]
        roundTrip(type, version: Int16(input[1]), body)
    }
    return 0
}

/// What is decoded to the end has to be encoded to bytes that mean the same.
private func roundTrip<T: KafkaMessage>(_ type: T.Type, version: Int16, _ body: [UInt8]) {
    let versions = T.validVersions
    let version = versions.lowerBound + version % Int16(versions.count)
    guard let once = encoded(type, version: version, body) else { return }
    guard let twice = encoded(type, version: version, once), twice == once else {
        fatalError("\(type) version \(version) is not written as it was read")
    }
}

private func encoded<T: KafkaMessage>(_ type: T.Type, version: Int16, _ bytes: [UInt8]) -> [UInt8]? {
    var reader = BinaryReader(bytes.span.bytes)
    let message = T(from: &reader, version: version)
    guard reader.isAtEnd else { return nil }
    var writer = BinaryWriter()
    message.encode(to: &writer, version: version)
    return writer.array()
}
