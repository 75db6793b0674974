import World

extension Disk {
    /// All bytes of a file; nil where it does not exist.
    func readAll(_ path: String, subject: String) throws(LogError) -> [UInt8]? {
        try onDisk(subject) { () throws(DiskError) in try readAllIfPresent(path) }
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
