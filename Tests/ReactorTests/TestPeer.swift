import Glibc
import Synchronization
import World

@testable import Reactor

/// The machine's clock.
struct SystemClock: Clock {
    var monotonic: Instant {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
    var wall: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// The other side of a connection, with blocking calls that give up after five seconds.
final class TestPeer {
    private let socket: Int32

    init(_ address: SocketAddress) throws {
        socket = try Socket.withAddress(address, passive: false) { info in
            let socket = Glibc.socket(info.pointee.ai_family, Int32(SOCK_STREAM.rawValue), 0)
            _ = Glibc.connect(socket, info.pointee.ai_addr, info.pointee.ai_addrlen)
            var limit = timeval(tv_sec: 5, tv_usec: 0)
            setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
            return socket
        }
    }

    deinit { Glibc.close(socket) }

    func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            sent += count
        }
    }

    /// The next `count` bytes; fewer where the other side closed or nothing came for five seconds.
    func receive(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var received = 0
        while received < count {
            let more = bytes.withUnsafeMutableBytes { recv(socket, $0.baseAddress! + received, count - received, 0) }
            if more <= 0 { break }
            received += more
        }
        return Array(bytes.prefix(received))
    }

    /// Whether the other side closed without sending more.
    var isClosedByPeer: Bool {
        var byte: UInt8 = 0
        let count = recv(socket, &byte, 1, 0)
        return count == 0 || (count < 0 && errno == ECONNRESET)
    }
}

/// A file of the machine for `sendfile`.
final class TestFile: File, @unchecked Sendable {
    let descriptor: Int32?
    let content: [UInt8]

    /// What needs no load; all of it where nothing else is said.
    private let inMemory: Range<Int>
    private let loaded = Mutex<[(Int, Int)]>([])

    init(_ content: [UInt8], inMemory: Range<Int> = 0..<Int.max) {
        self.inMemory = inMemory
        var path = Array("/tmp/reactor-test-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        unlink(path)
        content.withUnsafeBytes { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
        self.descriptor = descriptor
        self.content = content
    }

    deinit { Glibc.close(descriptor!) }

    func size() -> Int64 { Int64(content.count) }
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int {
        pread(descriptor!, buffer.baseAddress, buffer.count, off_t(offset))
    }
    func readInMemory(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int? {
        isInMemory(offset, buffer.count) ? read(into: buffer, at: offset) : nil
    }
    func isInMemory(_ offset: Int64, _ count: Int) -> Bool {
        inMemory.contains(Int(offset)) && inMemory.contains(Int(offset) + count - 1)
    }
    func load(_ offset: Int64, _ count: Int) { loaded.withLock { $0.append((Int(offset), count)) } }
    var loads: [(Int, Int)] { loaded.withLock { $0 } }
    func write(_ parts: UnsafeBufferPointer<iovec>, at offset: Int64) throws(DiskError) {
        throw DiskError(code: EROFS, operation: "write", path: "test")
    }
    func truncate(to size: Int64) { ftruncate(descriptor!, off_t(size)) }
    func sync() {}
}

/// Does jobs at once on the thread that asks, or holds them until they are released.
final class TestJobs: Jobs {
    private typealias Work = (job: @Sendable () -> Void, completion: @Sendable () -> Void)
    private let held = Mutex<[Work]>([])
    private let holds: Bool

    init(holding: Bool = false) { holds = holding }

    func submit(
        _ lane: Lane, _ job: @escaping @Sendable () -> Void, completion: @escaping @Sendable () -> Void
    ) {
        if holds { return held.withLock { $0.append((job, completion)) } }
        job()
        completion()
    }

    func submit(_ lane: Lane, afterNanoseconds nanoseconds: Int64, _ job: @escaping @Sendable () -> Void) {
        submit(lane, job) {}
    }

    func stop() {}

    /// Waits, five seconds at most, for a held job.
    func waitForOne() -> Bool {
        for _ in 0..<5000 {
            if held.withLock({ !$0.isEmpty }) { return true }
            usleep(1000)
        }
        return false
    }

    func release() {
        let work = held.withLock { held in
            defer { held = [] }
            return held
        }
        for item in work {
            item.job()
            item.completion()
        }
    }
}
