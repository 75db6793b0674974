public import KafkaProtocol

/// Which offset of a partition is asked for; the raw values are the protocol's.
public struct OffsetQuery: RawRepresentable, Hashable, Sendable {
    /// Milliseconds since 1970, or a negative number with a meaning of its own.
    public let rawValue: Int64

    /// The query `rawValue`.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// The offset after the last record that consumers may see.
    public static let end = OffsetQuery(rawValue: -1)
    /// The first offset.
    public static let start = OffsetQuery(rawValue: -2)
    /// The record with the greatest timestamp.
    public static let maxTimestamp = OffsetQuery(rawValue: -3)
    /// The first record whose timestamp is at least this, in milliseconds since 1970.
    public static func time(_ milliseconds: Int64) -> OffsetQuery { OffsetQuery(rawValue: max(milliseconds, 0)) }
}

/// An answer to an `OffsetQuery`.
public struct ListedOffset: Hashable, Sendable {
    /// The offset; -1 where no record matches.
    public let offset: Int64
    /// The record's timestamp in milliseconds; -1 where the query was not about one.
    public let timestamp: Int64
    /// The leader epoch of the record; -1 where it is not known.
    public let leaderEpoch: Int32
}

extension Admin {
    /// One offset of each partition.
    ///
    /// - Parameter committedOnly: whether the end is that of `read_committed`.
    public func offsets(
        _ queries: [TopicPartition: OffsetQuery], committedOnly: Bool = false
    ) throws(ClientError) -> [TopicPartition: Result<ListedOffset, ClientError>] {
        try perLeader(queries.keys.sorted()) { (partitions, leader) throws(ClientError) in
            var request = ListOffsetsRequest()
            request.replicaId = -1
            request.isolationLevel = committedOnly ? 1 : 0
            request.timeoutMs = timeout
            request.topics = grouped(partitions) { topic, numbers in
                var entry = ListOffsetsRequest.ListOffsetsTopic()
                entry.name = topic
                entry.partitions = numbers.map { number in
                    var part = ListOffsetsRequest.ListOffsetsPartition()
                    part.partitionIndex = number
                    part.timestamp = queries[TopicPartition(topic, number)]?.rawValue ?? OffsetQuery.end.rawValue
                    return part
                }
                return entry
            }
            var answers: [TopicPartition: Result<ListedOffset, ClientError>] = [:]
            for topic in try client.call(request, to: leader).topics {
                for part in topic.partitions {
                    let partition = TopicPartition(topic.name, part.partitionIndex)
                    let error = ErrorCode(rawValue: part.errorCode)
                    answers[partition] =
                        error == .none
                        ? .success(
                            ListedOffset(
                                offset: part.offset, timestamp: part.timestamp, leaderEpoch: part.leaderEpoch))
                        : .failure(ClientError(error, "\(partition)"))
                }
            }
            return answers
        }
    }

    /// Deletes the records before an offset of each partition; -1 for all that consumers can see.
    ///
    /// - Returns: where each partition starts then.
    public func deleteRecords(
        before offsets: [TopicPartition: Int64]
    ) throws(ClientError) -> [TopicPartition: Result<Int64, ClientError>] {
        try perLeader(offsets.keys.sorted()) { (partitions, leader) throws(ClientError) in
            var request = DeleteRecordsRequest()
            request.timeoutMs = timeout
            request.topics = grouped(partitions) { topic, numbers in
                var entry = DeleteRecordsRequest.DeleteRecordsTopic()
                entry.name = topic
                entry.partitions = numbers.map { number in
                    var part = DeleteRecordsRequest.DeleteRecordsPartition()
                    part.partitionIndex = number
                    part.offset = offsets[TopicPartition(topic, number)] ?? 0
                    return part
                }
                return entry
            }
            var answers: [TopicPartition: Result<Int64, ClientError>] = [:]
            for topic in try client.call(request, to: leader).topics {
                for part in topic.partitions {
                    let partition = TopicPartition(topic.name, part.partitionIndex)
                    let error = ErrorCode(rawValue: part.errorCode)
                    answers[partition] =
                        error == .none ? .success(part.lowWatermark) : .failure(ClientError(error, "\(partition)"))
                }
            }
            return answers
        }
    }

    /// The files of every broker alive, by node id.
    public func logDirectories() throws(ClientError) -> [Int32: DescribeLogDirsResponse] {
        var request = DescribeLogDirsRequest()
        request.topics = nil
        var answers: [Int32: DescribeLogDirsResponse] = [:]
        let metadata = try metadata(of: [])
        for id in metadata.brokers.keys.sorted() {
            guard let broker = metadata.broker(id) else { continue }
            let response = try client.call(request, to: broker)
            try Admin.check(response.errorCode, "log directories of broker \(id)")
            answers[id] = response
        }
        return answers
    }
}

/// Groups sorted partitions by topic, in the shape that most requests want.
func grouped<Entry>(_ partitions: [TopicPartition], _ make: (String, [Int32]) -> Entry) -> [Entry] {
    Dictionary(grouping: partitions, by: \.topic).sorted { $0.key < $1.key }.map { topic, entries in
        make(topic, entries.map(\.partition).sorted())
    }
}
