// Small files are read and replaced as a whole.
extension Disk {
    /// The content of a file.
    public func readAll(_ path: String) throws(DiskError) -> [UInt8] {
        let file = try open(path, .read)
        let size = Int(clamping: try file.size())
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

    /// The content of a file; nil where there is none.
    public func readAllIfPresent(_ path: String) throws(DiskError) -> [UInt8]? {
        do throws(DiskError) { return try readAll(path) } catch {
            guard error.isNotFound else { throw error }
            return nil
        }
    }

    /// Puts `bytes` in place of a file's content so that after a crash either the old or the new one is there: a new file
    /// is written and synced, takes the name, and the directory is synced.
    ///
    /// - Parameter temporary: the new file's name until then; nil for `name` with `.tmp` behind it.
    public func replace(
        _ name: String, in directory: String, with bytes: [UInt8], via temporary: String? = nil
    ) throws(DiskError) {
        let path = "\(directory)/\(temporary ?? "\(name).tmp")"
        let file = try open(path, .create)
        try file.truncate(to: 0)
        try file.write(bytes, at: 0)
        try file.sync()
        try rename(path, to: "\(directory)/\(name)")
        try syncDirectory(directory)
    }
}
