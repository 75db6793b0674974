#if canImport(Glibc)
    public import Glibc
#else
    public import Darwin
#endif

/// What a disk operation answered when it failed.
public struct DiskError: Error, Sendable, CustomStringConvertible {
    /// The system's `errno`.
    public let code: Int32
    /// What was tried, such as "open".
    public let operation: String
    /// On which path.
    public let path: String

    /// An error of `operation` on `path`.
    public init(code: Int32, operation: String, path: String) {
        self.code = code
        self.operation = operation
        self.path = path
    }

    /// Whether the path does not exist.
    public var isNotFound: Bool { code == ENOENT }
    /// Whether the process, or the system, has no descriptor left.
    public var isOutOfFiles: Bool { code == EMFILE || code == ENFILE }
    /// Whether space, and nothing else, was missing.
    public var isOutOfSpace: Bool { code == ENOSPC || code == EDQUOT }

    public var description: String { "\(operation) \(path): \(String(cString: strerror(code)))" }
}

/// How a file is opened.
public enum OpenMode: Sendable {
    /// For reading; it must exist.
    case read
    /// For reading and writing; it must exist.
    case write
    /// For reading and writing; made when it does not exist.
    case create
    /// For reading and writing; it must not exist.
    case createNew
}

/// An open file; closed when the last reference goes, also after the path was renamed or removed.
/// Any thread may call it.
public protocol File: AnyObject, Sendable {
    /// The kernel's descriptor for `sendfile`; nil on a simulated disk.
    var descriptor: Int32? { get }
    /// Bytes in the file now.
    func size() throws(DiskError) -> Int64
    /// Reads from `offset` until `buffer` is full or the file ends; answers the bytes read.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(DiskError) -> Int
    /// As `read`, but nil where it would wait for the disk. Answers fewer bytes where only these are in memory.
    func readInMemory(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(DiskError) -> Int?
    /// Whether `count` bytes from `offset` can be read without waiting for the disk, as far as the system can tell.
    func isInMemory(_ offset: Int64, _ count: Int) -> Bool
    /// Brings `count` bytes from `offset` into the system's memory and waits for the disk: work for `Lane.read`.
    func load(_ offset: Int64, _ count: Int) throws(DiskError)
    /// Writes all parts one after another from `offset`; after an error any prefix of them may be in the file.
    func write(_ parts: UnsafeBufferPointer<iovec>, at offset: Int64) throws(DiskError)
    /// Cuts or zero-extends the file.
    func truncate(to size: Int64) throws(DiskError)
    /// Makes the file's content durable (`fdatasync`). After an error nothing may be assumed about earlier writes.
    func sync() throws(DiskError)
}

extension File {
    // A disk that is memory.
    public func readInMemory(
        into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
    ) throws(DiskError) -> Int? {
        try read(into: buffer, at: offset)
    }

    public func isInMemory(_ offset: Int64, _ count: Int) -> Bool { true }

    public func load(_ offset: Int64, _ count: Int) throws(DiskError) {}

    /// Writes one buffer from `offset`.
    public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(DiskError) {
        let part = iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
        try withUnsafePointer(to: part) { (pointer) throws(DiskError) in
            try write(UnsafeBufferPointer(start: pointer, count: 1), at: offset)
        }
    }

    /// Writes an array from `offset`.
    public func write(_ bytes: [UInt8], at offset: Int64) throws(DiskError) {
        try bytes.span.bytes.withUnsafeBytes { (buffer) throws(DiskError) in try write(buffer, at: offset) }
    }
}

/// What `Disk.status` answers.
public struct FileStatus: Sendable, Hashable {
    /// Bytes in the file.
    public let size: Int64
    /// When its content was last changed.
    public let modified: Timestamp

    /// A status.
    public init(size: Int64, modified: Timestamp) {
        self.size = size
        self.modified = modified
    }
}

/// What `Disk.list` answers per entry.
public struct DirectoryEntry: Sendable, Hashable {
    /// The name within its directory.
    public let name: String
    /// Whether it is a directory.
    public let isDirectory: Bool

    /// An entry `name`.
    public init(name: String, isDirectory: Bool) {
        self.name = name
        self.isDirectory = isDirectory
    }
}

/// A file system: the machine's (`Posix`) or a simulated one that can crash (`SimulatedWorld`). Any thread may call it.
///
/// Paths are as the system takes them. A created, renamed or removed name is durable only after `syncDirectory` of its
/// directory has returned.
public protocol Disk: Sendable {
    /// Opens or creates a file.
    func open(_ path: String, _ mode: OpenMode) throws(DiskError) -> any File
    /// The entries of a directory without "." and "..", sorted by name.
    func list(_ directory: String) throws(DiskError) -> [DirectoryEntry]
    /// Makes a directory; its parent must exist.
    func makeDirectory(_ path: String) throws(DiskError)
    /// Renames, replacing a file of the new name.
    func rename(_ path: String, to newPath: String) throws(DiskError)
    /// Removes a file, or an empty directory.
    func remove(_ path: String) throws(DiskError)
    /// Makes the names in a directory durable.
    func syncDirectory(_ path: String) throws(DiskError)
    /// Bytes that can still be written to the file system of `path`.
    func freeSpace(_ path: String) throws(DiskError) -> Int64
    /// Bytes that the file system of `path` has in all, free or not.
    func totalSpace(_ path: String) throws(DiskError) -> Int64
    /// Size of a file, and when its content was last changed, without opening it.
    func status(_ path: String) throws(DiskError) -> FileStatus
    /// Whether something exists at `path`.
    func exists(_ path: String) -> Bool
    /// Takes the exclusive lock of a file by OFD lock (it excludes Kafka's fcntl lock, `flock` does not);
    /// nil where another holder has it. Held as long as the file is referenced.
    func lock(_ path: String) throws(DiskError) -> (any File)?
    /// An id that changes with every boot of the machine.
    var bootID: String { get }
}
