import Binary

/// Collects the headers of one record in the form in which a batch holds them.
public struct RecordHeaderList: ~Copyable, Sendable {
    private var headers = BinaryWriter(capacity: 64)
    /// `count` and then `headers`: the count's length is not known before.
    private var encoded = BinaryWriter(capacity: 64)
    /// How many there are.
    public private(set) var count: Int32 = 0

    /// Whether there are none.
    public var isEmpty: Bool { count == 0 }

    /// No headers.
    public init() {}

    /// Appends a header; names may repeat.
    ///
    /// - Parameter value: nil for none.
    public mutating func append(_ key: RawSpan, _ value: RawSpan?) {
        headers.varint(Int32(clamping: key.byteCount))
        headers.bytes(key)
        if let value {
            headers.varint(Int32(clamping: value.byteCount))
            headers.bytes(value)
        } else {
            headers.varint(-1)
        }
        count += 1
        RecordHeaderList.encode(count, headers, into: &encoded)
    }

    private static func encode(
        _ count: Int32, _ headers: borrowing BinaryWriter, into encoded: inout BinaryWriter
    ) {
        encoded.removeAll()
        encoded.varint(count)
        encoded.bytes(headers.span)
    }

    /// Forgets them all.
    public mutating func removeAll() {
        headers.removeAll()
        encoded.removeAll()
        count = 0
    }

    /// Count and headers, for `RecordBatchBuilder.append`; nil for none.
    public var bytes: RawSpan? {
        @_lifetime(borrow self)
        get { count == 0 ? nil : encoded.span }
    }
}
