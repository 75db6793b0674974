public import KafkaProtocol
import World

/// What administrators ask of a cluster: topics, partitions, settings, groups, offsets. One call, one answer.
///
/// Refusals that time heals (a coordinator that is loading, a leader that has moved) are tried again for `patience`;
/// a broker that cannot be reached is an error at once. Every call blocks; one thread at a time, as its caller.
public struct Admin {
    /// What carries the requests.
    let client: any RequestCaller
    /// Milliseconds for which a retriable refusal is tried again.
    public var patience: Int64 = 15_000
    /// Milliseconds that brokers may take for changes.
    public var timeout: Int32 = 30_000

    /// An administrator.
    public init(_ caller: any RequestCaller) { client = caller }

    /// The cluster: brokers and, where asked for, topics.
    ///
    /// - Parameter topics: which; nil for all. Topics that do not exist come with their error.
    public func metadata(of topics: [String]? = nil) throws(ClientError) -> ClusterMetadata {
        var request = MetadataRequest()
        request.topics = topics.map { names in
            names.map { name in
                var topic = MetadataRequest.MetadataRequestTopic()
                topic.name = name
                return topic
            }
        }
        request.allowAutoTopicCreation = false
        var metadata = ClusterMetadata()
        metadata.update(try client.call(request))
        return metadata
    }

    /// One topic that must exist.
    ///
    /// - Throws: `.refused` with `UNKNOWN_TOPIC_OR_PARTITION` and its kin.
    public func topic(_ name: String) throws(ClientError) -> TopicInfo {
        guard let topic = try metadata(of: [name]).topics[name] else {
            throw ClientError(.unknownTopicOrPartition, "topic \(name)")
        }
        guard topic.error == .none else { throw ClientError(topic.error, "topic \(name)") }
        return topic
    }

    /// The brokers as DescribeCluster tells them.
    public func cluster() throws(ClientError) -> DescribeClusterResponse {
        let response = try client.call(DescribeClusterRequest())
        try Admin.check(response.errorCode, "cluster", response.errorMessage)
        return response
    }

    /// Throws where the code is an error.
    static func check(_ code: Int16, _ subject: String, _ message: String? = nil) throws(ClientError) {
        let error = ErrorCode(rawValue: code)
        guard error == .none else { throw ClientError(error, subject, message: message) }
    }

    /// Calls `body` until it succeeds, refuses for good, or `patience` is over. What does not exist is told at once: to
    /// Kafka's clients that heals with time, to a person who mistyped a name it does not.
    func retrying<Value>(_ body: () throws(ClientError) -> Value) throws(ClientError) -> Value {
        let end = PlainClient.now.advanced(milliseconds: patience)
        var delay: Int64 = 50
        while true {
            do throws(ClientError) {
                return try body()
            } catch {
                guard error.isRetriable, error.code == .refused, !error.isNotFound,
                    PlainClient.now.advanced(milliseconds: delay) < end
                else { throw error }
                try client.pause(milliseconds: delay)
                delay = min(delay * 2, 1_000)
            }
        }
    }

    /// Asks the leader of each partition, all that one broker leads in one request, and again after refreshing the
    /// metadata where a leader has moved.
    ///
    /// - Parameter ask: sends one broker's partitions to it and answers what came for each.
    func perLeader<Value>(
        _ partitions: [TopicPartition],
        _ ask: ([TopicPartition], Destination) throws(ClientError) -> [TopicPartition: Result<Value, ClientError>]
    ) throws(ClientError) -> [TopicPartition: Result<Value, ClientError>] {
        var answers: [TopicPartition: Result<Value, ClientError>] = [:]
        var open = partitions
        var unknown: Set<TopicPartition> = []
        let end = PlainClient.now.advanced(milliseconds: patience)
        while true {
            let metadata = try metadata(of: Set(open.map(\.topic)).sorted())
            var byLeader: [Destination: [TopicPartition]] = [:]
            for partition in open {
                if let failure = metadata.failure(of: partition) {
                    answers[partition] = .failure(failure)
                    if failure.isNotFound { unknown.insert(partition) }
                } else if let leader = metadata.leader(of: partition.topic, Int(partition.partition)) {
                    byLeader[leader, default: []].append(partition)
                }
            }
            for (leader, asked) in byLeader {
                answers.merge(try ask(asked, leader)) { _, new in new }
            }
            open = open.filter { partition in
                guard case .failure(let error) = answers[partition] else { return answers[partition] == nil }
                // A leader that does not know the partition yet will soon; one the metadata does not know stays unknown.
                return error.isRetriable && !unknown.contains(partition)
            }
            if open.isEmpty || PlainClient.now >= end { break }
            try client.pause(milliseconds: 100)
        }
        for partition in partitions where answers[partition] == nil {
            answers[partition] = .failure(ClientError(.malformed, "\(partition)", "the broker left it out"))
        }
        return answers
    }
}

extension ClusterMetadata {
    /// Why a partition cannot be used; nil where it can.
    func failure(of partition: TopicPartition) -> ClientError? {
        guard let topic = topics[partition.topic] else {
            return ClientError(.unknownTopicOrPartition, "topic \(partition.topic)")
        }
        guard topic.error == .none else { return ClientError(topic.error, "topic \(partition.topic)") }
        guard partition.partition >= 0, Int(partition.partition) < topic.partitions.count else {
            return ClientError(
                .unknownTopicOrPartition, "partition \(partition.partition) of topic \(partition.topic)",
                message: "the topic has \(topic.partitions.count) partitions")
        }
        let info = topic.partitions[Int(partition.partition)]
        return info.leader < 0 ? ClientError(.leaderNotAvailable, "\(partition)") : nil
    }
}
