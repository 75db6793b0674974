import Glibc
import Posix
import Synchronization
import Testing
import World

/// A directory of its own that goes away with the test.
private final class Scratch {
    let path: String

    /// `/var/tmp` is on a disk where `/tmp` may be memory.
    init(in parent: String = "/tmp") throws {
        var name = Array("\(parent)/varve-posix-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&name).map { String(cString: $0) })
    }

    deinit {
        for entry in (try? PosixDisk().list(path)) ?? [] { try? PosixDisk().remove("\(path)/\(entry.name)") }
        try? PosixDisk().remove(path)
    }
}

private func contents(_ file: any File) throws -> String {
    let size = Int(try file.size())
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size + 10, alignment: 1)
    defer { buffer.deallocate() }
    let count = try file.read(into: buffer, at: 0)
    return String(decoding: buffer.prefix(count), as: UTF8.self)
}

private func write(_ text: String, to file: any File, at offset: Int64) throws {
    try text.utf8CString.withUnsafeBytes { try file.write(UnsafeRawBufferPointer(rebasing: $0.dropLast()), at: offset) }
}

@Suite struct PosixTests {
    @Test func filesAreWrittenReadCutAndNamed() throws {
        let scratch = try Scratch()
        let disk = PosixDisk()
        let path = "\(scratch.path)/a"
        let file = try disk.open(path, .createNew)
        try write("hello world", to: file, at: 0)
        try write("W", to: file, at: 6)
        #expect(try contents(file) == "hello World")
        try file.truncate(to: 5)
        try file.sync()
        try disk.syncDirectory(scratch.path)
        #expect(try contents(try disk.open(path, .read)) == "hello")
        let again = #expect(throws: DiskError.self) { _ = try disk.open(path, .createNew) }
        #expect(again?.code == EEXIST)
        let readOnly = try disk.open(path, .read)
        #expect(throws: DiskError.self) { try write("x", to: readOnly, at: 0) }

        try disk.makeDirectory("\(scratch.path)/d")
        try disk.rename(path, to: "\(scratch.path)/b")
        #expect(
            try disk.list(scratch.path) == [
                DirectoryEntry(name: "b", isDirectory: false), DirectoryEntry(name: "d", isDirectory: true),
            ])
        #expect(!disk.exists(path) && disk.exists("\(scratch.path)/d"))
        let missing = #expect(throws: DiskError.self) { _ = try disk.open(path, .read) }
        #expect(missing?.isNotFound == true)
        #expect(missing?.description == "open \(path): No such file or directory")
        try disk.remove("\(scratch.path)/d")
        #expect(try disk.list(scratch.path).count == 1)
        #expect(try contents(file) == "hello")
        #expect(try disk.freeSpace(scratch.path) > 0)
        #expect(try disk.totalSpace(scratch.path) >= disk.freeSpace(scratch.path))
        #expect(disk.bootID.count == 36 && disk.bootID == PosixDisk().bootID)
    }

    /// More parts than one system call takes, some of them empty.
    @Test func manyPartsAreWrittenInOrder() throws {
        let scratch = try Scratch()
        let file = try PosixDisk().open("\(scratch.path)/parts", .create)
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 3000, alignment: 1)
        defer { bytes.deallocate() }
        for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
        let parts = (0..<3000).flatMap { index in
            [iovec(iov_base: bytes.baseAddress! + index, iov_len: 1), iovec(iov_base: nil, iov_len: 0)]
        }
        try parts.withUnsafeBufferPointer { try file.write($0, at: 7) }
        let answer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4000, alignment: 1)
        defer { answer.deallocate() }
        #expect(try file.read(into: answer, at: 0) == 3007)
        #expect(answer[7..<3007].elementsEqual(bytes))
    }

    /// What the page cache has, what it has not, and that loading changes that.
    @Test func tellsWhatIsInMemory() throws {
        let scratch = try Scratch(in: "/var/tmp")
        let file = try PosixDisk().open("\(scratch.path)/cold", .create)
        let bytes = (0..<(3 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 13) }
        try file.write(bytes, at: 0)
        #expect(file.isInMemory(0, bytes.count))
        let answer = UnsafeMutableRawBufferPointer.allocate(byteCount: 100_000, alignment: 16)
        defer { answer.deallocate() }
        #expect(try file.readInMemory(into: answer, at: 1_000_001) == answer.count)
        #expect(answer.elementsEqual(bytes[1_000_001..<1_100_001]))
        #expect(try file.readInMemory(into: answer, at: Int64(bytes.count) + 5) == 0)

        try file.sync()
        posix_fadvise(try #require(file.descriptor), 0, 0, POSIX_FADV_DONTNEED)
        #expect(!file.isInMemory(0, bytes.count) && !file.isInMemory(2 << 20, 1))
        #expect(try file.readInMemory(into: answer, at: 2 << 20) == nil)
        try file.load(1 << 20, 1 << 20)
        #expect(file.isInMemory(1 << 20, 1 << 20))
        #expect(try file.readInMemory(into: answer, at: 1_500_000) == answer.count)
        #expect(answer.elementsEqual(bytes[1_500_000..<1_600_000]))
        try file.load(2 << 20, 100 << 20)
        #expect(file.isInMemory(2 << 20, 1 << 20), "the rest of the file, though more was asked for")
    }

    @Test func aSecondHolderDoesNotGetTheLock() throws {
        let scratch = try Scratch()
        let disk = PosixDisk()
        var held = try disk.lock("\(scratch.path)/.lock")
        #expect(held != nil)
        #expect(try disk.lock("\(scratch.path)/.lock") == nil)
        held = nil
        #expect(try disk.lock("\(scratch.path)/.lock") != nil)
        // A copy of the descriptor, such as a child has between fork and exec, does not keep it.
        held = try disk.lock("\(scratch.path)/.lock")
        let copy = dup(try #require(held?.descriptor))
        defer { close(copy) }
        held = nil
        #expect(try disk.lock("\(scratch.path)/.lock") != nil)
    }

    @Test func jobsOfOneLaneRunInOrderAndStopDrains() {
        let jobs = ThreadJobs()
        let seen = Mutex<[Int]>([])
        for round in 0..<2 {
            for number in 0..<100 {
                jobs.submit(.flush(0)) {
                    seen.withLock { $0.append(2 * number) }
                } completion: {
                    seen.withLock { $0.append(2 * number + 1) }
                }
            }
            jobs.stop()
            #expect(seen.withLock { $0.count } == 200 * (round + 1))
        }
        #expect(seen.withLock { $0 } == Array(0..<200) + Array(0..<200))
    }

    @Test func delayedJobsComeInTheOrderOfTheirTimes() {
        let jobs = ThreadJobs()
        let seen = Mutex<[String]>([])
        let done = Shared()
        let begin = SystemClock().monotonic
        jobs.submit(.background, afterNanoseconds: 8_000_000) {
            seen.withLock { $0.append("late") }
            done.flag.store(true, ordering: .releasing)
            done.gate.open()
        }
        jobs.submit(.background, afterNanoseconds: 4_000_000) { seen.withLock { $0.append("early") } }
        jobs.submit(.background, { seen.withLock { $0.append("now") } }, completion: {})
        jobs.submit(.background, afterNanoseconds: 3_600_000_000_000) { seen.withLock { $0.append("at stop") } }
        while !done.flag.load(ordering: .acquiring) { done.gate.wait(changedFrom: 0) }
        #expect(SystemClock().monotonic.milliseconds(since: begin) >= 7)
        jobs.stop()
        #expect(seen.withLock { $0 } == ["now", "early", "late", "at stop"])
    }

    @Test func aGateWakesWhoWaits() {
        let clock = SystemClock()
        let begin = clock.monotonic
        let shared = Shared()
        let thread = NamedThread(name: "gate") {
            while true {
                let generation = shared.gate.current
                if shared.flag.load(ordering: .acquiring) { return }
                shared.gate.wait(changedFrom: generation)
            }
        }
        shared.flag.store(true, ordering: .releasing)
        shared.gate.open()
        thread.join()
        let generation = shared.gate.current
        shared.gate.wait(changedFrom: generation, nanoseconds: 2_000_000)
        #expect(clock.monotonic.milliseconds(since: begin) >= 1)
        #expect(clock.wall.milliseconds > 1_700_000_000_000)
        #expect(SystemRandom().next() != SystemRandom().next())
    }

    private final class Shared: Sendable {
        let gate = Gate()
        let flag = Atomic(false)
    }
}
