import Binary
import KafkaProtocol
import SimulatedWorld
import Testing
import World

@testable import Broker

/// Parks every request and notes its order; what a test answers with is up to it. Uses the key of an API that no
/// broker of Kafka serves any more.
private enum ParkingHandler: ApiHandler {
    static let apiKey = ApiKey(rawValue: 7)
    static let versions: ClosedRange<Int16> = 0...1
    nonisolated(unsafe) static var calls: [(call: Call, body: [UInt8])] = []

    static func serve(_ frame: Frame, _ call: Call) -> Served {
        let body = Array(frame.bytes[frame.bodyStart...])
        guard body.first != UInt8(ascii: "!") else { return .unreadable }
        calls.append((call, body))
        return .served
    }

    /// Answers the call with this correlation id.
    static func answer(_ id: Int32, _ text: String) {
        for position in calls.indices where calls[position].call.correlationId == id {
            let call = calls.remove(at: position).call
            call.finish { writer in
                writer.int32(call.correlationId)
                writer.utf8(text)
            }
            return
        }
    }
}

private final class Deferred: DeferredReply {
    let call: Call
    var text = "too early"
    init(_ call: Call) { self.call = call }
    func abandon(_ connection: ClientConnection) {}
    func write() {
        call.connection.writeOldest { connection in
            ([0, 0, 0, UInt8(text.utf8.count)] + Array(text.utf8)).withUnsafeBytes { connection.write($0) }
        }
    }
}

@Suite(.serialized) struct ConnectionTests {
    private let loop = FakeLoop()
    private let connection = FakeConnection()
    private let events = EventList()
    private let client: ClientConnection
    private let context: BrokerContext
    private let owner: ContextOwner

    init() {
        ParkingHandler.calls = []
        var options = BrokerOptions()
        options.maxRequestMemory = 1 << 20
        options.maxRequestBytes = 32 << 20
        let broker = Broker(
            options: options, events: events, jobs: ImmediateJobs(), random: SeededRandom(seed: 2),
            handlers: ApiTable.handlers + [ParkingHandler.self])
        context = BrokerContext(broker: broker, loop: loop, index: 0)
        client = context.accept(connection)
        owner = ContextOwner(context, loop)
    }

    private func expect(_ found: [String], _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(found == expected, sourceLocation: sourceLocation)
    }

    private func expectClosed(_ bytes: [UInt8], _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation) {
        let connection = FakeConnection()
        let client = context.accept(connection)
        client.receive(bytes)
        #expect(connection.isClosed && connection.output.isEmpty, what, sourceLocation: sourceLocation)
    }

    /// Replies so far, as correlation id and text.
    private func replies() -> [String] {
        connection.takeReplies().map { reply in
            let id = reply.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            return "\(id)\(String(decoding: reply.dropFirst(4), as: UTF8.self))"
        }
    }

    private func parked(_ id: Int32, _ text: String = "") -> [UInt8] { request(7, 0, id) { $0.utf8(text) } }

    @Test func findsFramesHoweverTheyArrive() {
        let frames = (0..<5).map { parked($0, String(repeating: "x", count: Int($0) * 7)) }
        let stream = Array(frames.joined())
        for step in [1, 2, 3, 7, 20, 64, stream.count] {
            var rest = stream[...]
            while !rest.isEmpty {
                client.receive(Array(rest.prefix(step)))
                rest = rest.dropFirst(step)
            }
            expect(
                ParkingHandler.calls.map { "\($0.call.correlationId) \($0.body.count)" },
                ["0 0", "1 7", "2 14", "3 21", "4 28"])
            for id in 0..<5 { ParkingHandler.answer(Int32(id), "") }
            expect(replies(), ["0", "1", "2", "3", "4"])
        }
        // A long frame is received where it stays, and all memory is given back.
        let long = parked(9, String(repeating: "y", count: 800_000))
        client.receive(Array(stream + long.prefix(100_000)))
        #expect(client.receiveBuffer()?.count ?? 0 >= 64 << 10)
        client.receive(Array(long.dropFirst(100_000) + frames[1]))
        expect(ParkingHandler.calls.map { "\($0.call.correlationId) \($0.body.count)" }.suffix(2), ["9 800000", "1 7"])
        #expect(ParkingHandler.calls[5].body.allSatisfy { $0 == UInt8(ascii: "y") })
        #expect(context.broker.requestMemory.used == 0)
        #expect(!connection.isClosed)
    }

    @Test func answersInTheOrderOfRequests() {
        client.receive((1...4).flatMap { parked($0) })
        ParkingHandler.answer(3, "c")
        ParkingHandler.answer(2, "b")
        expect(replies(), [])
        let late = ParkingHandler.calls[1].call
        let deferred = Deferred(late)
        client.reply(late.slot, deferred: deferred)
        deferred.text = "\0\0\0\u{4}now"
        ParkingHandler.answer(1, "a")
        expect(replies(), ["1a", "2b", "3c", "4now"])
        // A request without reply leaves no trace, but keeps its place.
        client.receive((5...6).flatMap { parked($0) })
        let silent = ParkingHandler.calls.first { $0.call.correlationId == 5 }!.call
        ParkingHandler.answer(6, "f")
        expect(replies(), [])
        silent.finishWithoutReply()
        expect(replies(), ["6f"])
    }

    @Test func stopsReadingAndGoesOn() {
        // More requests than slots: the rest waits.
        client.receive((0..<100).flatMap { parked($0) })
        #expect(ParkingHandler.calls.count == 64)
        #expect(connection.isPaused)
        ParkingHandler.answer(1, "")
        #expect(ParkingHandler.calls.count == 63)  // The oldest is what counts.
        ParkingHandler.answer(0, "")
        #expect(ParkingHandler.calls.count == 64)
        #expect(connection.isPaused)
        for id in 2..<100 { ParkingHandler.answer(Int32(id), "") }
        #expect(!connection.isPaused && replies().count == 100)
        #expect(context.broker.requestMemory.used == 0)

        // A megabyte of replies that wait for an older one.
        client.receive((0..<3).flatMap { parked($0) })
        ParkingHandler.answer(1, String(repeating: "z", count: 1 << 20))
        client.receive(parked(3))
        #expect(connection.isPaused && ParkingHandler.calls.count == 2)
        ParkingHandler.answer(0, "")
        #expect(!connection.isPaused && ParkingHandler.calls.count == 2)
        // A peer that does not take its replies.
        connection.peerReads = false
        ParkingHandler.answer(2, String(repeating: "z", count: 2 << 20))
        client.receive(parked(4))
        #expect(connection.isPaused && ParkingHandler.calls.count == 1)
        connection.unsentBytes = 0
        client.drained()
        #expect(!connection.isPaused && ParkingHandler.calls.count == 2)
        #expect(!connection.isClosed)
    }

    @Test func closesOnWhatHasNoAnswer() {
        let good = parked(1)
        expectClosed([0, 0, 0, 0], "length 0")
        expectClosed([0xff, 0xff, 0xff, 0xff], "negative length")
        expectClosed([0x7f, 0xff, 0xff, 0xff], "length over the limit")
        expectClosed([0, 0, 0, 3, 0, 7, 0], "too short for a header")
        expectClosed(request(7, 2, 1), "unsupported version")
        expectClosed(request(7, -1, 1), "negative version")
        expectClosed(request(8, 0, 1), "unknown api")
        expectClosed(request(-1, 0, 1), "negative api")
        expectClosed(request(0x7fff, 0, 1), "largest api")
        expectClosed(request(7, 0, 1) { $0.utf8("!") }, "body that cannot be read")
        expectClosed(request(18, 3, 1), "header 2 without tags")
        expectClosed(Array("GET / HTTP/1.1\r\n\r\n".utf8), "another protocol")
        for cut in 8..<14 {
            expectClosed([0, 0, 0, UInt8(cut)] + Array(good[4..<(4 + cut)]), "header cut to \(cut)")
        }
        // Only what is not decoded may be that long. The first to ask for memory gets it, whatever the budget.
        expectClosed(parked(1, String(repeating: "x", count: 16 << 20)), "a long request to be decoded")
        #expect(events.names == ["broker.requestTooLong"])
        // What is gone gets no answer, and needs none.
        ParkingHandler.calls = []
        client.receive(parked(1) + parked(2))
        #expect(ParkingHandler.calls.map(\.call.correlationId) == [1, 2])
        connection.isClosed = true
        client.closed(nil)
        ParkingHandler.answer(1, "late")
        #expect(connection.output.isEmpty)
    }

    /// Unfinished requests of several clients are more than the memory for them: all but one wait, none is closed, and
    /// each is served when the others have made room.
    @Test func waitsForMemory() throws {
        let budget = context.broker.requestMemory
        let request = { (number: Int32) in self.parked(number, String(repeating: "x", count: 900_000)) }
        let others = (0..<3).map { _ in FakeConnection() }
        let clients = others.map { context.accept($0) }
        client.receive(Array(request(1).dropLast()))
        #expect(!connection.isPaused && !budget.isSpent)
        // Over the budget: the first goes on, the next two stop.
        for (number, other) in clients.enumerated() {
            other.receive(Array(request(Int32(number + 2)).prefix(300_000)))
        }
        #expect(others.map(\.isPaused) == [false, true, true] && budget.isSpent)
        // While it is spent, the rest is received in small pieces.
        let small = (0..<2).map { _ in FakeConnection() }
        let block = try #require(context.accept(small[0]).receiveBuffer())
        #expect(block.count == 4096)
        // The one that goes on does so up to its end, whatever it takes.
        clients[0].receive(Array(request(2).dropFirst(300_000)))
        #expect(ParkingHandler.calls.map(\.call.correlationId) == [2])
        loop.run()
        #expect(others.map(\.isPaused).contains(false))
        client.receive([UInt8(ascii: "x")])
        for number in 1...2 {
            loop.run()
            #expect(!others[number].isPaused, "\(number)")
            clients[number].receive(Array(request(Int32(number + 2)).dropFirst(300_000)))
        }
        loop.run()
        #expect(ParkingHandler.calls.map(\.call.correlationId).sorted() == [1, 2, 3, 4])
        #expect(budget.used == 0 && !connection.isClosed && others.allSatisfy { !$0.isClosed })
        // One that goes away lets the next go on.
        let held = (0..<3).map { _ in FakeConnection() }
        let holders = held.map { context.accept($0) }
        for holder in holders { holder.receive(Array(request(9).prefix(700_000))) }
        #expect(held.map(\.isPaused) == [false, false, true])
        holders[1].closed(nil)
        loop.run()
        #expect(!held[2].isPaused)
        for holder in [holders[0], holders[2]] { holder.closed(nil) }
    }

    @Test func saysWhatItServes() throws {
        func ask(_ version: Int16, _ name: String = "varve") -> [UInt8] {
            client.receive(
                request(18, version, 5, flexible: version >= 3) { writer in
                    if version >= 3 { writer.bytes(compact(name) + compact("1.0-rc.1") + [0]) }
                })
            return Array(connection.takeReplies().joined())
        }
        // Header version 0 in every version: the correlation id, then the error at once.
        for version in Int16(0)...4 { #expect(Array(ask(version).prefix(6)) == [0, 0, 0, 5, 0, 0], "\(version)") }
        // A version nobody has yet: version 0 with this API alone, and the connection stays.
        let refused: [UInt8] = [0, 0, 0, 5, 0, 35, 0, 0, 0, 1, 0, 18, 0, 0, 0, 4]
        #expect(ask(5) == refused)
        #expect(ask(0x7fff) == refused)
        client.receive(request(18, -1, 5))
        #expect(connection.takeReplies() == [refused])
        for name in ["", "-a", "a b", "a-", "ä"] { #expect(Array(ask(3, name)[4..<7]) == [0, 42, 1], "\(name)") }
        #expect(!connection.isClosed)
        #expect(ApiTable().all.allSatisfy { $0.versions.lowerBound <= $0.versions.upperBound })
    }
}
