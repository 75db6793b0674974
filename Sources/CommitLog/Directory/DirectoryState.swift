import Binary
import World

/// Who may append to a data directory.
public enum DirectoryUse: String, Sendable {
    /// A program by itself, through `CommitLog`.
    case standalone
    /// A broker, whose metadata say what is in it.
    case cluster
}

extension DirectoryUse {
    /// How the directory at `path` is used; nil where nothing says. Looks only.
    static func find(in path: String, of disk: any Disk) throws(LogError) -> DirectoryUse? {
        if let state = try DirectoryState(in: path, of: disk) { return state.use }
        // Kafka's own directory: its metadata say what may be in it.
        return disk.exists("\(path)/\(PartitionFolder.metadata.name)") ? .cluster : nil
    }
}

/// How a data directory was left, which decides what of it can be trusted.
public enum DirectoryStart: String, Sendable {
    /// There is nothing in it that was ever appended.
    case empty
    /// It was closed orderly, and nobody has written since.
    case clean
    /// The process died; the machine did not: every written byte is still there.
    case processDeath
    /// The machine died, or a sync failed, or nobody knows: of what was not synced anything may be missing.
    case machineDeath
}

/// `varve.state`: how the directory is used and how it was left. Text, with magic and version in the first line.
struct DirectoryState: Equatable, Sendable {
    static let name = "varve.state"
    private static let magic = "varve state "

    var use: DirectoryUse
    /// Whose state it is: a copied directory, or one in whose place another was put, has another id.
    var directoryId: Uuid
    /// The boot of the machine under which it was last open.
    var bootId: String
    /// Whether it was closed orderly.
    var isClean = false
    /// Whether a sync failed: the page cache shows bytes that the disk does not have.
    var hasFailed = false
    /// Whether a start after the machine's death has not recovered every log yet.
    var isRecovering = false
    /// Whether the metadata was made for partitions that were there before, and does not know all of them yet.
    var isAdopting = false

    init(use: DirectoryUse, directoryId: Uuid, bootId: String) {
        self.use = use
        self.directoryId = directoryId
        self.bootId = bootId
    }

    /// Reads the file; nil where there is none, or it is damaged: then nothing is known, and the worst is assumed.
    init?(in directory: String, of disk: any Disk) throws(LogError) {
        let path = "\(directory)/\(Self.name)"
        guard let bytes = try disk.readAll(path, subject: directory) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard let first = lines.first, first.hasPrefix(Self.magic) else { return nil }
        let version = first.dropFirst(Self.magic.count)
        guard version == "1" else {
            guard let newer = Int(version), newer > 1 else { return nil }
            throw LogError(.unsupported, path, "version \(newer) is newer than what this build reads")
        }
        var values: [Substring: Substring] = [:]
        for line in lines.dropFirst() {
            guard let equals = line.firstIndex(of: "=") else { continue }
            values[line[..<equals]] = line[line.index(after: equals)...]
        }
        guard let use = values["use"].flatMap({ DirectoryUse(rawValue: String($0)) }),
            let id = values["directory.id"].flatMap({ Uuid($0) }), let boot = values["boot.id"]
        else { return nil }
        self.init(use: use, directoryId: id, bootId: String(boot))
        isClean = values["clean"] == "true"
        hasFailed = values["failed"] == "true"
        isRecovering = values["recovering"] == "true"
        isAdopting = values["adopting"] == "true"
    }

    /// Writes the file durably.
    func write(in directory: String, of disk: any Disk) throws(LogError) {
        let text =
            "\(Self.magic)1\nuse=\(use.rawValue)\ndirectory.id=\(directoryId)\nboot.id=\(bootId)\n"
            + "clean=\(isClean)\nfailed=\(hasFailed)\nrecovering=\(isRecovering)\n"
            + "adopting=\(isAdopting)\n"
        try onDisk(directory) { () throws(DiskError) in
            try disk.replace(Self.name, in: directory, with: Array(text.utf8))
        }
    }
}

/// Kafka's marker of an orderly end, `.kafka_cleanshutdown`.
enum CleanMarker {
    static let name = ".kafka_cleanshutdown"

    static func exists(in directory: String, of disk: any Disk) -> Bool { disk.exists("\(directory)/\(name)") }

    /// Takes the marker away durably: from now on an end is unclean.
    static func remove(in directory: String, of disk: any Disk) throws(LogError) {
        guard exists(in: directory, of: disk) else { return }
        try onDisk(directory) { () throws(DiskError) in
            try disk.remove("\(directory)/\(name)")
            try disk.syncDirectory(directory)
        }
    }

    /// Writes the marker durably. Kafka compares the broker epoch with the registration it finds; -1 says none.
    static func write(brokerEpoch: Int64, in directory: String, of disk: any Disk) throws(LogError) {
        let text = "{\"version\":0,\"brokerEpoch\":\(brokerEpoch)}"
        try onDisk(directory) { () throws(DiskError) in
            try disk.replace(name, in: directory, with: Array(text.utf8))
        }
    }
}
