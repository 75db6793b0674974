import KafkaProtocol
import Metadata

/// Gives partitions other leaders; answers when they are in effect on this node.
enum ElectLeadersHandler: RequestHandler {
    typealias Request = ElectLeadersRequest

    static func handle(_ request: ElectLeadersRequest, _ call: Call) {
        guard call.session.allow(.alter, .cluster) else {
            return refuse(request, ApiError(.clusterAuthorizationFailed), call)
        }
        guard let type = ElectionType(rawValue: request.electionType) else {
            return refuse(request, ApiError(.invalidRequest, "Unknown election type \(request.electionType)."), call)
        }
        let wanted = request.topicPartitions
        call.submit({ controller, _ in controller.planElections(type, wanted) }) { result in
            switch result {
            case .success(let results):
                var response = ElectLeadersResponse()
                response.replicaElectionResults = results
                call.reply(response)
            case .failure(let error): refuse(request, error, call)
            }
        }
    }

    /// Says it at the top and, for version 0 that has no such field, of every partition.
    private static func refuse(_ request: ElectLeadersRequest, _ error: ApiError, _ call: Call) {
        var response = ElectLeadersResponse()
        response.errorCode = error.code.rawValue
        response.replicaElectionResults = (request.topicPartitions ?? []).map { topic in
            var answer = ElectLeadersResponse.ReplicaElectionResult()
            answer.topic = topic.topic
            answer.partitionResult = topic.partitions.map { index in
                var result = ElectLeadersResponse.PartitionResult()
                result.partitionId = index
                result.errorCode = error.code.rawValue
                result.errorMessage = error.message
                return result
            }
            return answer
        }
        call.reply(response)
    }
}
