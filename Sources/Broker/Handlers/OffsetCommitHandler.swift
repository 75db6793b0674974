import Binary
import Coordination
import KafkaProtocol
import Metadata

/// Stores a group's positions. Partitions that do not exist are refused each for itself; the others go on.
enum OffsetCommitHandler: RequestHandler {
    typealias Request = OffsetCommitRequest
    typealias Topic = OffsetCommitResponse.OffsetCommitResponseTopic

    static func handle(_ request: OffsetCommitRequest, _ call: Call) {
        guard call.session.allow(.read, .group(request.groupId)) else {
            return reply(refuse(request.topics, .groupAuthorizationFailed), call)
        }
        var known = request
        known.topics = []
        var refused: [Topic] = []
        for topic in request.topics {
            let found = split(topic, call)
            if let topic = found.known { known.topics.append(topic) }
            if let topic = found.refused { refused.append(topic) }
        }
        guard !known.topics.isEmpty else { return reply(refused, call) }
        let asked = known
        let rest = refused
        call.context.groups.ask(.commit(asked), of: asked.groupId, call) { answer in
            var topics = refuse(asked.topics, answer.error)
            if case .commit(let committed) = answer { topics = committed }
            reply(merge(topics, rest), call)
        }
    }

    /// What of a topic is there, with name and id, and what is not, with the reason.
    private static func split(
        _ topic: OffsetCommitRequest.OffsetCommitRequestTopic, _ call: Call
    ) -> (known: OffsetCommitRequest.OffsetCommitRequestTopic?, refused: Topic?) {
        let byId = call.version >= 10
        let image = call.context.image
        // Who has no right to a topic is told so whether it exists or not.
        guard byId || call.session.allow(.read, .topic(topic.name)) else {
            return (nil, refuse([topic], .topicAuthorizationFailed)[0])
        }
        guard let found = byId ? image.topic(id: topic.topicId) : image.topic(named: topic.name) else {
            return (nil, refuse([topic], byId ? .unknownTopicId : .unknownTopicOrPartition)[0])
        }
        guard call.session.allow(.read, .topic(found.name)) else {
            return (nil, refuse([topic], .topicAuthorizationFailed)[0])
        }
        var known = topic
        known.name = found.name
        known.topicId = found.id
        var missing = known
        known.partitions = topic.partitions.filter { found.partition($0.partitionIndex) != nil }
        missing.partitions = topic.partitions.filter { found.partition($0.partitionIndex) == nil }
        return (
            known.partitions.isEmpty ? nil : known,
            missing.partitions.isEmpty ? nil : refuse([missing], .unknownTopicOrPartition)[0]
        )
    }

    private static func refuse(
        _ topics: [OffsetCommitRequest.OffsetCommitRequestTopic], _ error: ErrorCode
    ) -> [Topic] {
        topics.map { topic in
            var response = Topic()
            response.name = topic.name
            response.topicId = topic.topicId
            response.partitions = topic.partitions.map { partition in
                var entry = OffsetCommitResponse.OffsetCommitResponsePartition()
                entry.partitionIndex = partition.partitionIndex
                entry.errorCode = error.rawValue
                return entry
            }
            return response
        }
    }

    /// Each topic once, with all of its partitions.
    static func merge(_ topics: [Topic], _ rest: [Topic]) -> [Topic] {
        struct Key: Hashable {
            let name: String
            let id: Uuid
        }
        var all: [Topic] = []
        var positions: [Key: Int] = [:]
        for topic in topics + rest {
            let key = Key(name: topic.name, id: topic.topicId)
            if let position = positions[key] {
                all[position].partitions += topic.partitions
            } else {
                positions[key] = all.count
                all.append(topic)
            }
        }
        return all
    }

    private static func reply(_ topics: [Topic], _ call: Call) {
        var response = OffsetCommitResponse()
        response.topics = topics
        call.reply(response)
    }
}
