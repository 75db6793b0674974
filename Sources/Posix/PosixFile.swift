import CVarve
public import Glibc
public import World

/// An open file of the machine, read and written at explicit positions.
public final class PosixFile: File {
    let number: Int32
    private let path: String
    private let holdsLock: Bool
    /// What one `pwritev` takes (IOV_MAX).
    private static let partsAtOnce = 1024

    init(descriptor: Int32, path: String, holdsLock: Bool = false) {
        number = descriptor
        self.path = path
        self.holdsLock = holdsLock
    }

    deinit {
        if holdsLock { varve_unlock(number) }
        close(number)
    }

    public var descriptor: Int32? { number }

    public func size() throws(DiskError) -> Int64 {
        var answer = stat()
        guard fstat(number, &answer) == 0 else { throw error("size") }
        return Int64(answer.st_size)
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(DiskError) -> Int {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = retrying { pread(number, rest.baseAddress, rest.count, off_t(offset &+ Int64(done))) }
            guard count >= 0 else { throw error("read") }
            if count == 0 { break }
            done += count
        }
        return done
    }

    public func readInMemory(
        into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
    ) throws(DiskError) -> Int? {
        let count = varve_read_in_memory(number, buffer.baseAddress, buffer.count, offset)
        if count == -Int64(EAGAIN) || count == -Int64(EINTR) { return nil }
        guard count >= 0 else {
            throw DiskError(code: Int32(truncatingIfNeeded: -count), operation: "read", path: path)
        }
        return Int(count)
    }

    public func isInMemory(_ offset: Int64, _ count: Int) -> Bool { varve_in_memory(number, offset, count) != 0 }

    public func load(_ offset: Int64, _ count: Int) throws(DiskError) {
        varve_read_ahead(number, offset, count)
        // Only a read waits for what the system has begun to fetch.
        try withUnsafeTemporaryAllocation(byteCount: min(count, 64 << 10), alignment: 16) {
            (buffer) throws(DiskError) in
            var done = 0
            while done < count {
                let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, count - done)])
                let read = try self.read(into: part, at: offset &+ Int64(done))
                if read < part.count { return }
                done += read
            }
        }
    }

    public func write(_ parts: UnsafeBufferPointer<iovec>, at offset: Int64) throws(DiskError) {
        var position = offset
        var next = 0
        while next < parts.count {
            let end = min(parts.count, next + Self.partsAtOnce)
            let group = UnsafeBufferPointer(rebasing: parts[next..<end])
            let total = group.reduce(0) { $0 &+ $1.iov_len }
            let written = try writeOnce(group, at: position)
            position &+= Int64(written)
            if written < total { position = try finish(group, from: written, at: position) }
            next = end
        }
    }

    /// Writes what a short write left over, part by part: rare, so the parts are not gathered again.
    private func finish(_ group: UnsafeBufferPointer<iovec>, from written: Int, at offset: Int64) throws(DiskError)
        -> Int64
    {
        var position = offset
        var skip = written
        for part in group {
            if skip >= part.iov_len {
                skip -= part.iov_len
                continue
            }
            var rest = UnsafeRawBufferPointer(start: part.iov_base, count: part.iov_len)[skip...]
            skip = 0
            while !rest.isEmpty {
                let bytes = UnsafeRawBufferPointer(rebasing: rest)
                let count = retrying { pwrite(number, bytes.baseAddress, bytes.count, off_t(position)) }
                guard count >= 0 else { throw error("write") }
                position &+= Int64(count)
                rest = rest.dropFirst(count)
            }
        }
        return position
    }

    private func writeOnce(_ parts: UnsafeBufferPointer<iovec>, at offset: Int64) throws(DiskError) -> Int {
        let count = retrying { pwritev(number, parts.baseAddress, Int32(parts.count), off_t(offset)) }
        guard count >= 0 else { throw error("write") }
        return count
    }

    public func truncate(to size: Int64) throws(DiskError) {
        guard retrying({ ftruncate(number, off_t(size)) }) == 0 else { throw error("truncate") }
    }

    public func sync() throws(DiskError) {
        // Never tried again after an error: the kernel has marked the pages clean, a second call would lie.
        guard fdatasync(number) == 0 else { throw error("sync") }
    }

    private func error(_ operation: String) -> DiskError { DiskError(code: errno, operation: operation, path: path) }
}
