import Glibc
import Synchronization
import Testing
import World

@testable import Reactor

/// What the handlers of a test have seen.
final class Notes: Sendable {
    let events = Mutex<[String]>([])
    func add(_ event: String) { events.withLock { $0.append(event) } }
    var all: [String] { events.withLock { $0 } }

    /// Waits, five seconds at most, until `condition` holds for what was noted.
    func wait(_ condition: ([String]) -> Bool) -> Bool {
        for _ in 0..<5000 {
            if condition(all) { return true }
            usleep(1000)
        }
        return false
    }
}

/// Answers by what the first byte asks for.
final class Answerer: Acceptor, ConnectionHandler, @unchecked Sendable {
    let notes: Notes
    let file: TestFile?
    private var connection: (any Connection)?
    private var received = 0

    init(_ notes: Notes, file: TestFile? = nil) {
        self.notes = notes
        self.file = file
    }

    func accepted(_ connection: any Connection, on loop: any Loop) -> any ConnectionHandler {
        let handler = Answerer(notes, file: file)
        handler.connection = connection
        return handler
    }

    func received(_ bytes: UnsafeMutableRawBufferPointer) {
        guard let connection else { return }
        switch bytes[0] {
        case UInt8(ascii: "e"): connection.write(UnsafeRawBufferPointer(bytes))
        case UInt8(ascii: "f"):
            // Text, a long range, text, a short range, text.
            let count = file!.content.count
            for (text, offset, length) in [("<", 0, count), ("|", 5, 10), (">", 0, 0)] {
                Array(text.utf8).withUnsafeBytes { connection.write($0) }
                connection.write(file!, offset: Int64(offset), count: length)
            }
        case UInt8(ascii: "l"):
            // More than any socket takes at once.
            connection.pauseReading()
            let block = [UInt8](repeating: 7, count: 32 << 20)
            block.withUnsafeBytes { connection.write($0) }
        case UInt8(ascii: "p"):
            // Little enough to be sent at the end of this tick.
            connection.pauseReading()
            connection.write(UnsafeRawBufferPointer(bytes))
        case UInt8(ascii: "x"): connection.close()
        case UInt8(ascii: "b"):
            Array("bye".utf8).withUnsafeBytes { connection.write($0) }
            connection.close()
        default: break
        }
    }

    func drained() {
        notes.add("drained, \(connection?.unsentBytes ?? -1) unsent")
        connection?.resumeReading()
    }

    func closed(_ error: NetworkError?) {
        notes.add(error == nil ? "closed" : "closed by \(error!.code)")
        connection = nil
    }
}

private let anywhere = SocketAddress(host: "127.0.0.1", port: 0)

@Suite struct ReactorTests {
    private func check(_ condition: Bool, _ what: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(condition, "\(what)", sourceLocation: sourceLocation)
    }

    @Test func sendsBytesAndFileRangesInOrder() throws {
        let notes = Notes()
        let file = TestFile((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let reactor = try Reactor(loops: 2, clock: SystemClock(), jobs: TestJobs())
        let listener = try reactor.listen(at: anywhere, Answerer(notes, file: file))
        let peer = try TestPeer(listener.address)

        peer.send(Array("echo".utf8))
        check(peer.receive(4) == Array("echo".utf8), "bytes come back")
        peer.send(Array("f".utf8))
        let expected = Array("<".utf8) + file.content + Array("|".utf8) + file.content[5..<15] + Array(">".utf8)
        check(peer.receive(expected.count) == expected, "ranges between texts")

        // A peer that does not read holds the answer back, not the loop.
        peer.send(Array("l".utf8))
        let second = try TestPeer(listener.address)
        second.send(Array("e2".utf8))
        check(second.receive(2) == Array("e2".utf8), "another peer is answered meanwhile")
        check(peer.receive(32 << 20) == [UInt8](repeating: 7, count: 32 << 20), "the long answer is whole")
        check(notes.wait { $0.contains("drained, 0 unsent") }, "the writer hears that all is sent")
        peer.send(Array("e3".utf8))
        check(peer.receive(2) == Array("e3".utf8), "reading goes on after a pause")

        peer.send(Array("p1".utf8))
        check(peer.receive(2) == Array("p1".utf8), "a short answer during a pause")
        peer.send(Array("e4".utf8))
        check(peer.receive(2) == Array("e4".utf8), "reading goes on after a pause that blocked nothing")

        peer.send(Array("b".utf8))
        check(peer.receive(4) == Array("bye".utf8), "what was written is sent before closing")
        check(peer.isClosedByPeer, "closed by the handler")
        second.send(Array("e".utf8) + [UInt8](repeating: 1, count: 3 << 20))
        // The promised range is gone: the stream must not go on with something else.
        file.truncate(to: 100_000)
        let third = try TestPeer(listener.address)
        third.send(Array("f".utf8))
        check(third.receive(expected.count).count <= 1 + 100_000, "a shortened file ends the stream")
        check(third.isClosedByPeer, "by closing it")
        reactor.stop()
    }

    @Test func outlivesPeersThatGoWhileAFileIsSent() throws {
        let notes = Notes()
        let file = TestFile([UInt8](repeating: 3, count: 8 << 20))
        let reactor = try Reactor(loops: 1, clock: SystemClock(), jobs: TestJobs())
        let listener = try reactor.listen(at: anywhere, Answerer(notes, file: file))
        for number in 1...20 {
            var peer: TestPeer? = try TestPeer(listener.address)
            peer?.send(Array("f".utf8))
            peer = nil
            check(notes.wait { $0.count >= number }, "the handler hears of its end")
        }
        let last = try TestPeer(listener.address)
        last.send(Array("e".utf8))
        check(last.receive(1) == Array("e".utf8), "the loop goes on, and so does the process")
        reactor.stop()
    }

    @Test func closesAndTellsOnce() throws {
        let notes = Notes()
        let reactor = try Reactor(
            loops: 1, clock: SystemClock(), jobs: TestJobs(),
            limits: ReactorLimits(connections: 2, idleMilliseconds: 500))
        let listener = try reactor.listen(at: anywhere, Answerer(notes))
        let first = try TestPeer(listener.address)
        let second = try TestPeer(listener.address)
        first.send(Array("e".utf8))
        second.send(Array("e".utf8))
        check(first.receive(1).count + second.receive(1).count == 2, "two are served")
        let third = try TestPeer(listener.address)
        check(third.isClosedByPeer, "one more than the limit is closed")
        check(first.isClosedByPeer, "silence closes")
        check(notes.wait { $0 == ["closed", "closed"] }, "each handler is told once")

        // The limit counts what is open, not what ever was.
        do {
            let fourth = try TestPeer(listener.address)
            fourth.send(Array("e".utf8))
            check(fourth.receive(1).count == 1, "served again")
        }
        check(notes.wait { $0.count == 3 }, "the peer's close is noticed")
        listener.close()
        let refused = try TestPeer(listener.address)
        check(refused.isClosedByPeer || refused.receive(1).isEmpty, "nobody listens any more")
        let address = listener.address
        let again = try reactor.listen(at: address, Answerer(notes))
        check(again.address == address, "the port is free at once")
        #expect(throws: NetworkError.self) { try reactor.listen(at: address, Answerer(notes)) }
        reactor.stop()
    }

    @Test func forgetsTimersThatNobodyAwaits() {
        final class Ring: TimerHandler, Sendable {
            let isAwaited: Bool
            init(isAwaited: Bool) { self.isAwaited = isAwaited }
            func timerFired(now: Instant) {}
            func awaits(_ deadline: Instant) -> Bool { isAwaited }
        }
        var heap = TimerHeap()
        let twice = Ring(isAwaited: true)
        for number in 0..<100_000 {
            let deadline = Instant(nanoseconds: Int64(100_000 - number))
            heap.add(deadline, Ring(isAwaited: number % 1000 == 0))
            heap.add(Instant(nanoseconds: 100_001), twice)
        }
        check(heap.count <= 2 * TimerHeap.smallCount, "\(heap.count) are kept")
        var awaited = 0
        var last = Instant(nanoseconds: 0)
        while let next = heap.next, let handler = heap.takeExpired(next) {
            check(last <= next, "in order")
            last = next
            if handler !== twice && handler.awaits(next) { awaited += 1 }
        }
        check(awaited == 100 && last == Instant(nanoseconds: 100_001), "\(awaited) awaited ones are left")
    }

    @Test func runsWorkAndTimersInOrder() throws {
        final class Ring: TimerHandler, Sendable {
            let notes: Notes
            let name: String
            init(_ notes: Notes, _ name: String) {
                self.notes = notes
                self.name = name
            }
            func timerFired(now: Instant) { notes.add(name) }
        }
        let notes = Notes()
        let loop = try EventLoop(clock: SystemClock(), jobs: TestJobs())
        let start = loop.now
        for (name, delay) in [("c", 30), ("a", 10), ("a2", 10), ("b", 20), ("now", 0)] {
            loop.schedule(at: start.advanced(milliseconds: Int64(delay)), Ring(notes, name))
        }
        loop.execute { notes.add("work") }
        loop.execute { loop.execute { notes.add("nested") } }
        while notes.all.count < 7 { loop.tick(until: start.advanced(milliseconds: 5000)) }
        check(notes.all == ["work", "now", "nested", "a", "a2", "b", "c"], "\(notes.all)")
        check(loop.now.milliseconds(since: start) >= 30, "not before their time")

        // Work from other threads comes in each thread's order, with the loop asleep or awake.
        let total = Mutex([0, 0, 0])
        let threads = (0..<3).map { number in
            Thread.start {
                for step in 0..<20_000 {
                    loop.execute { total.withLock { if $0[number] == step { $0[number] += 1 } } }
                }
            }
        }
        while total.withLock({ $0 != [20_000, 20_000, 20_000] }) {
            loop.tick(until: loop.now.advanced(milliseconds: 100))
            if loop.now.milliseconds(since: start) > 20_000 { break }
        }
        for thread in threads { pthread_join(thread, nil) }
        check(total.withLock { $0 } == [20_000, 20_000, 20_000], "all, in order")
    }

    @Test func connectsOut() throws {
        final class Client: ConnectionHandler, @unchecked Sendable {
            let notes: Notes
            var connection: (any Connection)?
            init(_ notes: Notes) { self.notes = notes }
            func connected() {
                notes.add("connected")
                Array("echo".utf8).withUnsafeBytes { connection?.write($0) }
            }
            func received(_ bytes: UnsafeMutableRawBufferPointer) {
                notes.add(String(decoding: bytes, as: UTF8.self))
                connection?.close()
            }
            func closed(_ error: NetworkError?) { notes.add("closed by \(error?.code ?? 0)") }
        }
        let reactor = try Reactor(loops: 1, clock: SystemClock(), jobs: TestJobs())
        let listener = try reactor.listen(at: anywhere, Answerer(Notes()))
        let notes = Notes()
        let loop = try EventLoop(clock: SystemClock(), jobs: TestJobs())
        func run(_ address: SocketAddress, until count: Int) {
            let client = Client(notes)
            client.connection = loop.connect(to: address, client)
            let limit = loop.now.advanced(milliseconds: 5000)
            while notes.all.count < count, loop.now < limit { loop.tick(until: limit) }
        }
        run(listener.address, until: 3)
        check(notes.all == ["connected", "echo", "closed by 0"], "\(notes.all)")
        listener.close()
        run(listener.address, until: 4)
        check(notes.all.last == "closed by \(ECONNREFUSED)", "\(notes.all)")
        run(SocketAddress(host: "no.such.host.invalid", port: 1), until: 5)
        check(notes.all.count == 5, "\(notes.all)")
        reactor.stop()
    }

    @Test func servesManyConnections() throws {
        let reactor = try Reactor(loops: 2, clock: SystemClock(), jobs: TestJobs())
        let notes = Notes()
        let listener = try reactor.listen(at: anywhere, Answerer(notes))
        var peers: [TestPeer] = []
        for _ in 0..<400 { peers.append(try TestPeer(listener.address)) }
        for (number, peer) in peers.enumerated() { peer.send(Array("e\(number)".utf8)) }
        var right = 0
        for (number, peer) in peers.enumerated() {
            let expected = Array("e\(number)".utf8)
            if peer.receive(expected.count) == expected { right += 1 }
        }
        check(right == 400, "\(right) of 400 answered")
        check(reactor.loops.allSatisfy { $0.connectionCount > 100 }, "both loops have their share")
        reactor.stop()
        check(notes.all.count == 400, "all are told when the reactor stops")
    }

    @Test func waitsForTheDiskAwayFromTheLoop() throws {
        let jobs = TestJobs(holding: true)
        let file = TestFile((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }, inMemory: 1_000_000..<2_500_000)
        let reactor = try Reactor(loops: 1, clock: SystemClock(), jobs: jobs)
        let listener = try reactor.listen(at: anywhere, Answerer(Notes(), file: file))
        let reader = try TestPeer(listener.address)
        reader.send(Array("f".utf8))
        check(reader.receive(1) == Array("<".utf8), "what stands before the range")
        // Each with what can be sent once it is loaded: up to the next part that is not in memory.
        let short = Array("|".utf8) + file.content[5..<15] + Array(">".utf8)
        let parts: [(offset: Int, count: Int, then: [UInt8])] = [
            (0, 1 << 20, Array(file.content[..<(2 << 20)])),
            (2 << 20, 3_000_000 - (2 << 20), Array(file.content[(2 << 20)...]) + short.prefix(1)),
            (5, 10, Array(short.dropFirst())),
        ]
        for part in parts {
            check(jobs.waitForOne(), "a job is asked for")
            check(file.loads.last.map { $0 == (part.offset, part.count) } != true, "not loaded on the loop")
            let other = try TestPeer(listener.address)
            other.send(Array("e".utf8))
            check(other.receive(1) == Array("e".utf8), "the loop serves others meanwhile")
            jobs.release()
            check(reader.receive(part.then.count) == part.then, "what comes after \(part.offset)")
            check(file.loads.last.map { $0 == (part.offset, part.count) } == true, "\(file.loads)")
        }
        reactor.stop()
    }

    @Test func spreadsABurst() throws {
        let reactor = try Reactor(
            loops: 3, clock: SystemClock(), jobs: TestJobs(), limits: ReactorLimits(connections: 200))
        // No loop has come to take what it was given.
        for number in 0..<200 { check(reactor.loopForConnection() != nil, "connection \(number)") }
        check(reactor.loopForConnection() == nil, "one more than the limit")
        check(reactor.loops.map(\.connectionCount).allSatisfy { $0 >= 64 }, "\(reactor.loops.map(\.connectionCount))")
        reactor.stop()
    }

    @Test func readsAddresses() {
        let cases: [(String, String?)] = [
            ("127.0.0.1:9092", "127.0.0.1:9092"), ("localhost:0", "localhost:0"), ("[::1]:9", "[::1]:9"),
            ("::1:9", nil), ("host", nil), (":9092", nil), ("host:70000", nil), ("host:-1", nil), ("", nil),
        ]
        for (text, expected) in cases { #expect(SocketAddress(text)?.description == expected, "\(text)") }
    }
}
