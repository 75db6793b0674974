public import Glibc
import Synchronization
public import World

/// A file of a simulated disk.
public final class SimulatedFile: File {
    private let disk: SimulatedDisk
    private let id: Int
    private let process: Int
    private let path: String
    private let writable: Bool
    private let holdsLock: Bool

    init(_ disk: SimulatedDisk, id: Int, process: Int, path: String, writable: Bool, holdsLock: Bool) {
        self.disk = disk
        self.id = id
        self.process = process
        self.path = path
        self.writable = writable
        self.holdsLock = holdsLock
    }

    deinit {
        let (id, process, holdsLock) = (id, process, holdsLock)
        disk.state.withLock { state in
            guard state.process == process else { return }
            if holdsLock { state.locks.remove(id) }
            let others = (state.opened[id] ?? 1) - 1
            state.opened[id] = others > 0 ? others : nil
        }
    }

    public var descriptor: Int32? { nil }

    private func with<Result: Sendable>(
        _ operation: String, _ body: (inout SimulatedDisk.State) throws(DiskError) -> Result
    ) throws(DiskError) -> Result {
        try disk.state.withLock { (state) throws(DiskError) in
            guard state.process == process else { throw DiskError(code: ECANCELED, operation: operation, path: path) }
            return try body(&state)
        }
    }

    public func size() throws(DiskError) -> Int64 {
        try with("size") { Int64($0.image.files[id]?.live.count ?? 0) }
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(DiskError) -> Int {
        // Filled under the lock before this call returns; nobody else has it meanwhile.
        nonisolated(unsafe) let buffer = buffer
        return try with("read") { (state) throws(DiskError) in
            guard offset >= 0 else { throw DiskError(code: EINVAL, operation: "read", path: path) }
            try state.begin(DiskOperation(.read, path, offset: offset, count: buffer.count))
            let bytes = state.image.files[id]?.live ?? []
            let start = min(Int(offset), bytes.count)
            let count = min(buffer.count, bytes.count - start)
            bytes.withUnsafeBytes { source in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[start..<start + count]))
            }
            return count
        }
    }

    public func write(_ parts: UnsafeBufferPointer<iovec>, at offset: Int64) throws(DiskError) {
        var bytes: [UInt8] = []
        for part in parts {
            bytes.append(contentsOf: UnsafeRawBufferPointer(start: part.iov_base, count: part.iov_len))
        }
        let all = bytes
        try with("write") { (state) throws(DiskError) in
            guard writable, offset >= 0 else {
                throw DiskError(code: writable ? EINVAL : EBADF, operation: "write", path: path)
            }
            let effect = try state.note(DiskOperation(.write, path, offset: offset, count: all.count))
            var (room, code) = (all.count, Int32(0))
            switch effect {
            case .error(let failure): (room, code) = (0, failure)
            case .short(let count, let failure): (room, code) = (min(count, all.count), failure)
            case nil:
                let end = state.image.files[id]?.live.count ?? 0
                let growth = max(0, Int(offset) + all.count - end)
                let free = max(0, state.capacity - state.usedBytes)
                if growth > free { (room, code) = (max(0, all.count - (growth - free)), ENOSPC) }
            }
            if room > 0 { state.image.change(id, .write(Int(offset), Array(all.prefix(room))), at: state.time) }
            if code != 0 { throw DiskError(code: code, operation: "write", path: path) }
        }
    }

    public func truncate(to size: Int64) throws(DiskError) {
        try with("truncate") { (state) throws(DiskError) in
            guard writable, size >= 0 else { throw DiskError(code: EINVAL, operation: "truncate", path: path) }
            try state.begin(DiskOperation(.truncate, path, offset: size))
            state.image.change(id, .truncate(Int(size)), at: state.time)
        }
    }

    public func sync() throws(DiskError) {
        try with("sync") { (state) throws(DiskError) in
            switch try state.note(DiskOperation(.sync, path)) {
            case nil: state.image.sync(id)
            case .error(let code), .short(_, let code):
                state.image.failSync(id, &state.generator)
                throw DiskError(code: code, operation: "sync", path: path)
            }
        }
    }
}
