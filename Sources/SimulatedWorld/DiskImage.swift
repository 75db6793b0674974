import Glibc
import World

/// A whole simulated file system as a value: what processes see, and what the platter holds.
///
/// Files and directories each have a live side (the page cache) and a synced side; what lies between is a list of
/// changes of which a machine that dies keeps some. Copies share their bytes until one changes.
public struct DiskImage: Sendable {
    struct Entry: Hashable, Sendable {
        var id: Int
        var isDirectory: Bool
    }

    enum FileChange: Sendable {
        case write(Int, [UInt8])
        case truncate(Int)

        func apply(to bytes: inout [UInt8]) {
            switch self {
            case .truncate(let size): Self.resize(&bytes, to: size)
            case .write(let offset, let new):
                if bytes.count < offset + new.count { Self.resize(&bytes, to: offset + new.count) }
                bytes.withUnsafeMutableBytes { target in
                    new.withUnsafeBytes {
                        UnsafeMutableRawBufferPointer(rebasing: target[offset...]).copyMemory(from: $0)
                    }
                }
            }
        }

        private static func resize(_ bytes: inout [UInt8], to size: Int) {
            if size < bytes.count {
                bytes.removeLast(bytes.count - size)
            } else {
                bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
            }
        }
    }

    struct File: Sendable {
        var live: [UInt8] = []
        var synced: [UInt8] = []
        var pending: [FileChange] = []
        var modified = Timestamp(milliseconds: 0)
    }

    enum NameChange: Sendable {
        case add(String, Entry)
        case remove(String)
        /// Either both names change or none, as POSIX promises.
        case rename(String, String, Entry)

        func apply(to names: inout [String: Entry]) {
            switch self {
            case .add(let name, let entry): names[name] = entry
            case .remove(let name): names[name] = nil
            case .rename(let old, let new, let entry):
                if names[old] == entry { names[old] = nil }
                names[new] = entry
            }
        }
    }

    struct Directory: Sendable {
        var live: [String: Entry] = [:]
        var synced: [String: Entry] = [:]
        var pending: [NameChange] = []
    }

    var files: [Int: File] = [:]
    var directories: [Int: Directory] = [0: Directory()]
    private var nextID = 1
    /// How often the machine has died.
    var deaths = 0

    /// An empty file system: only "/".
    public init() {}

    // MARK: Finding

    func entry(_ path: String) -> Entry? {
        var entry = Entry(id: 0, isDirectory: true)
        for name in path.split(separator: "/") where name != "." {
            guard let next = directories[entry.id]?.live[String(name)] else { return nil }
            entry = next
        }
        return entry
    }

    /// The directory a path lies in, and its last name.
    func parent(_ path: String) -> (directory: Int, name: String)? {
        let parts = path.split(separator: "/").filter { $0 != "." }
        guard let name = parts.last, let parent = entry(parts.dropLast().joined(separator: "/")), parent.isDirectory
        else { return nil }
        return (parent.id, String(name))
    }

    /// The bytes of a file as processes see them; nil where there is none.
    public func contents(_ path: String) -> [UInt8]? {
        entry(path).flatMap { files[$0.id]?.live }
    }

    /// Every file's path, sorted.
    public var paths: [String] {
        func walk(_ id: Int, _ prefix: String) -> [String] {
            (directories[id]?.live ?? [:]).sorted { $0.key < $1.key }.flatMap { name, entry in
                entry.isDirectory ? walk(entry.id, "\(prefix)/\(name)") : ["\(prefix)/\(name)"]
            }
        }
        return walk(0, "")
    }

    /// Bytes of all files as processes see them.
    public var usedBytes: Int { files.values.reduce(0) { $0 + $1.live.count } }

    // MARK: Changing

    mutating func change(_ id: Int, _ change: FileChange, at time: Timestamp? = nil) {
        guard var file = files.removeValue(forKey: id) else { return }
        file.modified = time ?? file.modified
        change.apply(to: &file.live)
        file.pending.append(change)
        files[id] = file
    }

    mutating func rename(in id: Int, _ change: NameChange) {
        guard var directory = directories.removeValue(forKey: id) else { return }
        change.apply(to: &directory.live)
        directory.pending.append(change)
        directories[id] = directory
    }

    mutating func makeFile(in directory: Int, _ name: String) -> Int {
        let id = nextID
        nextID += 1
        files[id] = File()
        rename(in: directory, .add(name, Entry(id: id, isDirectory: false)))
        return id
    }

    mutating func makeDirectory(in directory: Int, _ name: String) {
        let id = nextID
        nextID += 1
        directories[id] = Directory()
        rename(in: directory, .add(name, Entry(id: id, isDirectory: true)))
    }

    mutating func sync(_ id: Int) {
        guard var file = files.removeValue(forKey: id) else { return }
        for change in file.pending { change.apply(to: &file.synced) }
        file.pending = []
        files[id] = file
    }

    mutating func syncDirectory(_ id: Int) {
        guard let names = directories[id]?.live else { return }
        directories[id]?.synced = names
        directories[id]?.pending = []
    }

    // MARK: Surgery, for tests that damage a disk at rest

    /// Replaces the bytes of a file on both sides; makes no file.
    public mutating func replace(_ path: String, with bytes: [UInt8]) {
        guard let entry = entry(path), files[entry.id] != nil else { return }
        files[entry.id] = File(live: bytes, synced: bytes, pending: [])
    }

    /// Turns one bit of a file round; `bit` counts from the file's first byte, 8 to a byte.
    public mutating func flip(_ path: String, bit: Int) {
        guard var bytes = contents(path), bytes.indices.contains(bit / 8) else { return }
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        replace(path, with: bytes)
    }
}
