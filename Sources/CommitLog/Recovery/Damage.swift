import World

/// Bytes of a log that were durable and are not readable any more: a hole. Reads go on behind it, appends go on, and it
/// is named until someone accepts the loss.
public struct Damage: Hashable, Sendable {
    /// Names the segment.
    public var segmentBase: Int64
    /// The bad bytes of its file; empty where bytes are missing altogether.
    public var positions: Range<Int>
    /// The offsets whose records are lost.
    public var offsets: Range<Int64>

    /// A hole in segment `segmentBase`.
    public init(segmentBase: Int64, positions: Range<Int>, offsets: Range<Int64>) {
        self.segmentBase = segmentBase
        self.positions = positions
        self.offsets = offsets
    }
}

extension Damage: CustomStringConvertible {
    public var description: String {
        "offsets \(offsets.lowerBound)..<\(offsets.upperBound) in \(SegmentName.file(segmentBase, .log)), "
            + "bytes \(positions.lowerBound)..<\(positions.upperBound)"
    }
}

/// The file that keeps a partition's known damage across starts.
enum DamageFile {
    static let name = "varve.damage"
    private static let magic = "varve damage 1"

    static func read(_ store: SegmentStore) throws(LogError) -> [Damage] {
        guard let bytes = try store.disk.readAll("\(store.path)/\(name)", subject: store.path) else { return [] }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard lines.first.map({ $0 == magic }) ?? false else {
            throw LogError(.unsupported, store.path, "\(name) is not of a version this build reads")
        }
        return lines.dropFirst().compactMap { line in
            let numbers = line.split(separator: " ").compactMap { Int64($0) }
            guard numbers.count == 5, numbers[1] <= numbers[2], numbers[3] <= numbers[4] else { return nil }
            return Damage(
                segmentBase: numbers[0], positions: Int(clamping: numbers[1])..<Int(clamping: numbers[2]),
                offsets: numbers[3]..<numbers[4])
        }
    }

    static func write(_ damage: [Damage], _ store: SegmentStore) throws(LogError) {
        let lines = damage.map {
            "\($0.segmentBase) \($0.positions.lowerBound) \($0.positions.upperBound) "
                + "\($0.offsets.lowerBound) \($0.offsets.upperBound)\n"
        }
        let text = magic + "\n" + lines.joined()
        try onDisk(store.path) { () throws(DiskError) in
            try store.disk.replace(name, in: store.path, with: Array(text.utf8))
        }
    }
}
