import Binary
import Records
import World

/// `varve.<base>.sums` of a partition's folder: what the journal knew of a segment when it took its last batch.
enum SegmentSums {
    private static let header: [UInt8] = Array("varve.sums\n".utf8) + [0, 0, 0, 0, 1]

    /// The file's name.
    static func name(_ base: Int64) -> String {
        let digits = String(base)
        return "varve." + String(repeating: "0", count: max(0, 20 - digits.count)) + digits + ".sums"
    }

    /// The ranges of segment `base`; empty where there is no file, or it is damaged: a claim, not data.
    static func read(_ base: Int64, in folder: String, of disk: any Disk) throws(LogError) -> [FlushedRange] {
        guard let bytes = try disk.readAll("\(folder)/\(name(base))", subject: folder) else { return [] }
        let body = header.count + 4
        guard bytes.count >= body, bytes.starts(with: header) else { return [] }
        let ranges = bytes.span.bytes.extracting(droppingFirst: body)
        var reader = BinaryReader(bytes.span.bytes.extracting(droppingFirst: header.count))
        guard reader.uint32() == crc32c(ranges), ranges.byteCount % FlushedRange.encodedSize == 0 else { return [] }
        return (0..<ranges.byteCount / FlushedRange.encodedSize).map { _ in
            FlushedRange(segmentBase: base, from: &reader)
        }
    }

    /// The ranges of every segment of a folder that has such a file.
    static func readAll(in folder: String, of disk: any Disk) throws(LogError) -> [FlushedRange] {
        let names = try onDisk(folder) { () throws(DiskError) in try disk.list(folder) }.map(\.name)
        var ranges: [FlushedRange] = []
        for name in names where name.hasPrefix("varve.") && name.hasSuffix(".sums") {
            guard let base = Int64(name.dropFirst("varve.".count).dropLast(".sums".count)), base >= 0 else { continue }
            ranges += try read(base, in: folder, of: disk)
        }
        return ranges
    }

    /// Removes the file of a segment that is cut or goes.
    static func remove(_ base: Int64, in folder: String, of disk: any Disk) throws(LogError) {
        let path = "\(folder)/\(name(base))"
        guard disk.exists(path) else { return }
        try onDisk(folder) { () throws(DiskError) in try disk.remove(path) }
    }

    /// Writes the file durably.
    static func write(_ ranges: [FlushedRange], _ base: Int64, in folder: String, of disk: any Disk) throws(LogError) {
        var body = BinaryWriter(capacity: FlushedRange.encodedSize * ranges.count)
        for range in ranges { range.encode(to: &body) }
        var file = BinaryWriter(capacity: header.count + 4 + body.count)
        file.bytes(header)
        file.uint32(crc32c(body.span))
        file.bytes(body.span)
        let bytes = file.array()
        try onDisk(folder) { () throws(DiskError) in try disk.replace(name(base), in: folder, with: bytes) }
    }
}
