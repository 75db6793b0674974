/// The attribute bits of a record batch, kept as they came: bits nobody has defined yet are stored unchanged.
public struct BatchAttributes: RawRepresentable, Hashable, Sendable {
    /// All sixteen bits.
    public var rawValue: Int16

    /// The attributes `rawValue`.
    @inlinable public init(rawValue: Int16) { self.rawValue = rawValue }

    /// Attributes from what they say.
    @inlinable public init(
        compression: Compression = .none, isAppendTime: Bool = false, isTransactional: Bool = false,
        isControl: Bool = false
    ) {
        rawValue = Int16(compression.rawValue)
        self.isAppendTime = isAppendTime
        self.isTransactional = isTransactional
        self.isControl = isControl
    }

    @inlinable subscript(bit: Int16) -> Bool {
        get { rawValue & bit != 0 }
        set { rawValue = newValue ? rawValue | bit : rawValue & ~bit }
    }

    /// The number of the codec, 0...7; 5...7 mean nothing.
    @inlinable public var codec: UInt8 { UInt8(rawValue & 0x07) }
    /// The codec of the records; nil where the number means nothing.
    @inlinable public var compression: Compression? { Compression(rawValue: codec) }
    /// Whether every record's timestamp is the batch's `maxTimestamp`, set by the broker.
    @inlinable public var isAppendTime: Bool {
        get { self[1 << 3] }
        set { self[1 << 3] = newValue }
    }
    /// Whether the batch belongs to a transaction.
    @inlinable public var isTransactional: Bool {
        get { self[1 << 4] }
        set { self[1 << 4] = newValue }
    }
    /// Whether the batch holds a marker for brokers and clients instead of a user's records.
    @inlinable public var isControl: Bool {
        get { self[1 << 5] }
        set { self[1 << 5] = newValue }
    }
    /// Whether `baseTimestamp` is the time after which compaction may drop the batch's tombstones and markers.
    @inlinable public var hasDeleteHorizon: Bool {
        get { self[1 << 6] }
        set { self[1 << 6] = newValue }
    }
}
