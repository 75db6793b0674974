import KafkaProtocol
import Metadata

/// Creates topics; answers when they are in effect on this node.
enum CreateTopicsHandler: RequestHandler {
    typealias Request = CreateTopicsRequest

    static func handle(_ request: CreateTopicsRequest, _ call: Call) {
        var refused: [String: ApiError] = [:]
        if !call.session.allow(.create, .cluster) {
            for topic in request.topics where !call.session.allow(.create, .topic(topic.name)) {
                refused[topic.name] = ApiError(.topicAuthorizationFailed, "Authorization failed.")
            }
        }
        call.submit({ [refused] in $0.planCreateTopics(request, refused: refused, $1) }) { result in
            switch result {
            case .success(let response): call.reply(hideConfigs(response, call))
            case .failure(let error): call.reply(failed(request, error))
            }
        }
    }

    /// Who may not see a topic's settings gets neither them nor the counts.
    private static func hideConfigs(_ response: CreateTopicsResponse, _ call: Call) -> CreateTopicsResponse {
        var response = response
        for index in response.topics.indices
        where !call.session.allow(.describeConfigs, .topic(response.topics[index].name)) {
            response.topics[index].topicConfigErrorCode = ErrorCode.topicAuthorizationFailed.rawValue
            response.topics[index].numPartitions = -1
            response.topics[index].replicationFactor = -1
            response.topics[index].configs = []
        }
        return response
    }

    private static func failed(_ request: CreateTopicsRequest, _ error: ApiError) -> CreateTopicsResponse {
        var response = CreateTopicsResponse()
        response.topics = request.topics.map { topic in
            var result = CreateTopicsResponse.CreatableTopicResult()
            result.name = topic.name
            result.errorCode = error.code.rawValue
            result.errorMessage = error.message
            return result
        }
        return response
    }
}
