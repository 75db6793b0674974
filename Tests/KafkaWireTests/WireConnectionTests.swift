import Binary
import KafkaProtocol
import KafkaWire
import Testing
import World

/// A broker as a script: reads the requests that a connection wants sent, and answers bytes of the test's choice.
private struct Peer: ~Copyable {
    var connection: WireConnection

    init(_ options: WireOptions = WireOptions()) {
        connection = WireConnection(options: options)
        connection.opened(now: .start)
    }

    /// The requests that were to be sent: api, version, correlation.
    mutating func requests() -> [[Int32]] {
        var found: [[Int32]] = []
        connection.sendUnsent { bytes in
            var reader = BinaryReader(bytes.bytes)
            while reader.remaining > 4 {
                let length = Int(reader.int32())
                let end = reader.position + length
                found.append([Int32(reader.int16()), Int32(reader.int16()), reader.int32()])
                reader.skip(end - reader.position)
            }
            return bytes.count
        }
        return found
    }

    /// Delivers bytes, a few at a time.
    mutating func deliver(_ bytes: [UInt8], piece: Int = 7) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let next = rest.prefix(piece)
            connection.receive { space in
                space.copyBytes(from: next)
                return next.count
            }
            rest = rest.dropFirst(piece)
        }
    }

    mutating func offer(_ apis: [(ApiKey, ClosedRange<Int16>)]) {
        var answer = ApiVersionsResponse()
        answer.apiKeys = apis.map { key, versions in
            var entry = ApiVersionsResponse.ApiVersion()
            entry.apiKey = key.rawValue
            entry.minVersion = versions.lowerBound
            entry.maxVersion = versions.upperBound
            return entry
        }
        deliver(frame(0, answer, version: 4, flexibleHeader: false))
    }
}

extension Instant {
    fileprivate static let start = Instant(nanoseconds: 0)
}

private func frame(
    _ correlation: Int32, _ response: some KafkaResponse, version: Int16, flexibleHeader: Bool
) -> [UInt8] {
    var writer = BinaryWriter()
    writer.int32(0)
    writer.int32(correlation)
    if flexibleHeader { writer.unsignedVarint(0) }
    response.encode(to: &writer, version: version)
    writer.overwrite(int32: Int32(writer.count - 4), at: 0)
    return writer.array()
}

@Suite("One outgoing connection")
struct WireConnectionTests {
    @Test("versions are exchanged, requests pipelined, replies matched in order")
    func pipeline() throws {
        var peer = Peer()
        #expect(peer.requests() == [[18, 4, 0]])
        #expect(throws: WireError.self) {
            try peer.connection.send(MetadataRequest(), token: 1, deadline: .distantFuture)
        }
        peer.offer([(.metadata, 0...5), (.heartbeat, 4...9), (.fetch, 99...100)])
        #expect(try peer.connection.nextReply() == nil)
        #expect(peer.connection.phase == .ready)

        let metadata = try peer.connection.send(MetadataRequest(), token: 1, deadline: .distantFuture)
        let heartbeat = try peer.connection.send(HeartbeatRequest(), token: 2, deadline: .distantFuture)
        let limited = try peer.connection.send(MetadataRequest(), token: 3, deadline: .distantFuture, atMost: 2)
        #expect([metadata, heartbeat, limited] == [5, 4, 2])
        #expect(throws: WireError.self) {
            try peer.connection.send(FetchRequest(), token: 4, deadline: .distantFuture)
        }
        #expect(peer.requests() == [[3, 5, 1], [12, 4, 2], [3, 2, 3]])

        var first = MetadataResponse()
        first.clusterId = "c"
        var second = HeartbeatResponse()
        second.errorCode = 27
        peer.deliver(frame(1, first, version: 5, flexibleHeader: false))
        peer.deliver(frame(2, second, version: 4, flexibleHeader: true), piece: 100)
        let one = try #require(try peer.connection.nextReply())
        let two = try #require(try peer.connection.nextReply())
        #expect(one.token == 1 && (one.response as? MetadataResponse)?.clusterId == "c")
        #expect(two.token == 2 && (two.response as? HeartbeatResponse)?.errorCode == 27)
        #expect(peer.connection.takePending() == [3])
    }

    @Test("a broker that does not know our ApiVersions is asked again in its version")
    func oldBroker() throws {
        var peer = Peer()
        _ = peer.requests()
        var refusal = ApiVersionsResponse()
        refusal.errorCode = ErrorCode.unsupportedVersion.rawValue
        var entry = ApiVersionsResponse.ApiVersion()
        (entry.apiKey, entry.minVersion, entry.maxVersion) = (18, 0, 2)
        refusal.apiKeys = [entry]
        peer.deliver(frame(0, refusal, version: 0, flexibleHeader: false))
        #expect(try peer.connection.nextReply() == nil)
        #expect(peer.requests() == [[18, 2, 1]])
        refusal.errorCode = 0
        peer.deliver(frame(1, refusal, version: 2, flexibleHeader: false))
        #expect(try peer.connection.nextReply() == nil)
        #expect(peer.connection.phase == .ready)
    }

    @Test("bytes that are not the protocol's end the connection with a clear error")
    func malformed() throws {
        let cases: [[UInt8]] = [
            [0, 0, 0, 3, 1, 2, 3],  // shorter than a header
            [0xff, 0xff, 0xff, 0xff],  // negative length
            [0x7f, 0, 0, 0],  // longer than allowed
            frame(9, HeartbeatResponse(), version: 4, flexibleHeader: true),  // another request's
            [0, 0, 0, 5, 0, 0, 0, 1, 0],  // truncated body
        ]
        for bytes in cases {
            var peer = Peer()
            _ = peer.requests()
            peer.offer([(.heartbeat, 0...4)])
            _ = try peer.connection.nextReply()
            try peer.connection.send(HeartbeatRequest(), token: 5, deadline: .distantFuture)
            peer.deliver(bytes)
            let error = #expect(throws: WireError.self) { try peer.connection.nextReply() }
            #expect(error?.code == .malformed && error?.isRetriable == false, "\(bytes)")
        }
    }

    @Test("a reply that does not come in time is an error at its deadline, not before")
    func deadlines() throws {
        var peer = Peer()
        #expect(peer.connection.nextDeadline == Instant.start.advanced(milliseconds: 10_000))
        peer.offer([(.heartbeat, 0...4)])
        _ = try peer.connection.nextReply()
        #expect(peer.connection.nextDeadline == nil)
        let deadline = Instant.start.advanced(milliseconds: 500)
        try peer.connection.send(HeartbeatRequest(), token: 5, deadline: deadline)
        try peer.connection.checkDeadlines(now: Instant(nanoseconds: deadline.nanoseconds - 1))
        let error = #expect(throws: WireError.self) { try peer.connection.checkDeadlines(now: deadline) }
        #expect(error?.code == .timedOut)
        #expect(peer.connection.takePending() == [5])
    }
}
