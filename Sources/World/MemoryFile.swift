import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file of a `MemoryDisk`.
final class MemoryFile: File {
    /// What is in a file, for all who have it open.
    final class Content: Sendable {
        private struct State {
            var bytes: [UInt8] = []
            var modified: Timestamp
        }

        private let state: Mutex<State>

        init(modified: Timestamp) { state = Mutex(State(modified: modified)) }

        var status: FileStatus {
            state.withLock { FileStatus(size: Int64($0.bytes.count), modified: $0.modified) }
        }

        func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
            // Filled under the lock before this call returns; nobody else has it meanwhile.
            nonisolated(unsafe) let buffer = buffer
            return state.withLock { state in
                let start = min(offset, state.bytes.count)
                let count = min(buffer.count, state.bytes.count - start)
                state.bytes.withUnsafeBytes { source in
                    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[start..<(start + count)]))
                }
                return count
            }
        }

        func write(_ parts: UnsafeBufferPointer<iovec>, at offset: Int, _ now: Timestamp) {
            // Read under the lock before this call returns.
            nonisolated(unsafe) let parts = parts
            state.withLock { state in
                var position = offset
                if state.bytes.count < position {
                    state.bytes.append(contentsOf: repeatElement(0, count: position - state.bytes.count))
                }
                for part in parts {
                    let source = UnsafeRawBufferPointer(start: part.iov_base, count: part.iov_len)
                    let over = min(source.count, state.bytes.count - position)
                    state.bytes.replaceSubrange(position..<(position + over), with: source.prefix(over))
                    state.bytes.append(contentsOf: source.dropFirst(over))
                    position += source.count
                }
                state.modified = now
            }
        }

        func truncate(to size: Int, _ now: Timestamp) {
            state.withLock { state in
                if size < state.bytes.count {
                    state.bytes.removeLast(state.bytes.count - size)
                } else {
                    state.bytes.append(contentsOf: repeatElement(0, count: size - state.bytes.count))
                }
                state.modified = now
            }
        }
    }

    private let content: Content
    private let clock: any Clock
    private let path: String
    private let release: (@Sendable () -> Void)?

    /// - Parameter release: called when nobody has the file any more.
    init(_ content: Content, _ clock: any Clock, path: String, release: (@Sendable () -> Void)? = nil) {
        self.content = content
        self.clock = clock
        self.path = path
        self.release = release
    }

    deinit { release?() }

    var descriptor: Int32? { nil }

    func size() throws(DiskError) -> Int64 { content.status.size }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(DiskError) -> Int {
        content.read(into: buffer, at: try position(offset, "read"))
    }

    func write(_ parts: UnsafeBufferPointer<iovec>, at offset: Int64) throws(DiskError) {
        content.write(parts, at: try position(offset, "write"), clock.wall)
    }

    func truncate(to size: Int64) throws(DiskError) {
        content.truncate(to: try position(size, "truncate"), clock.wall)
    }

    func sync() throws(DiskError) {}

    private func position(_ offset: Int64, _ operation: String) throws(DiskError) -> Int {
        guard offset >= 0 else { throw DiskError(code: EINVAL, operation: operation, path: path) }
        return Int(offset)
    }
}
