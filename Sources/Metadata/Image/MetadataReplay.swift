public import Records

/// Applies the metadata log to a state, record by record, and holds back the records of a metadata transaction until
/// it ends (KIP-868): a controller that died in the middle has changed nothing.
public struct MetadataReplay: Sendable {
    /// What the records have made so far.
    public private(set) var state: ClusterState
    /// What changed since the last `takeDelta`.
    private var delta = ImageDelta()
    private var held: [MetadataRecord]?

    /// A replay that goes on from `state`.
    public init(_ state: ClusterState = ClusterState()) { self.state = state }

    /// Whether a transaction has begun and not ended.
    public var isInTransaction: Bool { held != nil }

    /// Applies a record, or holds it back.
    ///
    /// - Throws: `.contradiction`.
    public mutating func apply(_ record: MetadataRecord) throws(MetadataError) {
        switch record {
        case .beginTransaction:
            guard held == nil else {
                throw MetadataError(.contradiction, "BeginTransactionRecord", "a transaction is open already")
            }
            held = []
        case .endTransaction:
            guard let records = held else {
                throw MetadataError(.contradiction, "EndTransactionRecord", "no transaction is open")
            }
            held = nil
            for record in records { try state.apply(record, noting: &delta) }
        case .abortTransaction:
            guard held != nil else {
                throw MetadataError(.contradiction, "AbortTransactionRecord", "no transaction is open")
            }
            held = nil
        default:
            if held != nil {
                held?.append(record)
            } else {
                try state.apply(record, noting: &delta)
            }
        }
    }

    /// What changed since the last call.
    public mutating func takeDelta() -> ImageDelta {
        defer { delta = ImageDelta() }
        return delta
    }
}
