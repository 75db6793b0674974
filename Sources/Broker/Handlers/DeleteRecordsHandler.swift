import CommitLog
import KafkaProtocol
import Metadata

/// Moves the start of logs; the space is given back by the next round of retention.
enum DeleteRecordsHandler: RequestHandler {
    typealias Request = DeleteRecordsRequest

    static func handle(_ request: DeleteRecordsRequest, _ call: Call) {
        var response = DeleteRecordsResponse()
        var wakes = Wakes()
        for topic in request.topics {
            var answer = DeleteRecordsResponse.DeleteRecordsTopicResult()
            answer.name = topic.name
            let isAllowed = call.session.allow(.delete, .topic(topic.name))
            for asked in topic.partitions {
                var result = DeleteRecordsResponse.DeleteRecordsPartitionResult()
                result.partitionIndex = asked.partitionIndex
                result.lowWatermark = -1
                let error =
                    isAllowed
                    ? delete(topic.name, asked, call.context, &result, &wakes) : .topicAuthorizationFailed
                result.errorCode = error.rawValue
                answer.partitions.append(result)
            }
            response.topics.append(answer)
        }
        call.reply(response)
        wakes.tell(from: call.context)
    }

    private static func delete(
        _ topic: String, _ asked: DeleteRecordsRequest.DeleteRecordsPartition, _ context: BrokerContext,
        _ result: inout DeleteRecordsResponse.DeleteRecordsPartitionResult, _ wakes: inout Wakes
    ) -> ErrorCode {
        guard let found = context.topics.byName[topic], let partition = found.partition(asked.partitionIndex) else {
            return .unknownTopicOrPartition
        }
        guard partition.leadership.isHere else { return .notLeaderOrFollower }
        guard found.settings.log.deletes else { return .policyViolation }
        // -1 is the high watermark; anything else below 0 is no offset.
        guard asked.offset >= -1 else { return .offsetOutOfRange }
        do throws(LogError) {
            let ends = try partition.log.deleteRecords(
                before: asked.offset == -1 ? partition.log.ends.high : asked.offset)
            result.lowWatermark = ends.start
            partition.startMoved(&wakes)
            return .none
        } catch {
            return ErrorMapping.code(error.code)
        }
    }
}
