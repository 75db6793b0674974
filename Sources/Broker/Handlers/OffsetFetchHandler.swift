import Coordination
import KafkaProtocol
import Metadata

/// Tells groups' positions: of one group up to version 7, of several from version 8 on, by topic id in version 10.
enum OffsetFetchHandler: RequestHandler {
    typealias Request = OffsetFetchRequest
    typealias Group = OffsetFetchRequest.OffsetFetchRequestGroup
    typealias GroupAnswer = OffsetFetchResponse.OffsetFetchResponseGroup
    typealias Topic = OffsetFetchResponse.OffsetFetchResponseTopics

    static func handle(_ request: OffsetFetchRequest, _ call: Call) {
        let groups = call.version >= 8 ? distinct(request.groups) : [Group(request)]
        let gathering = Gathering<GroupAnswer>(groups.count) { answers in
            call.reply(response(answers, call.version))
        }
        for (index, group) in groups.enumerated() {
            fetch(group, requireStable: request.requireStable, call) { gathering.put($0, at: index) }
        }
    }

    /// Without the groups all of whose positions are asked for once more: that would be a short request for a reply
    /// of any length.
    private static func distinct(_ groups: [Group]) -> [Group] {
        var whole: Set<String> = []
        return groups.filter { $0.topics != nil || whole.insert($0.groupId).inserted }
    }

    private static func fetch(
        _ group: Group, requireStable: Bool, _ call: Call, _ finish: @escaping @Sendable (GroupAnswer) -> Void
    ) {
        guard call.session.allow(.describe, .group(group.groupId)) else {
            return finish(GroupAnswer(group, .groupAuthorizationFailed))
        }
        var known = group
        var refused: [Topic] = []
        known.topics = group.topics?.compactMap { topic in
            guard let found = resolve(topic, call) else {
                refused.append(Topic(topic, .unknownTopicId))
                return nil
            }
            guard call.session.allow(.describe, .topic(found.name)) else {
                refused.append(Topic(topic, .topicAuthorizationFailed))
                return nil
            }
            return found
        }
        let rest = refused
        let asksForAll = group.topics == nil
        call.context.groups.ask(.fetch(known, requireStable: requireStable), of: group.groupId, call) { answer in
            guard case .fetch(var fetched) = answer else { return finish(GroupAnswer(group, answer.error)) }
            if asksForAll { fetched.topics = visible(fetched.topics, call) }
            fetched.topics += rest
            finish(fetched)
        }
    }

    /// The topic with its name. Names need no topic: positions may be older than the topic that bears it.
    private static func resolve(
        _ topic: OffsetFetchRequest.OffsetFetchRequestTopics, _ call: Call
    ) -> OffsetFetchRequest.OffsetFetchRequestTopics? {
        guard call.version >= 10 else { return topic }
        guard let found = call.context.image.topic(id: topic.topicId) else { return nil }
        var topic = topic
        topic.name = found.name
        return topic
    }

    /// Of all topics that a group has positions for, those that the client may know of; by id only those that exist.
    private static func visible(_ topics: [Topic], _ call: Call) -> [Topic] {
        topics.compactMap { topic -> Topic? in
            guard call.session.allow(.describe, .topic(topic.name)) else { return nil }
            guard call.version >= 10 else { return topic }
            guard let found = call.context.image.topic(named: topic.name) else { return nil }
            var topic = topic
            topic.topicId = found.id
            return topic
        }
    }

    private static func response(_ answers: [GroupAnswer], _ version: Int16) -> OffsetFetchResponse {
        var response = OffsetFetchResponse()
        if version >= 8 {
            response.groups = answers.map { answer in
                var answer = answer
                if answer.errorCode != 0 { answer.topics = [] }
                return answer
            }
        } else if let answer = answers.first {
            // Version 1 has no place for an error of the group but the partitions.
            if version >= 2 { response.errorCode = answer.errorCode }
            let topics = version >= 2 && answer.errorCode != 0 ? [] : answer.topics
            response.topics = topics.map { topic in
                var entry = OffsetFetchResponse.OffsetFetchResponseTopic()
                entry.name = topic.name
                entry.partitions = topic.partitions.map { OffsetFetchResponse.OffsetFetchResponsePartition($0) }
                return entry
            }
        }
        return response
    }
}

extension OffsetFetchRequest.OffsetFetchRequestGroup {
    /// The group of a request up to version 7.
    fileprivate init(_ request: OffsetFetchRequest) {
        self.init()
        groupId = request.groupId
        topics = request.topics?.map { topic in
            var entry = OffsetFetchRequest.OffsetFetchRequestTopics()
            entry.name = topic.name
            entry.partitionIndexes = topic.partitionIndexes
            return entry
        }
    }
}

extension OffsetFetchResponse.OffsetFetchResponseGroup {
    /// A refusal of the whole group; its partitions say so too, for version 1.
    fileprivate init(_ group: OffsetFetchRequest.OffsetFetchRequestGroup, _ error: ErrorCode) {
        self.init()
        groupId = group.groupId
        errorCode = error.rawValue
        topics = (group.topics ?? []).map { OffsetFetchResponse.OffsetFetchResponseTopics($0, error) }
    }
}

extension OffsetFetchResponse.OffsetFetchResponseTopics {
    fileprivate init(_ topic: OffsetFetchRequest.OffsetFetchRequestTopics, _ error: ErrorCode) {
        self.init()
        name = topic.name
        topicId = topic.topicId
        partitions = topic.partitionIndexes.map { index in
            var partition = OffsetFetchResponse.OffsetFetchResponsePartitions()
            partition.partitionIndex = index
            partition.committedOffset = -1
            partition.metadata = ""
            partition.errorCode = error.rawValue
            return partition
        }
    }
}

extension OffsetFetchResponse.OffsetFetchResponsePartition {
    fileprivate init(_ partition: OffsetFetchResponse.OffsetFetchResponsePartitions) {
        self.init()
        partitionIndex = partition.partitionIndex
        committedOffset = partition.committedOffset
        committedLeaderEpoch = partition.committedLeaderEpoch
        metadata = partition.metadata
        errorCode = partition.errorCode
    }
}
