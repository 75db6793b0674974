import KafkaProtocol
import Metadata

/// Answers who wants partitions to have other replicas.
enum AlterPartitionReassignmentsHandler: RequestHandler {
    typealias Request = AlterPartitionReassignmentsRequest

    static func handle(_ request: AlterPartitionReassignmentsRequest, _ call: Call) {
        guard call.session.allow(.alter, .cluster) else {
            return refuse(request, ApiError(.clusterAuthorizationFailed), call)
        }
        let topics = request.topics
        call.submit({ controller, _ in controller.planReassignments(topics) }) { result in
            switch result {
            case .success(let responses):
                var response = AlterPartitionReassignmentsResponse()
                response.allowReplicationFactorChange = request.allowReplicationFactorChange
                response.errorMessage = nil
                response.responses = responses
                call.reply(response)
            case .failure(let error): refuse(request, error, call)
            }
        }
    }

    private static func refuse(_ request: AlterPartitionReassignmentsRequest, _ error: ApiError, _ call: Call) {
        var response = AlterPartitionReassignmentsResponse()
        response.allowReplicationFactorChange = request.allowReplicationFactorChange
        response.errorCode = error.code.rawValue
        response.errorMessage = error.message
        response.responses = request.topics.map { topic in
            var answer = AlterPartitionReassignmentsResponse.ReassignableTopicResponse()
            answer.name = topic.name
            answer.partitions = topic.partitions.map { partition in
                var result = AlterPartitionReassignmentsResponse.ReassignablePartitionResponse()
                result.partitionIndex = partition.partitionIndex
                result.errorCode = error.code.rawValue
                result.errorMessage = error.message
                return result
            }
            return answer
        }
        call.reply(response)
    }
}
