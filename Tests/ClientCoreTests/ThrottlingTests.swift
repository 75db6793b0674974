import Binary
import KafkaProtocol
import Testing
import World

@testable import ClientCore

/// One connection to a broker that is a script: answers Metadata with the throttle time of the test's choice.
private struct ThrottlingScript: ~Copyable {
    var connections = Connections(bootstrap: [SocketAddress(host: "broker", port: 9092)])
    var now = Instant(nanoseconds: 0)
    private var outbox = Outbox(owner: 1)
    private var link = 0

    init() {
        ask()
        for case .connect(let number, _) in connections.takeCommands() { link = number }
        connections.opened(link, now: now)
        var answer = ApiVersionsResponse()
        for key in [ApiKey.apiVersions, .metadata] {
            var entry = ApiVersionsResponse.ApiVersion()
            (entry.apiKey, entry.maxVersion) = (key.rawValue, key == .metadata ? 8 : 4)
            answer.apiKeys.append(entry)
        }
        guard let correlation = sent().first else { return }
        deliver(correlation) { answer.encode(to: &$0, version: 4) }
    }

    mutating func ask() {
        outbox.send(MetadataRequest(), to: .any, timeout: 1_000)
        for request in outbox.take() { connections.send(request, now: now) }
    }

    /// The correlation ids of the requests that left since the last call.
    mutating func sent() -> [Int32] {
        var found: [Int32] = []
        connections.sendUnsent(link) { bytes in
            var reader = BinaryReader(bytes.bytes)
            while reader.remaining > 8 {
                let length = Int(reader.int32())
                reader.skip(4)
                found.append(reader.int32())
                reader.skip(length - 8)
            }
            return bytes.count
        }
        return found
    }

    mutating func answer(_ correlation: Int32, throttle: Int32) {
        var response = MetadataResponse()
        response.throttleTimeMs = throttle
        deliver(correlation) { response.encode(to: &$0, version: 8) }
    }

    private mutating func deliver(_ correlation: Int32, _ body: (inout BinaryWriter) -> Void) {
        var writer = BinaryWriter()
        writer.int32(0)
        writer.int32(correlation)
        body(&writer)
        writer.overwrite(int32: Int32(writer.count - 4), at: 0)
        let bytes = writer.array()
        connections.receive(link, now: now) { space in
            space.copyBytes(from: bytes)
            return bytes.count
        }
    }

    mutating func pass(milliseconds: Int64) {
        now = now.advanced(milliseconds: milliseconds)
        connections.advance(now: now)
    }

    mutating func outcomes() -> [Bool] {
        connections.takeReplies().map { if case .success = $0.outcome { true } else { false } }
    }
}

@Suite("Brokers' quotas")
struct ThrottlingTests {
    @Test("requests wait as long as the broker asks, and go then by themselves")
    func waits() {
        var script = ThrottlingScript()
        let first = script.sent()
        #expect(first.count == 1)
        script.answer(first[0], throttle: 300)
        script.ask()
        let early = script.sent()
        let due = script.connections.nextDeadline
        #expect(early == [] && due == Instant(nanoseconds: 300_000_000))
        script.pass(milliseconds: 299)
        let tooEarly = script.sent()
        script.pass(milliseconds: 1)
        let inTime = script.sent()
        #expect(tooEarly == [] && inTime.count == 1)
        script.answer(inTime[0], throttle: 0)
        script.ask()
        let atOnce = script.sent()
        #expect(atOnce.count == 1)
        let outcomes = script.outcomes()
        #expect(outcomes == [true, true])
    }

    @Test("a request that would have to wait longer than it may fails when its time is over")
    func expires() {
        var script = ThrottlingScript()
        guard let first = script.sent().first else { return }
        script.answer(first, throttle: 60_000)
        script.ask()
        script.pass(milliseconds: 1_000)
        let outcomes = script.outcomes()
        #expect(outcomes == [true, false])
        let sent = script.sent()
        #expect(sent == [])
    }
}
