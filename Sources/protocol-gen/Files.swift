import Glibc

/// A file that cannot be read or written.
struct FileError: Error, CustomStringConvertible {
    let path: String
    let verb: String
    let code: Int32
    var description: String { "cannot \(verb) \(path): \(String(cString: strerror(code)))" }
}

/// The few calls the generator makes to the file system.
enum Files {
    static func read(_ path: String) throws(FileError) -> String {
        guard let file = fopen(path, "r") else { throw FileError(path: path, verb: "read", code: errno) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        guard ferror(file) == 0 else { throw FileError(path: path, verb: "read", code: errno) }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func write(_ text: String, to path: String) throws(FileError) {
        guard let file = fopen(path, "w") else { throw FileError(path: path, verb: "write", code: errno) }
        let written = Array(text.utf8).withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        guard fclose(file) == 0, written == text.utf8.count else {
            throw FileError(path: path, verb: "write", code: errno)
        }
    }

    static func remove(_ path: String) throws(FileError) {
        guard unlink(path) == 0 else { throw FileError(path: path, verb: "remove", code: errno) }
    }

    /// Makes the folder if it is not there; its parent has to be.
    static func makeFolder(_ path: String) throws(FileError) {
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw FileError(path: path, verb: "make", code: errno)
        }
    }

    /// The names in a folder, sorted; none where there is no folder.
    static func list(_ path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
