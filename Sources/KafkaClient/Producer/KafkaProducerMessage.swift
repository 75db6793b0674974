/// Bytes that can be a key or a value.
public protocol KafkaContiguousBytes: Sendable {
    /// The bytes, copied.
    var kafkaBytes: [UInt8] { get }
}

extension [UInt8]: KafkaContiguousBytes { public var kafkaBytes: [UInt8] { self } }
extension ArraySlice<UInt8>: KafkaContiguousBytes { public var kafkaBytes: [UInt8] { Array(self) } }
extension String: KafkaContiguousBytes { public var kafkaBytes: [UInt8] { Array(utf8) } }

/// One header of a record.
public struct KafkaHeader: Hashable, Sendable {
    /// Its name; names may repeat.
    public var key: String
    /// Its value; nil for none.
    public var value: [UInt8]?

    /// A header.
    public init(key: String, value: [UInt8]?) {
        self.key = key
        self.value = value
    }

    /// A header with text.
    public init(key: String, value: String) { self.init(key: key, value: Array(value.utf8)) }
}

/// A record to be sent.
public struct KafkaProducerMessage: Hashable, Sendable {
    /// Where it goes.
    public var topic: String
    /// Its partition; nil to choose by the key, or, without one, so that batches get full.
    public var partition: Int32?
    /// Its key; nil for none.
    public var key: [UInt8]?
    /// Its value; nil for a tombstone.
    public var value: [UInt8]?
    /// Its headers.
    public var headers: [KafkaHeader]
    /// When it happened; nil for the time of sending.
    public var timestamp: Timestamp?

    /// A record.
    public init(
        topic: String, partition: Int32? = nil, key: (any KafkaContiguousBytes)? = nil,
        value: (any KafkaContiguousBytes)?, headers: [KafkaHeader] = [], timestamp: Timestamp? = nil
    ) {
        self.topic = topic
        self.partition = partition
        self.key = key?.kafkaBytes
        self.value = value?.kafkaBytes
        self.headers = headers
        self.timestamp = timestamp
    }
}

/// What a broker said to a record.
public struct KafkaAcknowledgement: Hashable, Sendable {
    /// Where the record is.
    public let partition: TopicPartition
    /// Its offset; -1 where the broker did not say (`acks` 0, some repeated batches).
    public let offset: Int64
    /// When the broker appended it, on topics that stamp append time; nil elsewhere.
    public let appendTime: Timestamp?
}
