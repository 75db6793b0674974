import Binary
import KafkaProtocol
import World

/// The group requests in the shape this client uses: filled for the versions that have one group or key as well as for
/// those that have lists, and read back from either.
extension FindCoordinatorRequest {
    init(group: String) {
        self.init()
        key = group
        keyType = 0
        coordinatorKeys = [group]
    }
}

extension FindCoordinatorResponse {
    /// The coordinator of a group.
    func coordinator(of group: String) throws(ClientError) -> (id: Int32, destination: Destination) {
        // Versions 0-3 have one coordinator at the top, later ones a list.
        var id = nodeId
        var address = SocketAddress(host: host, port: UInt16(clamping: port))
        var (error, message) = (errorCode, errorMessage)
        if let entry = coordinators.first(where: { $0.key == group }) {
            id = entry.nodeId
            address = SocketAddress(host: entry.host, port: UInt16(clamping: entry.port))
            (error, message) = (entry.errorCode, entry.errorMessage)
        }
        let code = ErrorCode(rawValue: error)
        guard code == .none else { throw ClientError(code, "coordinator of \(group)", message: message) }
        guard !address.host.isEmpty, address.port > 0 else {
            throw ClientError(.malformed, "coordinator of \(group)", "the broker left it out")
        }
        return (id, .broker(id: id, address: address, lane: .group))
    }
}

extension OffsetFetchRequest {
    /// The newest version that names topics; later ones have ids only.
    static var lastNamedVersion: Int16 { 9 }

    /// - Parameter partitions: nil for all that the group has committed.
    init(group: String, partitions: [TopicPartition]?, requireStable: Bool = false) {
        self.init()
        groupId = group
        self.requireStable = requireStable
        topics = partitions.map {
            grouped($0) { topic, numbers in
                var entry = OffsetFetchRequestTopic()
                entry.name = topic
                entry.partitionIndexes = numbers
                return entry
            }
        }
        var entry = OffsetFetchRequestGroup()
        entry.groupId = group
        entry.topics = partitions.map {
            grouped($0) { topic, numbers in
                var entry = OffsetFetchRequestTopics()
                entry.name = topic
                entry.partitionIndexes = numbers
                return entry
            }
        }
        groups = [entry]
    }
}

extension OffsetFetchResponse {
    /// What the group has committed; partitions without a commit are left out.
    func committed(_ group: String) throws(ClientError) -> [TopicPartition: CommittedOffset] {
        var found: [TopicPartition: CommittedOffset] = [:]
        func add(
            _ partition: TopicPartition, _ offset: Int64, _ epoch: Int32, _ metadata: String?, _ code: Int16
        ) throws(ClientError) {
            let error = ErrorCode(rawValue: code)
            guard error == .none else { throw ClientError(error, "\(partition) of group \(group)") }
            guard offset >= 0 else { return }
            found[partition] = CommittedOffset(offset, leaderEpoch: epoch, metadata: metadata ?? "")
        }
        try Admin.check(errorCode, "group \(group)")
        for topic in topics {
            for part in topic.partitions {
                try add(
                    TopicPartition(topic.name, part.partitionIndex), part.committedOffset, part.committedLeaderEpoch,
                    part.metadata, part.errorCode)
            }
        }
        for entry in groups where entry.groupId == group {
            try Admin.check(entry.errorCode, "group \(group)")
            for topic in entry.topics {
                for part in topic.partitions {
                    try add(
                        TopicPartition(topic.name, part.partitionIndex), part.committedOffset,
                        part.committedLeaderEpoch, part.metadata, part.errorCode)
                }
            }
        }
        return found
    }
}

extension OffsetCommitRequest {
    /// The newest version that names topics; later ones have ids only.
    static var lastNamedVersion: Int16 { 9 }

    init(
        group: String, memberId: String, generation: Int32, instanceId: String? = nil,
        offsets: [TopicPartition: CommittedOffset]
    ) {
        self.init()
        groupId = group
        self.memberId = memberId
        generationIdOrMemberEpoch = generation
        groupInstanceId = instanceId
        topics = grouped(offsets.keys.sorted()) { topic, numbers in
            var entry = OffsetCommitRequestTopic()
            entry.name = topic
            entry.partitions = numbers.compactMap { number in
                guard let offset = offsets[TopicPartition(topic, number)] else { return nil }
                var part = OffsetCommitRequestPartition()
                part.partitionIndex = number
                part.committedOffset = offset.offset
                part.committedLeaderEpoch = offset.leaderEpoch
                part.committedMetadata = offset.metadata
                return part
            }
            return entry
        }
    }
}

extension OffsetCommitResponse {
    /// What was not committed, and why.
    var failures: [TopicPartition: ClientError] {
        var failures: [TopicPartition: ClientError] = [:]
        for topic in topics {
            for part in topic.partitions where part.errorCode != 0 {
                let partition = TopicPartition(topic.name, part.partitionIndex)
                failures[partition] = ClientError(ErrorCode(rawValue: part.errorCode), "\(partition)")
            }
        }
        return failures
    }
}
