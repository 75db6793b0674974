import Binary
import KafkaProtocol
import World

extension GroupShard {
    /// A consumer group and its members; nil if there is none of that id.
    func describeConsumerGroup(_ id: String) -> ConsumerGroupDescribeResponse.DescribedGroup? {
        guard let group = consumer[id], group.exists else { return nil }
        let options = options.consumer.applying(overrides[id])
        let draft = ConsumerDraft(group, topics: topics, options: options, wall: Timestamp(milliseconds: 0))
        var response = ConsumerGroupDescribeResponse.DescribedGroup()
        response.groupId = id
        response.groupState = group.state.rawValue
        response.groupEpoch = group.epoch
        response.assignmentEpoch = group.targetEpoch
        response.assignorName = draft.assignor.rawValue
        response.members = group.sortedMembers.map { member in
            var entry = ConsumerGroupDescribeResponse.Member()
            entry.memberId = member.id
            entry.instanceId = member.instanceId
            entry.rackId = member.rackId
            entry.memberEpoch = member.epoch
            entry.clientId = member.clientId
            entry.clientHost = member.clientHost
            entry.subscribedTopicNames = member.topics
            entry.subscribedTopicRegex = member.expression
            // What it is about to give up is still its own.
            var held = member.assigned.partitions
            for (topic, numbers) in member.revoking.topics {
                for number in numbers.keys { held.insert(number, of: topic) }
            }
            entry.assignment = .init(held, topics: topics)
            entry.targetAssignment = .init(group.target[member.id] ?? PartitionSet(), topics: topics)
            entry.memberType = member.isClassic ? 0 : 1
            return entry
        }
        return response
    }
}

extension ConsumerGroupDescribeResponse.Assignment {
    /// With names, which a topic that is gone has none of.
    fileprivate init(_ partitions: PartitionSet, topics: any TopicDirectory) {
        self.init()
        topicPartitions = partitions.sorted.compactMap { id, numbers in
            guard let topic = topics.topic(id: id) else { return nil }
            var entry = ConsumerGroupDescribeResponse.TopicPartitions()
            entry.topicId = id
            entry.topicName = topic.name
            entry.partitions = numbers
            return entry
        }
    }
}
