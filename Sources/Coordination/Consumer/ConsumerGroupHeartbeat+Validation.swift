import KafkaProtocol

extension ConsumerGroupHeartbeatRequest {
    /// Refuses what no member could mean, whatever the group.
    func validate(version: Int16, assignors: [String]) throws(GroupRefusal) {
        // From version 1 on members bring their ids along.
        if version >= 1 || memberEpoch != 0, memberId.isEmpty { throw invalid("MemberId can't be empty.") }
        if groupId.isEmpty { throw invalid("GroupId can't be empty.") }
        if instanceId?.isEmpty == true { throw invalid("InstanceId can't be empty.") }
        if rackId?.isEmpty == true { throw invalid("RackId can't be empty.") }
        if memberEpoch == 0 {
            if rebalanceTimeoutMs == -1 { throw invalid("RebalanceTimeoutMs must be provided in first request.") }
            if topicPartitions?.isEmpty != true { throw invalid("TopicPartitions must be empty when (re-)joining.") }
            if subscribedTopicNames == nil, subscribedTopicRegex == nil {
                throw invalid(
                    "Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.")
            }
        } else if memberEpoch == ConsumerMember.temporarilyLeft {
            if instanceId == nil { throw invalid("InstanceId can't be null.") }
        } else if memberEpoch < ConsumerMember.temporarilyLeft {
            throw invalid("MemberEpoch is invalid.")
        }
        if let serverAssignor, !assignors.contains(serverAssignor) {
            throw GroupRefusal(
                .unsupportedAssignor,
                "ServerAssignor \(serverAssignor) is not supported. "
                    + "Supported assignors: \(assignors.joined(separator: ", ")).")
        }
    }

    private func invalid(_ message: String) -> GroupRefusal { GroupRefusal(.invalidRequest, message) }
}
