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
        var wanted: [TopicSelector: Entry] = [:]
        var order: [TopicSelector] = []
        for (entry, count) in distinct(entries) {
            if let error = refusal(of: entry, asked: count, call) {
                response.responses.append(answer(entry, error))
            } else {
                let selector = selector(of: entry)
                wanted[selector] = entry
                order.append(selector)
            }
        }
        // A topic that is asked for both ways stays.
        for case .name(let name) in order {
            guard let id = call.context.image.topic(named: name)?.id, wanted[.id(id)] != nil,
                let entry = wanted.removeValue(forKey: .name(name))
            else { continue }
            wanted[.id(id)] = nil
            let text = "The provided topic name maps to an ID that was already supplied."
            response.responses.append(answer(entry, ApiError(.invalidRequest, text)))
        }
        delete(order.compactMap { wanted[$0] }, response, call)
    }

    private static func delete(_ entries: [Entry], _ refusals: DeleteTopicsResponse, _ call: Call) {
        let selectors = entries.map(selector)
        call.submit({ controller, _ in controller.planDeleteTopics(selectors) }) { result in
            var response = refusals
            switch result {
            case .success(let outcomes): response.responses += zip(entries, outcomes).map(answer)
            case .failure(let error): response.responses += entries.map { answer($0, error) }
            }
            call.reply(response)
        }
    }

    private static func selector(of entry: Entry) -> TopicSelector {
        entry.name.map(TopicSelector.name) ?? .id(entry.topicId)
    }

    /// Each of the entries once, in their order, with how often it was there.
    private static func distinct(_ entries: [Entry]) -> [(Entry, Int)] {
        struct Key: Hashable {
            let name: String?
            let id: Uuid
        }
        var positions: [Key: Int] = [:]
        var found: [(Entry, Int)] = []
        for entry in entries {
            let key = Key(name: entry.name, id: entry.topicId)
            if let position = positions[key] {
                found[position].1 += 1
            } else {
                positions[key] = found.count
                found.append((entry, 1))
            }
        }
        return found
    }

    private static func entry(_ name: String) -> Entry {
        var entry = Entry()
        entry.name = name
        return entry
    }

    private static func refusal(of entry: Entry, asked count: Int, _ call: Call) -> ApiError? {
        guard call.settings.deletesTopics else {
            return ApiError(call.version < 3 ? .invalidRequest : .topicDeletionDisabled)
        }
        let hasId = entry.topicId != .zero
        if entry.name == nil, !hasId { return ApiError(.invalidRequest, "Neither topic name nor id were specified.") }
        if entry.name != nil, hasId {
            return ApiError(.invalidRequest, "You may not specify both topic name and topic id.")
        }
        if count > 1 {
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
