import Binary
import KafkaProtocol
import Metadata

/// Deletes topics by name or id; answers when they are gone from this node.
enum DeleteTopicsHandler: RequestHandler {
    typealias Request = DeleteTopicsRequest
    private typealias Entry = DeleteTopicsRequest.DeleteTopicState
    private typealias Answer = DeleteTopicsResponse.DeletableTopicResult

    static func handle(_ request: DeleteTopicsRequest, _ call: Call) {
        let entries = call.version >= 6 ? request.topics : request.topicNames.map(entry)
        var response = DeleteTopicsResponse()
        var asked: [Entry] = []
        for entry in entries {
            if let error = refusal(of: entry, among: entries, call) {
                response.responses.append(answer(entry, error))
            } else {
                asked.append(entry)
            }
        }
        let (refusals, wanted) = (response, asked)
        let selectors = wanted.map { $0.name.map(TopicSelector.name) ?? .id($0.topicId) }
        call.submit({ controller, _ in controller.planDeleteTopics(selectors) }) { result in
            var response = refusals
            switch result {
            case .success(let outcomes): response.responses += zip(wanted, outcomes).map(answer)
            case .failure(let error): response.responses += wanted.map { answer($0, error) }
            }
            call.reply(response)
        }
    }

    private static func entry(_ name: String) -> Entry {
        var entry = Entry()
        entry.name = name
        return entry
    }

    private static func refusal(of entry: Entry, among entries: [Entry], _ call: Call) -> ApiError? {
        guard call.settings.deletesTopics else {
            return ApiError(call.version < 3 ? .invalidRequest : .topicDeletionDisabled)
        }
        let hasId = entry.topicId != .zero
        if entry.name == nil, !hasId { return ApiError(.invalidRequest, "Neither topic name nor id were specified.") }
        if entry.name != nil, hasId {
            return ApiError(.invalidRequest, "You may not specify both topic name and topic id.")
        }
        let twins = entries.count { $0.name == entry.name && $0.topicId == entry.topicId }
        if twins > 1 {
            return ApiError(.invalidRequest, hasId ? "Duplicate topic id." : "Duplicate topic name.")
        }
        let name = entry.name ?? call.context.image.topic(id: entry.topicId)?.name
        guard let name, !mayDelete(name, call) else { return nil }
        return ApiError(.topicAuthorizationFailed)
    }

    private static func mayDelete(_ name: String, _ call: Call) -> Bool {
        call.session.allow(.delete, .cluster) || call.session.allow(.delete, .topic(name))
    }

    private static func answer(_ entry: Entry, _ outcome: Result<TopicImage, ApiError>) -> Answer {
        switch outcome {
        case .failure(let error): return answer(entry, error)
        case .success(let topic):
            var answer = Answer()
            answer.name = topic.name
            answer.topicId = topic.id
            return answer
        }
    }

    private static func answer(_ entry: Entry, _ error: ApiError) -> Answer {
        var answer = Answer()
        answer.name = entry.name
        answer.topicId = entry.topicId
        answer.errorCode = error.code.rawValue
        answer.errorMessage = error.message
        return answer
    }
}
