import KafkaProtocol

/// Groups of the consumer protocol (KIP-848).
extension Admin {
    /// A group whose coordinator assigns; nil where there is none of that name, or the broker knows no such groups.
    func consumerGroup(_ name: String) throws(ClientError) -> GroupDescription? {
        var request = ConsumerGroupDescribeRequest()
        request.groupIds = [name]
        do throws(ClientError) {
            return try onCoordinator(of: name) { (coordinator, id) throws(ClientError) in
                guard let group = try client.call(request, to: coordinator).groups.first else {
                    throw ClientError(.malformed, "group \(name)", "the broker left it out")
                }
                try Admin.check(group.errorCode, "group \(name)", group.errorMessage)
                return GroupDescription(group, coordinator: id)
            }
        } catch {
            guard error.kafka == .groupIdNotFound || error.code == .unsupported || error.kafka == .unsupportedVersion
            else { throw error }
            return nil
        }
    }
}

extension GroupDescription {
    init(_ group: ConsumerGroupDescribeResponse.DescribedGroup, coordinator: Int32) {
        self.group = group.groupId
        type = "consumer"
        state = group.groupState
        protocolType = "consumer"
        assignor = group.assignorName
        self.coordinator = coordinator
        members = group.members.map { member in
            GroupMemberDescription(
                memberId: member.memberId, instanceId: member.instanceId, clientId: member.clientId,
                host: member.clientHost,
                assignment: member.assignment.topicPartitions.flatMap { topic in
                    topic.partitions.map { TopicPartition(topic.topicName, $0) }
                }.sorted())
        }
    }
}
