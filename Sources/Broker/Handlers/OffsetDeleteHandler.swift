import Coordination
import KafkaProtocol
import Metadata

/// Forgets a group's positions for partitions that no member subscribes to.
enum OffsetDeleteHandler: RequestHandler {
    typealias Request = OffsetDeleteRequest
    typealias Topic = OffsetDeleteResponse.OffsetDeleteResponseTopic

    static func handle(_ request: OffsetDeleteRequest, _ call: Call) {
        guard call.session.allow(.delete, .group(request.groupId)) else {
            return reply(.groupAuthorizationFailed, [], call)
        }
        var known = request
        known.topics = []
        var refused: [Topic] = []
        for topic in request.topics {
            let error = refusal(of: topic, call)
            if let error { refused.append(refuse(topic, error)) } else { known.topics.append(topic) }
        }
        let rest = refused
        call.context.groups.ask(.deleteOffsets(known), of: request.groupId, call) { answer in
            guard case .deleteOffsets(let topics) = answer else { return reply(answer.error, [], call) }
            reply(.none, topics + rest, call)
        }
    }

    private static func refusal(of topic: OffsetDeleteRequest.OffsetDeleteRequestTopic, _ call: Call) -> ErrorCode? {
        guard call.session.allow(.read, .topic(topic.name)) else { return .topicAuthorizationFailed }
        return call.context.image.topic(named: topic.name) == nil ? .unknownTopicOrPartition : nil
    }

    private static func refuse(_ topic: OffsetDeleteRequest.OffsetDeleteRequestTopic, _ error: ErrorCode) -> Topic {
        var response = Topic()
        response.name = topic.name
        response.partitions = topic.partitions.map { partition in
            var entry = OffsetDeleteResponse.OffsetDeleteResponsePartition()
            entry.partitionIndex = partition.partitionIndex
            entry.errorCode = error.rawValue
            return entry
        }
        return response
    }

    private static func reply(_ error: ErrorCode, _ topics: [Topic], _ call: Call) {
        var response = OffsetDeleteResponse()
        response.errorCode = error.rawValue
        response.topics = topics
        call.reply(response)
    }
}
