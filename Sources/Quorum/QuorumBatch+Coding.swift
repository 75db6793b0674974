import Binary
public import Records

extension QuorumBatch {
    /// The batch as it stands in the log.
    ///
    /// - Throws: `.unencodable` where a record is larger than a batch can hold.
    public func encode() throws(QuorumError) -> [UInt8] {
        var builder = RecordBatchBuilder(capacity: 1024)
        builder.baseOffset = baseOffset
        builder.partitionLeaderEpoch = epoch
        let time = timestamp ?? -1
        do {
            switch content {
            case .control(let records):
                for record in records { try record.append(to: &builder, timestamp: time) }
            case .records(let values):
                // The element type has no padding, so all of its bytes are initialised.
                for value in values { try unsafe builder.append(timestamp: time, key: nil, value: value.span.bytes) }
            }
            try builder.seal()
        } catch {
            throw QuorumError(.unencodable, "metadata batch at offset \(baseOffset)", error.description)
        }
        var reader = BinaryReader(builder.bytes)
        return reader.array(reader.remaining)
    }

    /// Reads a batch of the log; the caller has checked its checksum.
    ///
    /// - Parameter maxBytes: the most that a compressed batch may unpack to.
    /// - Throws: `.corrupt`.
    public init(_ batch: borrowing RecordBatch, maxBytes: Int) throws(QuorumError) {
        let header = batch.header
        func damaged(_ cause: String) -> QuorumError {
            QuorumError(.corrupt, "metadata batch at offset \(header.baseOffset)", cause)
        }
        guard header.lastOffsetDelta >= 0, header.baseOffset >= 0, header.baseOffset < .max - Int64(Int32.max) else {
            throw damaged("has offsets \(header.baseOffset)+\(header.lastOffsetDelta)")
        }
        var scratch = BinaryWriter()
        var values: [[UInt8]] = []
        var controls: [Control] = []
        do {
            var records = try batch.records(unpackedInto: &scratch, maxBytes: maxBytes)
            while let record = records.next() {
                guard let value = record.value else { throw damaged("has a record without a value") }
                if header.isControl {
                    guard let key = record.key, let control = Control(key: key, value: value) else {
                        throw damaged("has an unreadable control record at offset \(record.offset)")
                    }
                    controls.append(control)
                } else {
                    var reader = BinaryReader(value)
                    values.append(reader.array(reader.remaining))
                }
            }
            guard records.isComplete else { throw damaged("has an unreadable record") }
        } catch let error as RecordsError {
            throw damaged(error.description)
        } catch let error as QuorumError {
            throw error
        } catch {
            throw damaged("\(error)")
        }
        self.init(
            baseOffset: header.baseOffset, endOffset: header.nextOffset, epoch: header.partitionLeaderEpoch,
            timestamp: header.maxTimestamp, content: header.isControl ? .control(controls) : .records(values))
    }

    /// Reads whole intact batches from the beginning of `bytes`.
    ///
    /// - Returns: the batches, and how many bytes they take: less than all where a tail is torn or damaged.
    /// - Throws: `.corrupt` where a batch of right checksum does not read.
    public static func read(
        _ bytes: RawSpan, maxBytes: Int = 64 << 20
    ) throws(QuorumError) -> (batches: [QuorumBatch], length: Int) {
        var batches: [QuorumBatch] = []
        var walk = RecordBatches(bytes)
        var length = 0
        while let batch = walk.next() {
            guard batch.isIntact else { break }
            batches.append(try QuorumBatch(batch, maxBytes: maxBytes))
            length = walk.position
        }
        return (batches, length)
    }
}

extension QuorumBatch.Control {
    func append(to builder: inout RecordBatchBuilder, timestamp: Int64) throws(RecordsError) {
        var value = BinaryWriter()
        switch self {
        case .leaderChange(let leaderId, let voters, let granting):
            var message = LeaderChangeMessage()
            message.leaderId = leaderId
            message.voters = voters.map(Self.voter)
            message.grantingVoters = granting.map(Self.voter)
            message.encode(to: &value, version: 0)
            try builder.appendControl(.leaderChange, timestamp: timestamp, value: value.span)
        case .kraftVersion(let version):
            var record = KRaftVersionRecord()
            record.kRaftVersion = version
            record.encode(to: &value, version: 0)
            try builder.appendControl(.kraftVersion, timestamp: timestamp, value: value.span)
        case .voters(let voters):
            voters.record.encode(to: &value, version: 0)
            try builder.appendControl(.kraftVoters, timestamp: timestamp, value: value.span)
        case .snapshotHeader(let last):
            var record = SnapshotHeaderRecord()
            record.lastContainedLogTimestamp = last
            record.encode(to: &value, version: 0)
            try builder.appendControl(.snapshotHeader, timestamp: timestamp, value: value.span)
        case .snapshotFooter:
            SnapshotFooterRecord().encode(to: &value, version: 0)
            try builder.appendControl(.snapshotFooter, timestamp: timestamp, value: value.span)
        case .unknown(let type):
            throw RecordsError(.corrupt, "control record", "type \(type) is not known")
        }
    }

    private static func voter(_ id: Int32) -> LeaderChangeMessage.Voter {
        var voter = LeaderChangeMessage.Voter()
        voter.voterId = id
        return voter
    }

    /// Reads a control record; nil where its bytes are not what its type says.
    init?(key: RawSpan, value: RawSpan) {
        guard let type = ControlRecordType(key: key) else {
            var reader = BinaryReader(key)
            reader.skip(2)
            self = .unknown(type: reader.int16())
            if reader.failed { return nil }
            return
        }
        var reader = BinaryReader(value)
        // The schemas' own version stands first in the value.
        var peek = reader
        let version = peek.int16()
        switch type {
        case .leaderChange:
            guard (0...1).contains(version) else { return nil }
            let message = LeaderChangeMessage(from: &reader, version: version)
            self = .leaderChange(
                leaderId: message.leaderId, voters: message.voters.map(\.voterId),
                granting: message.grantingVoters.map(\.voterId))
        case .kraftVersion:
            self = .kraftVersion(KRaftVersionRecord(from: &reader, version: 0).kRaftVersion)
        case .kraftVoters:
            self = .voters(VoterSet(VotersRecord(from: &reader, version: 0)))
        case .snapshotHeader:
            let record = SnapshotHeaderRecord(from: &reader, version: 0)
            self = .snapshotHeader(lastContainedLogTimestamp: record.lastContainedLogTimestamp)
        case .snapshotFooter:
            _ = SnapshotFooterRecord(from: &reader, version: 0)
            self = .snapshotFooter
        case .abort, .commit:
            self = .unknown(type: type.rawValue)
        }
        if reader.failed { return nil }
    }
}
