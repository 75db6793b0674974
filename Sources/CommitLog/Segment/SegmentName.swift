/// Names of the files that make up a segment: Kafka's, twenty digits of the base offset and the kind.
public enum SegmentName {
    /// The kinds of files.
    public enum Kind: String, CaseIterable, Sendable {
        /// The batches.
        case log
        /// Positions by offset.
        case index
        /// Offsets by timestamp.
        case timeindex
        /// Aborted transactions.
        case txnindex
        /// Producers' state at the base offset.
        case snapshot
    }

    /// Behind the name of a file that compaction is still writing.
    static let cleaned = ".cleaned"
    /// Behind the name of a file that is to replace others and is whole.
    static let swap = ".swap"
    /// Behind the name of a file that is only kept for who has it open.
    static let deleted = ".deleted"

    /// The name of the file of `kind` for `base`.
    public static func file(_ base: Int64, _ kind: Kind) -> String { "\(digits(base)).\(kind.rawValue)" }

    /// Twenty digits.
    public static func digits(_ offset: Int64) -> String {
        let text = String(max(offset, 0))
        return String(repeating: "0", count: 20 - text.utf8.count) + text
    }

    /// Base offset and kind of a file name; nil for every other name.
    public static func parse(_ name: String) -> (base: Int64, kind: Kind)? {
        let bytes = name.utf8
        guard bytes.count > 21, let dot = bytes.firstIndex(of: UInt8(ascii: ".")),
            bytes.distance(from: bytes.startIndex, to: dot) == 20,
            let kind = Kind(rawValue: String(name[bytes.index(after: dot)...])), let base = Int64(name[..<dot]),
            base >= 0
        else { return nil }
        return (base, kind)
    }
}
