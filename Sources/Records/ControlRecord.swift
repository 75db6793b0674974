import Binary

/// What a control record says; the raw value is the second number of its key.
public enum ControlRecordType: Int16, CaseIterable, Sendable {
    /// The producer's transaction was given up.
    case abort = 0
    /// The producer's transaction was completed.
    case commit = 1
    /// A leader of the metadata quorum begins its epoch.
    case leaderChange = 2
    /// A snapshot begins.
    case snapshotHeader = 3
    /// A snapshot is complete.
    case snapshotFooter = 4
    /// The version of the quorum's protocol.
    case kraftVersion = 5
    /// The quorum's voters.
    case kraftVoters = 6

    /// Reads a control record's key; nil for other bytes or a type that is not known.
    public init?(key: RawSpan) {
        var reader = BinaryReader(key)
        let version = reader.int16()
        let type = reader.int16()
        guard !reader.failed, version >= 0, let known = ControlRecordType(rawValue: type) else { return nil }
        self = known
    }
}

/// The end of a transaction, as its coordinator writes it to every partition of the transaction.
public struct TransactionMarker: Hashable, Sendable {
    /// Whether the transaction was completed.
    public let isCommit: Bool
    /// The epoch of the coordinator that wrote it.
    public let coordinatorEpoch: Int32

    /// A marker.
    public init(isCommit: Bool, coordinatorEpoch: Int32) {
        self.isCommit = isCommit
        self.coordinatorEpoch = coordinatorEpoch
    }

    /// Reads a control record; nil where it is no transaction marker.
    public init?(key: RawSpan?, value: RawSpan?) {
        guard let key, let type = ControlRecordType(key: key), type == .commit || type == .abort, let value else {
            return nil
        }
        var reader = BinaryReader(value)
        let version = reader.int16()
        let epoch = reader.int32()
        guard !reader.failed, version >= 0 else { return nil }
        self.init(isCommit: type == .commit, coordinatorEpoch: epoch)
    }
}

extension RecordBatchBuilder {
    /// Appends a control record and makes the batch a control batch.
    ///
    /// - Parameter value: the record's value as its schema says.
    public mutating func appendControl(
        _ type: ControlRecordType, timestamp: Int64, value: RawSpan
    ) throws(RecordsError) {
        var key = BinaryWriter(capacity: 16)
        key.int16(0)
        key.int16(type.rawValue)
        isControl = true
        try append(timestamp: timestamp, key: key.span, value: value)
    }

    /// Appends a transaction marker and makes the batch a transactional control batch; producer id and epoch are the
    /// transaction's.
    public mutating func append(_ marker: TransactionMarker, timestamp: Int64) throws(RecordsError) {
        var value = BinaryWriter(capacity: 16)
        value.int16(0)
        value.int32(marker.coordinatorEpoch)
        isTransactional = true
        try appendControl(marker.isCommit ? .commit : .abort, timestamp: timestamp, value: value.span)
    }
}
