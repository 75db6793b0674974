import World

/// The control plane's files are small: read and replaced as a whole.
extension Disk {
    /// The file's content.
    func readAll(_ path: String) throws(DiskError) -> [UInt8] {
        let file = try open(path, .read)
        let size = try Int(clamping: file.size())
        var failure: DiskError?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            do throws(DiskError) {
                count = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: 0)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// The file's content; nil where there is no such file.
    func readAllIfPresent(_ path: String) throws(DiskError) -> [UInt8]? {
        do {
            return try readAll(path)
        } catch {
            guard error.isNotFound else { throw error }
            return nil
        }
    }

    /// Writes a file so that after a crash it is as before or as asked, and durable when the call returns: a file beside
    /// it is written, synced and renamed, then the directory is synced.
    func replace(_ name: String, in directory: String, with bytes: [UInt8], via temporary: String) throws(DiskError) {
        let file = try open("\(directory)/\(temporary)", .create)
        try file.truncate(to: 0)
        try file.write(bytes, at: 0)
        try file.sync()
        try rename("\(directory)/\(temporary)", to: "\(directory)/\(name)")
        try syncDirectory(directory)
    }
}
