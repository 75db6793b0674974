import KafkaProtocol
import Metadata

/// Adds partitions to topics; answers when they are in effect on this node.
enum CreatePartitionsHandler: RequestHandler {
    typealias Request = CreatePartitionsRequest

    static func handle(_ request: CreatePartitionsRequest, _ call: Call) {
        var refused: [String: ApiError] = [:]
        for topic in request.topics where !call.session.allow(.alter, .topic(topic.name)) {
            refused[topic.name] = ApiError(.topicAuthorizationFailed)
        }
        call.submit({ [refused] in $0.planCreatePartitions(request, refused: refused, $1) }) { result in
            switch result {
            case .success(let response): call.reply(response)
            case .failure(let error):
                var response = CreatePartitionsResponse()
                response.results = request.topics.map { topic in
                    var result = CreatePartitionsResponse.CreatePartitionsTopicResult()
                    result.name = topic.name
                    result.errorCode = error.code.rawValue
                    result.errorMessage = error.message
                    return result
                }
                call.reply(response)
            }
        }
    }
}
