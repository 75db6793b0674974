import World

/// `varve.reserve` of a data directory: bytes that are really written, so that giving the file back gives space.
struct Reserve {
    static let name = "varve.reserve"
    /// Magic and version; a newer version changes the last two bytes.
    private static let header: [UInt8] = Array("varve.reserve\n".utf8) + [0, 1]
    /// Bytes that are written and synced at once: nobody's sync waits long behind them.
    private static let piece: Int64 = 1 << 20

    private let path: String
    private let directory: String
    /// The size that the file is to have.
    let size: Int64
    /// Bytes of it that are on the disk.
    private(set) var held: Int64 = 0
    /// Whether the file could not be made although there seemed to be room: it is not tried again.
    private(set) var isGivenUp = false

    /// Looks what a directory has.
    init(in directory: String, size: Int64, of disk: any Disk) throws(DiskError) {
        self.directory = directory
        path = "\(directory)/\(Self.name)"
        self.size = size
        guard disk.exists(path) else { return }
        let file = try disk.open(path, .read)
        let isOurs = try withUnsafeTemporaryAllocation(byteCount: Self.header.count, alignment: 1) {
            (buffer) throws(DiskError) in
            let count = try file.read(into: buffer, at: 0)
            return buffer[..<count].elementsEqual(Self.header)
        }
        let found = try file.size()
        // Another setting's file, or not ours: removed, and made anew when its time comes.
        if isOurs, found <= size { held = found } else { try disk.remove(path) }
    }

    /// Bytes that are missing.
    var owed: Int64 { isGivenUp ? 0 : size - held }

    /// Writes the next piece, durably.
    mutating func grow(on disk: any Disk, _ random: any Random) {
        let count = min(Self.piece, size - held)
        guard count > 0 else { return }
        do throws(DiskError) {
            let file = try disk.open(path, .create)
            if held == 0 { try file.truncate(to: 0) }
            try file.write(Self.bytes(Int(count), isFirst: held == 0, random), at: held)
            try file.sync()
            if held == 0 { try disk.syncDirectory(directory) }
            held += count
        } catch {
            isGivenUp = true
            _ = release(on: disk)
        }
    }

    /// Gives the space back; false where there was none.
    mutating func release(on disk: any Disk) -> Bool {
        guard held > 0 || disk.exists(path) else { return false }
        // A file that cannot be removed gives nothing, now or later.
        guard (try? disk.remove(path)) != nil else { return false }
        defer { held = 0 }
        return held > 0
    }

    /// Noise: what a file system could pack or leave out would be no reserve.
    private static func bytes(_ count: Int, isFirst: Bool, _ random: any Random) -> [UInt8] {
        var state = random.next() | 1
        var bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            for index in 0..<count {
                if index & 7 == 0 {
                    state ^= state << 13
                    state ^= state >> 7
                    state ^= state << 17
                }
                buffer[index] = UInt8(truncatingIfNeeded: state >> UInt64((index & 7) * 8))
            }
            filled = count
        }
        if isFirst, count >= header.count { bytes.replaceSubrange(..<header.count, with: header) }
        return bytes
    }
}
