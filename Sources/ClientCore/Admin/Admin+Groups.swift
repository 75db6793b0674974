import Binary
public import KafkaProtocol
import Records

/// One member of a group.
public struct GroupMemberDescription: Sendable {
    /// The id the coordinator gave it.
    public var memberId: String
    /// Its own id where membership is static.
    public var instanceId: String?
    /// What it calls itself, and where it is.
    public var clientId: String
    public var host: String
    /// What it reads; empty where the group is not of type "consumer" or not stable.
    public var assignment: [TopicPartition]
}

/// A group as its coordinator sees it.
public struct GroupDescription: Sendable {
    /// Its name.
    public var group: String
    /// "classic" or "consumer": by which protocol its members are assigned what they read.
    public var type: String
    /// `Empty`, `PreparingRebalance`, `CompletingRebalance`, `Assigning`, `Reconciling`, `Stable` or `Dead`.
    public var state: String
    /// "consumer", or what else joins groups ("connect").
    public var protocolType: String
    /// The assignor in use.
    public var assignor: String
    /// The node id of its coordinator.
    public var coordinator: Int32
    /// Who is in it.
    public var members: [GroupMemberDescription]
}

/// An offset that a group has committed.
public struct CommittedOffset: Hashable, Sendable {
    /// The offset of the next record to read; -1 for none.
    public var offset: Int64
    /// The leader epoch of the record before it; -1 where it is not known.
    public var leaderEpoch: Int32
    /// The committer's own words.
    public var metadata: String

    /// An offset to commit.
    public init(_ offset: Int64, leaderEpoch: Int32 = -1, metadata: String = "") {
        self.offset = offset
        self.leaderEpoch = leaderEpoch
        self.metadata = metadata
    }
}

extension Admin {
    /// All groups of the cluster, sorted by name.
    public func groups() throws(ClientError) -> [ListGroupsResponse.ListedGroup] {
        let metadata = try metadata(of: [])
        var found: [ListGroupsResponse.ListedGroup] = []
        for id in metadata.brokers.keys.sorted() {
            guard let broker = metadata.broker(id) else { continue }
            found += try retrying { () throws(ClientError) in
                let response = try client.call(ListGroupsRequest(), to: broker)
                try Admin.check(response.errorCode, "groups of broker \(id)")
                return response.groups
            }
        }
        return found.sorted { $0.groupId < $1.groupId }
    }

    /// One group, of the classic or the consumer protocol.
    ///
    /// - Throws: `.refused` with `GROUP_ID_NOT_FOUND` where there is none.
    public func group(_ name: String) throws(ClientError) -> GroupDescription {
        do throws(ClientError) {
            return try classicGroup(name)
        } catch {
            guard error.kafka == .groupIdNotFound, let group = try consumerGroup(name) else { throw error }
            return group
        }
    }

    private func classicGroup(_ name: String) throws(ClientError) -> GroupDescription {
        var request = DescribeGroupsRequest()
        request.groups = [name]
        return try onCoordinator(of: name) { (coordinator, id) throws(ClientError) in
            guard let group = try client.call(request, to: coordinator).groups.first else {
                throw ClientError(.malformed, "group \(name)", "the broker left it out")
            }
            try Admin.check(group.errorCode, "group \(name)", group.errorMessage)
            // Before version 6 a group that does not exist is one that is dead.
            guard group.groupState != "Dead" else { throw ClientError(.groupIdNotFound, "group \(name)") }
            return GroupDescription(group, coordinator: id)
        }
    }

    /// What a group has committed; empty for a group that has committed nothing or does not exist.
    ///
    /// - Parameter partitions: which; nil for all there are. Those asked for and not committed are left out.
    public func committedOffsets(
        of group: String, _ partitions: [TopicPartition]? = nil
    ) throws(ClientError) -> [TopicPartition: CommittedOffset] {
        let request = OffsetFetchRequest(group: group, partitions: partitions)
        return try onCoordinator(of: group) { (coordinator, _) throws(ClientError) in
            let response = try client.call(request, to: coordinator, atMost: OffsetFetchRequest.lastNamedVersion)
            return try response.committed(group)
        }
    }

    /// Sets what a group has committed. The group must have no members.
    ///
    /// - Returns: the failures.
    public func commitOffsets(
        of group: String, _ offsets: [TopicPartition: CommittedOffset]
    ) throws(ClientError) -> [TopicPartition: ClientError] {
        let request = OffsetCommitRequest(group: group, memberId: "", generation: -1, offsets: offsets)
        return try onCoordinator(of: group) { (coordinator, _) throws(ClientError) in
            let response = try client.call(request, to: coordinator, atMost: OffsetCommitRequest.lastNamedVersion)
            let failures = response.failures
            if let moved = failures.values.first(where: { $0.isRetriable && !$0.isNotFound }) { throw moved }
            return failures
        }
    }

    /// Deletes a group without members, and what it has committed.
    public func deleteGroup(_ name: String) throws(ClientError) {
        var request = DeleteGroupsRequest()
        request.groupsNames = [name]
        try onCoordinator(of: name) { (coordinator, _) throws(ClientError) in
            for result in try client.call(request, to: coordinator).results {
                try Admin.check(result.errorCode, "group \(name)")
            }
        }
    }

    /// Forgets what a group has committed for some partitions.
    ///
    /// - Returns: the failures.
    public func deleteOffsets(
        of group: String, _ partitions: [TopicPartition]
    ) throws(ClientError) -> [TopicPartition: ClientError] {
        var request = OffsetDeleteRequest()
        request.groupId = group
        request.topics = grouped(partitions) { topic, numbers in
            var entry = OffsetDeleteRequest.OffsetDeleteRequestTopic()
            entry.name = topic
            entry.partitions = numbers.map { number in
                var part = OffsetDeleteRequest.OffsetDeleteRequestPartition()
                part.partitionIndex = number
                return part
            }
            return entry
        }
        return try onCoordinator(of: group) { (coordinator, _) throws(ClientError) in
            let response = try client.call(request, to: coordinator)
            try Admin.check(response.errorCode, "group \(group)")
            var failures: [TopicPartition: ClientError] = [:]
            for topic in response.topics {
                for part in topic.partitions where part.errorCode != 0 {
                    let partition = TopicPartition(topic.name, part.partitionIndex)
                    failures[partition] = ClientError(ErrorCode(rawValue: part.errorCode), "\(partition)")
                }
            }
            return failures
        }
    }

    /// Calls `body` with the coordinator of a group, and again where it has moved or is still loading.
    func onCoordinator<Value>(
        of group: String, _ body: (Destination, Int32) throws(ClientError) -> Value
    ) throws(ClientError) -> Value {
        try retrying { () throws(ClientError) in
            let response = try client.call(FindCoordinatorRequest(group: group))
            let found = try response.coordinator(of: group)
            return try body(found.destination.on(.main), found.id)
        }
    }
}

extension GroupDescription {
    init(_ group: DescribeGroupsResponse.DescribedGroup, coordinator: Int32) {
        self.group = group.groupId
        type = "classic"
        state = group.groupState
        protocolType = group.protocolType
        assignor = group.protocolData
        self.coordinator = coordinator
        let isConsumer = group.protocolType == "consumer"
        members = group.members.map { member in
            GroupMemberDescription(
                memberId: member.memberId, instanceId: member.groupInstanceId, clientId: member.clientId,
                host: member.clientHost,
                assignment: isConsumer ? ConsumerProtocol.assignment(member.memberAssignment) ?? [] : [])
        }
    }
}
