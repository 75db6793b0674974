import KafkaProtocol
import Metadata

/// Creates topics; answers when they are in effect on this node.
enum CreateTopicsHandler: RequestHandler {
    typealias Request = CreateTopicsRequest

    static func handle(_ request: CreateTopicsRequest, _ call: Call) {
        let names = request.topics.map(\.name)
        let mayCreateAll = call.session.allow(.create, .cluster)
        let refused = call.refused(names) { mayCreateAll || call.session.allow(.create, .topic($0)) }
        call.submit({ $0.planCreateTopics(request, refused: refused, $1) }) { result in
            var response = CreateTopicsResponse()
            switch result {
            case .success(let planned): response = hideConfigs(planned, call)
            case .failure(let error): response.topics = names.map { .init($0, error) }
            }
            call.reply(response)
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
}
