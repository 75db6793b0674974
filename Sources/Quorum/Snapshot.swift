import Binary

/// A snapshot of the metadata log in memory: what its file says.
public struct Snapshot: Sendable {
    /// The voters, where the snapshot names them (kraft.version 1 and later).
    public var voters: VoterSet?
    /// The version of the quorum's protocol.
    public var kraftVersion: Int16
    /// The time of the last record contained, in milliseconds since 1970.
    public var lastContainedLogTimestamp: Int64
    /// The values of the user's records, in the order they are to be applied.
    public var records: [[UInt8]]

    /// What a snapshot is to say.
    public init(voters: VoterSet?, kraftVersion: Int16, lastContainedLogTimestamp: Int64, records: [[UInt8]]) {
        self.voters = voters
        self.kraftVersion = kraftVersion
        self.lastContainedLogTimestamp = lastContainedLogTimestamp
        self.records = records
    }

    /// Batches of a snapshot are cut at this size, so that a reader never needs the whole in one piece.
    static let batchBytes = 256 * 1024

    /// The file's bytes: header, voters, records, footer, numbered from offset 0.
    ///
    /// - Parameters:
    ///   - epoch: of the snapshot's id.
    ///   - timestamp: now, in milliseconds since 1970.
    /// - Throws: `.unencodable`.
    public func encode(epoch: Int32, timestamp: Int64) throws(QuorumError) -> [UInt8] {
        var bytes: [UInt8] = []
        var next: Int64 = 0
        func append(_ content: QuorumBatch.Content) throws(QuorumError) {
            let batch = QuorumBatch(baseOffset: next, epoch: epoch, timestamp: timestamp, content: content)
            bytes += try batch.encode()
            next = batch.endOffset
        }
        var head: [QuorumBatch.Control] = [.snapshotHeader(lastContainedLogTimestamp: lastContainedLogTimestamp)]
        if kraftVersion > 0, let voters { head += [.kraftVersion(kraftVersion), .voters(voters)] }
        try append(.control(head))
        var run: [[UInt8]] = []
        var size = 0
        for record in records {
            run.append(record)
            size += record.count
            guard size >= Snapshot.batchBytes else { continue }
            try append(.records(run))
            run.removeAll()
            size = 0
        }
        if !run.isEmpty { try append(.records(run)) }
        try append(.control([.snapshotFooter]))
        return bytes
    }

    /// Reads a snapshot's file.
    ///
    /// - Parameter name: the file's name, for the error.
    /// - Throws: `.corrupt` where anything is missing or damaged: a snapshot is whole or worthless.
    public init(_ bytes: RawSpan, name: String) throws(QuorumError) {
        let (batches, length) = try QuorumBatch.read(bytes)
        guard length == bytes.byteCount else {
            throw QuorumError(.corrupt, name, "is damaged at byte \(length) of \(bytes.byteCount)")
        }
        var began = false
        var ended = false
        self.init(voters: nil, kraftVersion: 0, lastContainedLogTimestamp: 0, records: [])
        for batch in batches {
            guard !ended else { throw QuorumError(.corrupt, name, "goes on after its footer") }
            switch batch.content {
            case .records(let values): records += values
            case .control(let controls):
                for control in controls {
                    switch control {
                    case .snapshotHeader(let timestamp):
                        began = true
                        lastContainedLogTimestamp = timestamp
                    case .snapshotFooter: ended = true
                    case .kraftVersion(let version): kraftVersion = version
                    case .voters(let set): voters = set
                    case .leaderChange, .unknown: break
                    }
                }
            }
        }
        guard began, ended else { throw QuorumError(.corrupt, name, "has no header or no footer") }
    }
}
