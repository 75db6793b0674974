import KafkaProtocol
import Metadata

/// Says which partitions are on their way to other replicas: on one node none, unless a directory of Kafka's came with
/// some.
enum ListPartitionReassignmentsHandler: RequestHandler {
    typealias Request = ListPartitionReassignmentsRequest
    private typealias Topic = ListPartitionReassignmentsResponse.OngoingTopicReassignment
    private typealias Partition = ListPartitionReassignmentsResponse.OngoingPartitionReassignment

    static func handle(_ request: ListPartitionReassignmentsRequest, _ call: Call) {
        var response = ListPartitionReassignmentsResponse()
        response.errorMessage = nil
        if call.session.allow(.describe, .cluster) {
            let image = call.context.image
            if let asked = request.topics {
                response.topics = asked.compactMap { topic in
                    image.topic(named: topic.name).flatMap { ongoing($0, topic.partitionIndexes) }
                }
            } else {
                response.topics = image.topicsByName.compactMap { topic in
                    ongoing(topic, topic.partitions.indices.map { Int32(clamping: $0) })
                }
            }
        } else {
            response.errorCode = ErrorCode.clusterAuthorizationFailed.rawValue
        }
        call.reply(response)
    }

    private static func ongoing(_ topic: TopicImage, _ indexes: [Int32]) -> Topic? {
        var answer = Topic()
        answer.name = topic.name
        answer.partitions = indexes.compactMap { index in
            guard let partition = topic.partition(index),
                !partition.addingReplicas.isEmpty || !partition.removingReplicas.isEmpty
            else { return nil }
            var entry = Partition()
            entry.partitionIndex = index
            entry.replicas = partition.replicas
            entry.addingReplicas = partition.addingReplicas
            entry.removingReplicas = partition.removingReplicas
            return entry
        }
        return answer.partitions.isEmpty ? nil : answer
    }
}
