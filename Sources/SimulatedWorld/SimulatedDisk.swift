import Glibc
import Synchronization
public import World

/// A disk in memory that can crash: it knows for every file and directory what was synced and what was not.
///
/// Stricter than any file system: a name is durable only when its directory was synced, each unsynced change survives or
/// not by itself, and a file that was cut and written again may come back with old bytes after the new ones. Renames stay
/// within one directory (EXDEV otherwise). Same seed and same calls, same bytes and same trace. Any thread may call it.
public final class SimulatedDisk: Disk {
    struct State {
        var image: DiskImage
        var generator: SeededGenerator
        var capacity: Int
        /// Counts restarts: a file opened before the last one is dead.
        var process = 1
        var operations = 0
        var trace: [DiskOperation] = []
        var faults: [Fault] = []
        var stopAt = Int.max
        var images: [DiskImage]?
        var locks: Set<Int> = []
        /// How often each file is open now.
        var opened: [Int: Int] = [:]
        /// The time of day of changes from now on.
        var time = Timestamp(milliseconds: 0)
        /// Files without a name; they take space as long as they are open.
        var nameless: Set<Int> = []

        var usedBytes: Int {
            nameless.reduce(image.usedBytes) { $0 - (opened[$1] == nil ? image.files[$1]?.live.count ?? 0 : 0) }
        }
    }

    let state: Mutex<State>

    /// A disk that holds `image`. `seed` decides what crashes and failed syncs leave; `capacity` is in bytes of files.
    public init(_ image: DiskImage = DiskImage(), seed: UInt64, capacity: Int = .max) {
        state = Mutex(State(image: image, generator: SeededGenerator(seed: seed), capacity: capacity))
    }

    // MARK: What the simulation does to it

    /// Changes asked for since the beginning; the number of the next one.
    public var operationCount: Int { state.withLock { $0.operations } }
    /// Every change since the beginning; the number of a change is its index.
    public var trace: [DiskOperation] { state.withLock { $0.trace } }
    /// The file system as it is now.
    public var image: DiskImage { state.withLock { $0.image } }

    /// Keeps from now on the file system as it is before each change; `images` answers them.
    public func recordImages() { state.withLock { $0.images = [] } }
    /// The file systems before the changes since `recordImages`, in order; the last one is the present.
    public var images: [DiskImage] { state.withLock { ($0.images ?? []) + [$0.image] } }

    /// Makes calls fail.
    public func inject(_ fault: Fault) { state.withLock { $0.faults.append(fault) } }
    /// Forgets all faults that have not happened yet.
    public func clearFaults() { state.withLock { $0.faults = [] } }
    /// Change number `operation` and everything after it fails with ECANCELED until `restart`: the machine stands still.
    public func stop(at operation: Int) { state.withLock { $0.stopAt = operation } }
    /// Sets the time of day that changes of files get.
    public func setTime(_ time: Timestamp) { state.withLock { $0.time = time } }
    /// Sets the bytes that all files may hold together.
    public func setCapacity(_ capacity: Int) { state.withLock { $0.capacity = capacity } }

    /// Ends everything that runs on the disk and starts afresh: files opened before fail with ECANCELED, locks are free.
    /// After `.machine` only what was synced is certain, and `bootID` is another one.
    public func restart(_ crash: Crash) {
        state.withLock { state in
            state.process += 1
            state.stopAt = .max
            state.faults = []
            state.locks = []
            state.opened = [:]
            state.nameless = []
            switch crash {
            case .process: state.image.dropUnreachable()
            case .machine: state.image.loseUnsynced(&state.generator)
            }
        }
    }

    // MARK: Disk

    public var bootID: String { state.withLock { "simulated-boot-\($0.image.deaths)" } }

    public func open(_ path: String, _ mode: OpenMode) throws(DiskError) -> any File {
        try openFile(path, mode, lock: false)
    }

    public func lock(_ path: String) throws(DiskError) -> (any File)? {
        do throws(DiskError) {
            return try openFile(path, .create, lock: true)
        } catch  where error.code == EWOULDBLOCK { return nil }
    }

    private func openFile(_ path: String, _ mode: OpenMode, lock: Bool) throws(DiskError) -> SimulatedFile {
        let (id, process) = try state.withLock { (state) throws(DiskError) -> (Int, Int) in
            var id: Int
            if let entry = state.image.entry(path) {
                guard !entry.isDirectory else { throw DiskError(code: EISDIR, operation: "open", path: path) }
                guard mode != .createNew else { throw DiskError(code: EEXIST, operation: "open", path: path) }
                try state.begin(DiskOperation(.open, path))
                id = entry.id
            } else {
                guard mode == .create || mode == .createNew, let parent = state.image.parent(path) else {
                    throw DiskError(code: ENOENT, operation: "open", path: path)
                }
                try state.begin(DiskOperation(.create, path))
                id = state.image.makeFile(in: parent.directory, parent.name)
            }
            if lock, !state.locks.insert(id).inserted {
                throw DiskError(code: EWOULDBLOCK, operation: "lock", path: path)
            }
            state.opened[id, default: 0] += 1
            return (id, state.process)
        }
        return SimulatedFile(self, id: id, process: process, path: path, writable: mode != .read, holdsLock: lock)
    }

    public func list(_ directory: String) throws(DiskError) -> [DirectoryEntry] {
        try state.withLock { (state) throws(DiskError) in
            try state.begin(DiskOperation(.list, directory))
            guard let entry = state.image.entry(directory), let found = state.image.directories[entry.id] else {
                throw DiskError(code: ENOENT, operation: "list", path: directory)
            }
            return found.live.sorted { $0.key < $1.key }
                .map { DirectoryEntry(name: $0.key, isDirectory: $0.value.isDirectory) }
        }
    }

    public func makeDirectory(_ path: String) throws(DiskError) {
        try state.withLock { (state) throws(DiskError) in
            guard let parent = state.image.parent(path) else {
                throw DiskError(code: ENOENT, operation: "make directory", path: path)
            }
            guard state.image.entry(path) == nil else {
                throw DiskError(code: EEXIST, operation: "make directory", path: path)
            }
            try state.begin(DiskOperation(.makeDirectory, path))
            state.image.makeDirectory(in: parent.directory, parent.name)
        }
    }

    public func rename(_ path: String, to newPath: String) throws(DiskError) {
        try state.withLock { (state) throws(DiskError) in
            guard let entry = state.image.entry(path), let old = state.image.parent(path),
                let new = state.image.parent(newPath)
            else { throw DiskError(code: ENOENT, operation: "rename", path: path) }
            guard old.directory == new.directory else {
                throw DiskError(code: EXDEV, operation: "rename", path: path)
            }
            try state.begin(DiskOperation(.rename, path))
            if let replaced = state.image.entry(newPath), !replaced.isDirectory { state.nameless.insert(replaced.id) }
            state.image.rename(in: old.directory, .rename(old.name, new.name, entry))
        }
    }

    public func remove(_ path: String) throws(DiskError) {
        try state.withLock { (state) throws(DiskError) in
            guard let entry = state.image.entry(path), let parent = state.image.parent(path) else {
                throw DiskError(code: ENOENT, operation: "remove", path: path)
            }
            guard !entry.isDirectory || state.image.directories[entry.id]?.live.isEmpty == true else {
                throw DiskError(code: ENOTEMPTY, operation: "remove", path: path)
            }
            try state.begin(DiskOperation(.remove, path))
            if !entry.isDirectory { state.nameless.insert(entry.id) }
            state.image.rename(in: parent.directory, .remove(parent.name))
        }
    }

    public func syncDirectory(_ path: String) throws(DiskError) {
        try state.withLock { (state) throws(DiskError) in
            guard let entry = state.image.entry(path), entry.isDirectory else {
                throw DiskError(code: ENOENT, operation: "sync directory", path: path)
            }
            try state.begin(DiskOperation(.syncDirectory, path))
            state.image.syncDirectory(entry.id)
        }
    }

    public func freeSpace(_ path: String) throws(DiskError) -> Int64 {
        state.withLock { Int64(clamping: max(0, $0.capacity - $0.usedBytes)) }
    }

    public func status(_ path: String) throws(DiskError) -> FileStatus {
        try state.withLock { (state) throws(DiskError) in
            guard let entry = state.image.entry(path), let file = state.image.files[entry.id] else {
                throw DiskError(code: ENOENT, operation: "status", path: path)
            }
            return FileStatus(size: Int64(file.live.count), modified: file.modified)
        }
    }

    public func totalSpace(_ path: String) throws(DiskError) -> Int64 {
        state.withLock { Int64(clamping: $0.capacity) }
    }

    public func exists(_ path: String) -> Bool { state.withLock { $0.image.entry(path) != nil } }
}

extension SimulatedDisk.State {
    /// Notes a call, and fails it where it was told to. A change gets its number here, before it happens.
    mutating func begin(_ operation: DiskOperation) throws(DiskError) {
        if case .error(let code)? = try note(operation) {
            throw DiskError(code: code, operation: "\(operation.kind)", path: operation.path)
        }
    }

    /// Notes a call; answers the fault it meets.
    mutating func note(_ operation: DiskOperation) throws(DiskError) -> Fault.Effect? {
        if operations >= stopAt {
            throw DiskError(code: ECANCELED, operation: "\(operation.kind)", path: operation.path)
        }
        switch operation.kind {
        case .open, .read, .list: break
        default:
            images?.append(image)
            trace.append(operation)
            operations += 1
        }
        guard let index = faults.firstIndex(where: { $0.matches(operation) }) else { return nil }
        if faults[index].skip > 0 {
            faults[index].skip -= 1
            return nil
        }
        faults[index].times -= 1
        return faults[index].effect
    }
}
