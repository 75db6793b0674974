public import World

extension Disk {
    /// All bytes of a file; nil where it does not exist.
    func readAll(_ path: String, subject: String) throws(LogError) -> [UInt8]? {
        let file: any File
        do { file = try open(path, .read) } catch {
            if error.isNotFound { return nil }
            throw LogError(error, subject)
        }
        return try onDisk(subject) { () throws(DiskError) in
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
    }

    /// Puts `bytes` in place of a file's content so that after a crash either the old or the new one is there: a new
    /// file is written and synced, takes the name, and the folder is synced.
    public func replace(_ name: String, in folder: String, with bytes: [UInt8]) throws(DiskError) {
        let path = "\(folder)/\(name)"
        let temporary = path + ".tmp"
        let file = try open(temporary, .create)
        try file.truncate(to: 0)
        try file.write(bytes, at: 0)
        try file.sync()
        try rename(temporary, to: path)
        try syncDirectory(folder)
    }
}

/// The text form of Kafka's checkpoint files: version, number of lines, lines of fields between single spaces.
enum CheckpointText {
    /// The lines of a file; empty where it is empty, nil where version or number of lines is wrong.
    static func parse(_ bytes: [UInt8], fields: Int) -> [[Substring]]? {
        if bytes.isEmpty { return [] }
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = text.split(separator: "\n")
        guard lines.count >= 2, lines[0] == "0", Int(lines[1]) == lines.count - 2 else { return nil }
        let rows = lines[2...].map { $0.split(separator: " ", omittingEmptySubsequences: false) }
        return rows.allSatisfy { $0.count == fields } ? rows : nil
    }

    /// The bytes of a file with `lines`.
    static func encode(_ lines: [String]) -> [UInt8] {
        Array(("0\n\(lines.count)\n" + lines.map { $0 + "\n" }.joined()).utf8)
    }
}
