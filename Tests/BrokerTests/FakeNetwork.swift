import Binary
import Glibc
import Synchronization
import World

@testable import Broker

/// A loop whose time stands still until a test moves it; work from other threads waits for `run`.
final class FakeLoop: Loop, @unchecked Sendable {
    var now = Instant(nanoseconds: 0)
    var wall = Timestamp(milliseconds: 1_700_000_000_000)
    private let inbox = Mutex<[@Sendable () -> Void]>([])
    private var timers: [(deadline: Instant, handler: any TimerHandler)] = []
    /// How many timers are set, and how many of them are awaited.
    var timerCounts: (all: Int, awaited: Int) {
        (timers.count, timers.filter { $0.handler.awaits($0.deadline) }.count)
    }

    func execute(_ work: @escaping @Sendable () -> Void) { inbox.withLock { $0.append(work) } }

    func schedule(at deadline: Instant, _ handler: any TimerHandler) { timers.append((deadline, handler)) }

    /// Does what waits, and the timers that are due.
    func run() {
        while true {
            let work = inbox.withLock { inbox in
                defer { inbox = [] }
                return inbox
            }
            let due = timers.filter { $0.deadline <= now }
            timers.removeAll { $0.deadline <= now }
            for item in work { item() }
            for item in due { item.handler.timerFired(now: now) }
            if work.isEmpty && due.isEmpty { return }
        }
    }

    /// Forgets what it was given and is not going to do.
    func discard() {
        inbox.withLock { $0 = [] }
        timers = []
    }

    /// Moves time and does what is due.
    func advance(milliseconds: Int64) {
        now = now.advanced(milliseconds: milliseconds)
        wall.milliseconds += milliseconds
        run()
    }

    /// Waits, ten seconds at most, for work from other threads until `condition` holds.
    func run(until condition: () -> Bool) -> Bool {
        for _ in 0..<10_000 {
            run()
            if condition() { return true }
            usleep(1000)
        }
        return false
    }
}

/// Ends a context with the test that has it, as a node does: what it serves holds on to it, and leaks are looked for.
final class ContextOwner {
    private let context: BrokerContext
    private let loop: FakeLoop

    init(_ context: BrokerContext, _ loop: FakeLoop) { (self.context, self.loop) = (context, loop) }

    deinit {
        context.end()
        loop.discard()
    }
}

/// A connection that keeps what is written.
final class FakeConnection: Connection, @unchecked Sendable {
    let peer = SocketAddress(host: "10.0.0.9", port: 4711)
    let local = SocketAddress(host: "127.0.0.1", port: 9092)
    /// What the peer does not take counts as unsent.
    var peerReads = true
    var unsentBytes = 0
    var output: [UInt8] = []
    var isPaused = false
    var isClosed = false

    func write(_ bytes: UnsafeRawBufferPointer) {
        output += bytes
        if !peerReads { unsentBytes += bytes.count }
    }

    func write(_ file: any File, offset: Int64, count: Int) {
        var content = [UInt8](repeating: 0, count: count)
        let read = content.withUnsafeMutableBytes { try? file.read(into: $0, at: offset) }
        output += content.prefix(read ?? 0)
        if !peerReads { unsentBytes += count }
    }

    func pauseReading() { isPaused = true }
    func resumeReading() { isPaused = false }
    func close() { isClosed = true }

    /// Takes whole replies off the output: each without its length.
    func takeReplies() -> [[UInt8]] {
        var replies: [[UInt8]] = []
        while output.count >= 4 {
            let size = output.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard output.count >= 4 + size else { break }
            replies.append(Array(output[4..<(4 + size)]))
            output.removeFirst(4 + size)
        }
        return replies
    }
}

/// Events that a test looks at.
final class EventList: EventSink {
    let events = Mutex<[Event]>([])
    func emit(_ event: Event) { events.withLock { $0.append(event) } }
    var names: [String] { events.withLock { $0.map(\.name) } }
}

/// Bytes of a request: length, header, body.
func request(
    _ apiKey: Int16, _ version: Int16, _ correlationId: Int32, flexible: Bool = false, client: String? = "test",
    _ body: (inout BinaryWriter) -> Void = { _ in }
) -> [UInt8] {
    var writer = BinaryWriter()
    writer.int32(0)
    writer.int16(apiKey)
    writer.int16(version)
    writer.int32(correlationId)
    if let client {
        writer.int16(Int16(client.utf8.count))
        writer.utf8(client)
    } else {
        writer.int16(-1)
    }
    if flexible {
        // An unknown tag is skipped.
        writer.bytes([1, 200, 1, 2, 0xff, 0xff])
    }
    body(&writer)
    writer.overwrite(int32: Int32(writer.count - 4), at: 0)
    return writer.array()
}

/// What Kafka's compact string looks like.
func compact(_ text: String) -> [UInt8] { [UInt8(text.utf8.count + 1)] + Array(text.utf8) }

extension ClientConnection {
    /// Receives bytes as the loop would: where the connection wants them, or in a block that is wiped afterwards.
    func receive(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            if let target = receiveBuffer() {
                let part = rest.prefix(target.count)
                _ = target.update(fromContentsOf: part)
                received(UnsafeMutableRawBufferPointer(rebasing: target[..<part.count]))
                rest = rest.dropFirst(part.count)
            } else {
                let block = UnsafeMutableRawBufferPointer.allocate(byteCount: rest.count, alignment: 8)
                _ = block.update(fromContentsOf: rest)
                received(block)
                _ = block.initializeMemory(as: UInt8.self, repeating: 0xee)
                block.deallocate()
                rest = []
            }
        }
    }
}

extension UnsafeMutableRawBufferPointer {
    fileprivate func update(fromContentsOf bytes: ArraySlice<UInt8>) -> Int {
        copyBytes(from: bytes)
        return bytes.count
    }
}
