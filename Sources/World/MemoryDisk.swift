import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A disk that is memory: for a broker in a test. Nothing of it outlives the object, so nothing has to be made durable,
/// and no call waits. Renames stay within one directory, as those of a log do. Any thread may call it.
public final class MemoryDisk: Disk {
    private enum Entry {
        case directory
        case file(MemoryFile.Content)
    }

    private struct State {
        /// Everything but the root by its path.
        var entries: [String: Entry] = [:]
        /// The names in each directory.
        var names: [String: Set<String>] = ["": []]
        /// Paths whose lock somebody holds.
        var locked: Set<String> = []
    }

    /// Bytes that its files may have between them, as `freeSpace` tells; not enforced.
    private let capacity: Int64
    private let clock: any Clock
    private let state = Mutex(State())

    /// An empty disk, whose files are dated by `clock`.
    public init(capacity: Int64 = 1 << 40, clock: any Clock) {
        self.capacity = capacity
        self.clock = clock
    }

    private static func split(_ path: String) -> (parent: String, name: String) {
        let path = path.last == "/" ? path.dropLast() : path[...]
        guard let slash = path.lastIndex(of: "/") else { return ("", String(path)) }
        return (String(path[..<slash]), String(path[path.index(after: slash)...]))
    }

    private static func key(_ path: String) -> String { path.last == "/" ? String(path.dropLast()) : path }

    // MARK: Files

    public func open(_ path: String, _ mode: OpenMode) throws(DiskError) -> any File {
        MemoryFile(try content(path, mode), clock, path: path)
    }

    private func content(_ path: String, _ mode: OpenMode) throws(DiskError) -> MemoryFile.Content {
        let (parent, name) = MemoryDisk.split(path)
        return try state.withLock { (state) throws(DiskError) in
            switch state.entries[path] {
            case .directory: throw DiskError(code: EISDIR, operation: "open", path: path)
            case .file(let content):
                guard mode != .createNew else { throw DiskError(code: EEXIST, operation: "open", path: path) }
                return content
            case nil:
                guard mode == .create || mode == .createNew, state.names[parent] != nil else {
                    throw DiskError(code: ENOENT, operation: "open", path: path)
                }
                let content = MemoryFile.Content(modified: clock.wall)
                state.entries[path] = .file(content)
                state.names[parent]?.insert(name)
                return content
            }
        }
    }

    public func lock(_ path: String) throws(DiskError) -> (any File)? {
        let content = try content(path, .create)
        guard state.withLock({ $0.locked.insert(path).inserted }) else { return nil }
        return MemoryFile(content, clock, path: path) { [weak self] in
            self?.state.withLock { _ = $0.locked.remove(path) }
        }
    }

    public func status(_ path: String) throws(DiskError) -> FileStatus {
        let found = state.withLock { $0.entries[path] }
        guard case .file(let content) = found else {
            throw DiskError(code: ENOENT, operation: "status", path: path)
        }
        return content.status
    }

    // MARK: Names

    public func list(_ directory: String) throws(DiskError) -> [DirectoryEntry] {
        let key = MemoryDisk.key(directory)
        return try state.withLock { (state) throws(DiskError) in
            guard let names = state.names[key] else {
                throw DiskError(code: ENOENT, operation: "list", path: directory)
            }
            return names.sorted().map { name in
                DirectoryEntry(name: name, isDirectory: state.names["\(key)/\(name)"] != nil)
            }
        }
    }

    public func makeDirectory(_ path: String) throws(DiskError) {
        let key = MemoryDisk.key(path)
        let (parent, name) = MemoryDisk.split(path)
        try state.withLock { (state) throws(DiskError) in
            guard state.names[parent] != nil else {
                throw DiskError(code: ENOENT, operation: "make directory", path: path)
            }
            guard state.entries[key] == nil else {
                throw DiskError(code: EEXIST, operation: "make directory", path: path)
            }
            state.entries[key] = .directory
            state.names[key] = []
            state.names[parent]?.insert(name)
        }
    }

    public func rename(_ path: String, to newPath: String) throws(DiskError) {
        let (parent, name) = MemoryDisk.split(path)
        let (newParent, newName) = MemoryDisk.split(newPath)
        guard parent == newParent else { throw DiskError(code: EXDEV, operation: "rename", path: path) }
        try state.withLock { (state) throws(DiskError) in
            guard let entry = state.entries.removeValue(forKey: path) else {
                throw DiskError(code: ENOENT, operation: "rename", path: path)
            }
            if case .directory = entry {
                // Its content moves with it; directories of a log hold files only.
                let names = state.names.removeValue(forKey: path) ?? []
                for name in names {
                    state.entries["\(newPath)/\(name)"] = state.entries.removeValue(forKey: "\(path)/\(name)")
                }
                state.names[newPath] = names
            }
            state.entries[newPath] = entry
            state.names[parent]?.remove(name)
            state.names[parent]?.insert(newName)
        }
    }

    public func remove(_ path: String) throws(DiskError) {
        let key = MemoryDisk.key(path)
        let (parent, name) = MemoryDisk.split(path)
        try state.withLock { (state) throws(DiskError) in
            guard state.entries[key] != nil else { throw DiskError(code: ENOENT, operation: "remove", path: path) }
            guard state.names[key]?.isEmpty ?? true else {
                throw DiskError(code: ENOTEMPTY, operation: "remove", path: path)
            }
            state.entries[key] = nil
            state.names[key] = nil
            state.names[parent]?.remove(name)
        }
    }

    public func exists(_ path: String) -> Bool {
        let key = MemoryDisk.key(path)
        return key.isEmpty || state.withLock { $0.entries[key] != nil }
    }

    // MARK: The whole

    public func syncDirectory(_ path: String) throws(DiskError) {}

    public func freeSpace(_ path: String) throws(DiskError) -> Int64 {
        let contents = state.withLock { state in
            state.entries.values.compactMap { entry in
                if case .file(let content) = entry { content } else { nil }
            }
        }
        return max(0, capacity - contents.reduce(0) { $0 + $1.status.size })
    }

    public func totalSpace(_ path: String) throws(DiskError) -> Int64 { capacity }

    /// Nothing lives longer than the process, so there is one boot.
    public var bootID: String { "memory" }
}
