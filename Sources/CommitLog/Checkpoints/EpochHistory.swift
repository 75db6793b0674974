import World

/// Which leader epoch began at which offset of a log (Kafka's `leader-epoch-checkpoint`).
public struct EpochHistory: Equatable, Sendable {
    /// A leader epoch and the first offset it wrote.
    public struct Entry: Equatable, Sendable {
        /// The leader epoch.
        public var epoch: Int32
        /// Its first offset in this log.
        public var startOffset: Int64

        /// Epoch `epoch` that begins at `startOffset`.
        public init(epoch: Int32, startOffset: Int64) {
            self.epoch = epoch
            self.startOffset = startOffset
        }
    }

    static let name = "leader-epoch-checkpoint"
    /// Oldest first; both numbers increase.
    public private(set) var entries: [Entry] = []
    /// Whether there is something that the file does not have.
    var isDirty = false

    /// A history without entries.
    public init() {}

    /// The epoch that wrote last; nil for a log nobody has written.
    public var latest: Int32? { entries.last?.epoch }

    /// Notes that `epoch` wrote at `offset`; nothing happens unless it is newer than the latest.
    @inline(__always)
    mutating func note(_ epoch: Int32, at offset: Int64) {
        if let last = entries.last, last.epoch >= epoch { return }
        assign(epoch, at: offset)
    }

    private mutating func assign(_ epoch: Int32, at offset: Int64) {
        guard epoch >= 0 else { return }
        // An epoch that began where this one begins wrote nothing that is left.
        entries.removeAll { $0.startOffset >= offset }
        entries.append(Entry(epoch: epoch, startOffset: offset))
        isDirty = true
    }

    /// The newest epoch not newer than `epoch`, and where its records end: OffsetForLeaderEpoch.
    ///
    /// The latest epoch ends at `logEnd`; one older than all known ends where the first known begins; a newer or
    /// negative one is unknown: nil.
    func end(of epoch: Int32, logEnd: Int64) -> Entry? {
        guard epoch >= 0, let latest = entries.last, let first = entries.first else { return nil }
        if epoch == latest.epoch { return Entry(epoch: epoch, startOffset: logEnd) }
        if epoch > latest.epoch { return nil }
        if epoch < first.epoch { return Entry(epoch: epoch, startOffset: first.startOffset) }
        guard let next = entries.firstIndex(where: { $0.epoch > epoch }), next > 0 else { return nil }
        return Entry(epoch: entries[next - 1].epoch, startOffset: entries[next].startOffset)
    }

    /// The epoch that wrote `offset`; nil where none is known.
    public func epoch(at offset: Int64) -> Int32? { entries.last { $0.startOffset <= offset }?.epoch }

    /// Forgets what was written at or after `offset`.
    mutating func truncate(to offset: Int64) {
        while let last = entries.last, last.startOffset >= offset {
            entries.removeLast()
            isDirty = true
        }
    }

    /// Forgets epochs that ended at or before `start`; the one that goes on there begins there.
    mutating func advanceStart(to start: Int64) {
        guard let index = entries.lastIndex(where: { $0.startOffset <= start }) else { return }
        guard index > 0 || entries[index].startOffset < start else { return }
        entries.removeSubrange(..<index)
        entries[0].startOffset = start
        isDirty = true
    }
}

extension EpochHistory {
    /// Reads a file's bytes; nil where they are damaged.
    init?(_ bytes: [UInt8]) {
        guard let rows = CheckpointText.parse(bytes, fields: 2) else { return nil }
        for row in rows {
            guard let epoch = Int32(row[0]), let start = Int64(row[1]), epoch >= 0, start >= 0 else { return nil }
            if let last = entries.last, last.epoch >= epoch || last.startOffset > start { return nil }
            entries.append(Entry(epoch: epoch, startOffset: start))
        }
    }

    /// The bytes of the file.
    func encoded() -> [UInt8] { CheckpointText.encode(entries.map { "\($0.epoch) \($0.startOffset)" }) }
}
