/// Names a snapshot of the metadata log: it holds the state of everything below `endOffset`.
public struct SnapshotID: Hashable, Comparable, Sendable {
    /// The offset after the last record the snapshot contains.
    public let endOffset: Int64
    /// The epoch of that last record.
    public let epoch: Int32

    /// The voters that a node was formatted with, before anything was written.
    public static let bootstrap = SnapshotID(endOffset: 0, epoch: 0)

    /// A snapshot id.
    public init(endOffset: Int64, epoch: Int32) {
        self.endOffset = endOffset
        self.epoch = epoch
    }

    /// Reads a file name of the form `<offset, 20 digits>-<epoch, 10 digits>.checkpoint`; nil for anything else.
    public init?(fileName: String) {
        guard fileName.hasSuffix(".checkpoint") else { return nil }
        let fields = fileName.dropLast(".checkpoint".count).split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count == 2, fields[0].utf8.count == 20, fields[1].utf8.count == 10,
            let endOffset = Int64(fields[0]), let epoch = Int32(fields[1]), endOffset >= 0, epoch >= 0
        else { return nil }
        self.init(endOffset: endOffset, epoch: epoch)
    }

    /// The name of the snapshot's file. While it is written, `.part` follows.
    public var fileName: String {
        func padded(_ number: String, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - number.count)) + number
        }
        return "\(padded(String(endOffset), 20))-\(padded(String(epoch), 10)).checkpoint"
    }

    public static func < (left: SnapshotID, right: SnapshotID) -> Bool {
        (left.endOffset, left.epoch) < (right.endOffset, right.epoch)
    }
}
