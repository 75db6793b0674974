import World

/// The disk of the logs' files: where the process has no descriptor left, files that nobody is using just now are
/// closed, and the file is opened after all.
struct FrugalDisk: Disk {
    let base: any Disk
    /// Closes what can be opened again.
    let closeIdle: @Sendable () -> Void

    var bootID: String { base.bootID }

    func open(_ path: String, _ mode: OpenMode) throws(DiskError) -> any File {
        do throws(DiskError) { return try base.open(path, mode) } catch {
            guard error.isOutOfFiles else { throw error }
            closeIdle()
            return try base.open(path, mode)
        }
    }

    func list(_ directory: String) throws(DiskError) -> [DirectoryEntry] { try base.list(directory) }
    func makeDirectory(_ path: String) throws(DiskError) { try base.makeDirectory(path) }
    func rename(_ path: String, to newPath: String) throws(DiskError) { try base.rename(path, to: newPath) }
    func remove(_ path: String) throws(DiskError) { try base.remove(path) }
    func syncDirectory(_ path: String) throws(DiskError) { try base.syncDirectory(path) }
    func freeSpace(_ path: String) throws(DiskError) -> Int64 { try base.freeSpace(path) }
    func totalSpace(_ path: String) throws(DiskError) -> Int64 { try base.totalSpace(path) }
    func status(_ path: String) throws(DiskError) -> FileStatus { try base.status(path) }
    func exists(_ path: String) -> Bool { base.exists(path) }
    func lock(_ path: String) throws(DiskError) -> (any File)? { try base.lock(path) }
}
