import KafkaProtocol
import Metadata

/// Answers who wants replicas in other log directories. A node has one directory: there they are already.
enum AlterReplicaLogDirsHandler: RequestHandler {
    typealias Request = AlterReplicaLogDirsRequest
    private typealias Answer = AlterReplicaLogDirsResponse.AlterReplicaLogDirTopicResult

    static func handle(_ request: AlterReplicaLogDirsRequest, _ call: Call) {
        let isAllowed = call.session.allow(.alter, .cluster)
        var topics: [String] = []
        var codes: [String: [Int32: ErrorCode]] = [:]
        for directory in request.dirs {
            for topic in directory.topics {
                if codes[topic.name] == nil { topics.append(topic.name) }
                var known = codes.removeValue(forKey: topic.name) ?? [:]
                for index in topic.partitions {
                    // Of several directories for one partition the last counts, as in Kafka.
                    known[index] =
                        isAllowed ? code(topic.name, index, directory.path, call) : .clusterAuthorizationFailed
                }
                codes[topic.name] = known
            }
        }
        var response = AlterReplicaLogDirsResponse()
        response.results = topics.map { answer($0, codes[$0] ?? [:]) }
        call.reply(response)
    }

    private static func code(_ topic: String, _ index: Int32, _ path: String, _ call: Call) -> ErrorCode {
        guard path == call.context.broker.control?.options.directory else { return .logDirNotFound }
        return call.context.topics.byName[topic]?.partition(index) == nil ? .unknownTopicOrPartition : .none
    }

    private static func answer(_ topic: String, _ codes: [Int32: ErrorCode]) -> Answer {
        var answer = Answer()
        answer.topicName = topic
        answer.partitions = codes.sorted { $0.key < $1.key }.map { index, error in
            var result = AlterReplicaLogDirsResponse.AlterReplicaLogDirPartitionResult()
            result.partitionIndex = index
            result.errorCode = error.rawValue
            return result
        }
        return answer
    }
}
