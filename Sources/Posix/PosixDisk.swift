import CVarve
import Glibc
public import World

/// The machine's file systems.
public struct PosixDisk: Disk {
    /// The kernel's id of this boot, read once; empty where the system tells none, and then equal to no stored id.
    public let bootID: String

    /// The machine's disk.
    public init() {
        bootID = Self.readBootID()
    }

    public func open(_ path: String, _ mode: OpenMode) throws(DiskError) -> any File {
        try openFile(path, mode)
    }

    private func openFile(
        _ path: String, _ mode: OpenMode, holdsLock: Bool = false
    ) throws(DiskError) -> PosixFile {
        let flags =
            switch mode {
            case .read: O_RDONLY
            case .write: O_RDWR
            case .create: O_RDWR | O_CREAT
            case .createNew: O_RDWR | O_CREAT | O_EXCL
            }
        let descriptor = retrying { Glibc.open(path, flags | O_CLOEXEC, 0o644) }
        guard descriptor >= 0 else { throw DiskError(code: errno, operation: "open", path: path) }
        return PosixFile(descriptor: descriptor, path: path, holdsLock: holdsLock)
    }

    public func list(_ directory: String) throws(DiskError) -> [DirectoryEntry] {
        guard let stream = opendir(directory) else { throw DiskError(code: errno, operation: "list", path: directory) }
        defer { closedir(stream) }
        var entries: [DirectoryEntry] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw DiskError(code: errno, operation: "list", path: directory) }
                return entries.sorted { $0.name < $1.name }
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: $0.pointee)) {
                    String(cString: $0)
                }
            }
            guard name != ".", name != ".." else { continue }
            // Some file systems leave the type out, and a link counts as what it leads to.
            let known = entry.pointee.d_type == UInt8(DT_DIR) || entry.pointee.d_type == UInt8(DT_REG)
            let isDirectory =
                known ? entry.pointee.d_type == UInt8(DT_DIR) : Self.isDirectory("\(directory)/\(name)")
            entries.append(DirectoryEntry(name: name, isDirectory: isDirectory))
        }
    }

    public func makeDirectory(_ path: String) throws(DiskError) {
        guard mkdir(path, 0o755) == 0 else { throw DiskError(code: errno, operation: "make directory", path: path) }
    }

    public func rename(_ path: String, to newPath: String) throws(DiskError) {
        guard Glibc.rename(path, newPath) == 0 else { throw DiskError(code: errno, operation: "rename", path: path) }
    }

    public func remove(_ path: String) throws(DiskError) {
        if unlink(path) == 0 { return }
        // unlink of a directory answers EISDIR on Linux, EPERM by POSIX.
        let code = errno
        guard code == EISDIR || code == EPERM else { throw DiskError(code: code, operation: "remove", path: path) }
        guard rmdir(path) == 0 else { throw DiskError(code: errno, operation: "remove", path: path) }
    }

    public func syncDirectory(_ path: String) throws(DiskError) {
        let descriptor = retrying { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw DiskError(code: errno, operation: "sync directory", path: path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw DiskError(code: errno, operation: "sync directory", path: path) }
    }

    public func freeSpace(_ path: String) throws(DiskError) -> Int64 { try space(path) { $0.f_bavail } }
    public func totalSpace(_ path: String) throws(DiskError) -> Int64 { try space(path) { $0.f_blocks } }

    private func space(_ path: String, _ blocks: (statvfs) -> UInt) throws(DiskError) -> Int64 {
        var answer = statvfs()
        guard statvfs(path, &answer) == 0 else {
            throw DiskError(code: errno, operation: "look at the space", path: path)
        }
        let (bytes, overflow) = UInt64(blocks(answer)).multipliedReportingOverflow(by: UInt64(answer.f_frsize))
        return overflow ? .max : Int64(clamping: bytes)
    }

    public func status(_ path: String) throws(DiskError) -> FileStatus {
        var answer = stat()
        guard stat(path, &answer) == 0 else { throw DiskError(code: errno, operation: "status", path: path) }
        let (seconds, nanoseconds) = (Int64(answer.st_mtim.tv_sec), Int64(answer.st_mtim.tv_nsec))
        let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        return FileStatus(
            size: Int64(answer.st_size),
            modified: Timestamp(milliseconds: overflow ? .max : milliseconds &+ nanoseconds / 1_000_000))
    }

    public func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    public func lock(_ path: String) throws(DiskError) -> (any File)? {
        let file = try openFile(path, .create, holdsLock: true)
        switch varve_lock(file.number) {
        case 1: return file
        case 0: return nil
        case let failure: throw DiskError(code: -failure, operation: "lock", path: path)
        }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var answer = stat()
        return stat(path, &answer) == 0 && answer.st_mode & S_IFMT == S_IFDIR
    }

    private static func readBootID() -> String {
        let descriptor = Glibc.open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
        return String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
    }
}

/// Repeats a call that a signal interrupted.
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}
