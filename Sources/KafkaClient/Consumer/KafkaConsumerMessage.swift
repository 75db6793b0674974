import Records

/// A record that was read; owns its bytes.
public struct KafkaConsumerMessage: Hashable, Sendable {
    /// Where it is from.
    public let partition: TopicPartition
    /// Its offset there.
    public let offset: Int64
    /// Its time; milliseconds of -1 where it has none.
    public let timestamp: Timestamp
    /// Its key; nil for none.
    public let key: [UInt8]?
    /// Its value; nil for a tombstone.
    public let value: [UInt8]?
    /// Its headers, in order.
    public let headers: [KafkaHeader]

    /// The topic's name.
    public var topic: String { partition.topic }

    /// A copy of a record of a batch.
    public init(_ record: borrowing Record, of partition: TopicPartition) {
        self.partition = partition
        offset = record.offset
        timestamp = Timestamp(milliseconds: record.timestamp)
        key = KafkaConsumerMessage.bytes(record.key)
        value = KafkaConsumerMessage.bytes(record.value)
        var found: [KafkaHeader] = []
        if record.headerCount > 0 {
            var headers = record.headers
            while let header = headers.next() {
                found.append(
                    KafkaHeader(
                        key: header.key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) },
                        value: KafkaConsumerMessage.bytes(header.value)))
            }
        }
        headers = found
    }

    private static func bytes(_ span: RawSpan?) -> [UInt8]? {
        guard let span else { return nil }
        return span.withUnsafeBytes { [UInt8]($0) }
    }
}
