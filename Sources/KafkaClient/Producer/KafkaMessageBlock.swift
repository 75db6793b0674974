/// Many records for one topic in one piece of memory: what to send when records come by the thousand.
///
/// A record costs no allocation and no suspension: `append` copies it into the block, and `KafkaProducer.send(_:)` or
/// `enqueue(_:)` takes all of them into batches in one go. Use it again after `removeAll()`, which keeps the memory.
public struct KafkaMessageBlock: Sendable {
    struct Entry {
        let start: Int
        let keyLength: Int
        let valueLength: Int
        let headersLength: Int
        let partition: Int32
        let timestamp: Int64
    }

    /// Where the records go.
    public let topic: String
    private(set) var entries: [Entry] = []
    private(set) var bytes: [UInt8] = []

    /// An empty block.
    public init(topic: String) { self.topic = topic }

    /// How many records there are.
    public var count: Int { entries.count }
    /// Whether there are none.
    public var isEmpty: Bool { entries.isEmpty }
    /// Bytes of their keys, values and headers.
    public var sizeInBytes: Int { bytes.count }

    /// Adds a record.
    ///
    /// - Parameters:
    ///   - key: nil for none.
    ///   - value: nil for a tombstone.
    ///   - headers: encoded (`RecordHeaderList`); nil for none.
    ///   - partition: nil to choose as for any message.
    ///   - timestamp: nil for the time of sending.
    public mutating func append(
        key: RawSpan?, value: RawSpan?, headers: RawSpan? = nil, partition: Int32? = nil, timestamp: Timestamp? = nil
    ) {
        entries.append(
            Entry(
                start: bytes.count, keyLength: key?.byteCount ?? -1, valueLength: value?.byteCount ?? -1,
                headersLength: headers?.byteCount ?? -1, partition: partition ?? KafkaMessageBlock.anyPartition,
                timestamp: timestamp?.milliseconds ?? KafkaMessageBlock.noTimestamp))
        if let key { add(key) }
        if let value { add(value) }
        if let headers { add(headers) }
    }

    private mutating func add(_ span: RawSpan) { span.withUnsafeBytes { bytes.append(contentsOf: $0) } }

    /// Forgets the records and keeps the memory.
    public mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    static let noTimestamp = Int64.min
    static let anyPartition = Int32.min
}
