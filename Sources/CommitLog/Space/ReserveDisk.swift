import World

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A disk whose operations may spend the reserve of a data directory: what fails for lack of space is tried once more
/// after the reserve was given back.
struct ReserveDisk: Disk {
    let base: any Disk
    let space: DiskSpace

    var bootID: String { base.bootID }

    func open(_ path: String, _ mode: OpenMode) throws(DiskError) -> any File {
        let file = try space.spending { () throws(DiskError) in try base.open(path, mode) }
        return mode == .read ? file : ReserveFile(base: file, space: space)
    }

    func list(_ directory: String) throws(DiskError) -> [DirectoryEntry] { try base.list(directory) }

    func makeDirectory(_ path: String) throws(DiskError) {
        try space.spending { () throws(DiskError) in try base.makeDirectory(path) }
    }

    func rename(_ path: String, to newPath: String) throws(DiskError) {
        try space.spending { () throws(DiskError) in try base.rename(path, to: newPath) }
    }

    func remove(_ path: String) throws(DiskError) {
        try space.spending { () throws(DiskError) in try base.remove(path) }
    }

    func syncDirectory(_ path: String) throws(DiskError) { try base.syncDirectory(path) }
    func freeSpace(_ path: String) throws(DiskError) -> Int64 { try base.freeSpace(path) }
    func totalSpace(_ path: String) throws(DiskError) -> Int64 { try base.totalSpace(path) }
    func status(_ path: String) throws(DiskError) -> FileStatus { try base.status(path) }
    func exists(_ path: String) -> Bool { base.exists(path) }
    func lock(_ path: String) throws(DiskError) -> (any File)? { try base.lock(path) }
}

/// A file whose writes may spend the reserve. A sync is not tried again: after a failed one nothing may be assumed.
private final class ReserveFile: File {
    private let base: any File
    private let space: DiskSpace

    init(base: any File, space: DiskSpace) {
        self.base = base
        self.space = space
    }

    var descriptor: Int32? { base.descriptor }

    func size() throws(DiskError) -> Int64 { try base.size() }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(DiskError) -> Int {
        try base.read(into: buffer, at: offset)
    }

    func write(_ parts: UnsafeBufferPointer<iovec>, at offset: Int64) throws(DiskError) {
        // At the same offset: what the first try has left is written over.
        try space.spending { () throws(DiskError) in try base.write(parts, at: offset) }
    }

    func truncate(to size: Int64) throws(DiskError) {
        try space.spending { () throws(DiskError) in try base.truncate(to: size) }
    }

    func sync() throws(DiskError) { try base.sync() }
}

extension DiskSpace {
    /// Does `body`, and once more with the reserve given back where space was missing.
    fileprivate func spending<R>(_ body: () throws(DiskError) -> R) throws(DiskError) -> R {
        do throws(DiskError) { return try body() } catch {
            guard error.isOutOfSpace, release(error.description) else { throw error }
            return try body()
        }
    }
}
