import CommitLog
import KafkaProtocol
import Metadata

/// Answers where an epoch ended, for consumers and followers that look for the point where logs part.
enum OffsetForLeaderEpochHandler: RequestHandler {
    typealias Request = OffsetForLeaderEpochRequest

    static func handle(_ request: OffsetForLeaderEpochRequest, _ call: Call) {
        var response = OffsetForLeaderEpochResponse()
        let seesAll = call.session.allow(.clusterAction, .cluster)
        for topic in request.topics {
            var answer = OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult()
            answer.topic = topic.topic
            let isAllowed = seesAll || call.session.allow(.describe, .topic(topic.topic))
            for asked in topic.partitions {
                var end = OffsetForLeaderEpochResponse.EpochEndOffset()
                end.partition = asked.partition
                if isAllowed {
                    look(topic.topic, asked, call, &end)
                } else {
                    end.errorCode = ErrorCode.topicAuthorizationFailed.rawValue
                }
                answer.partitions.append(end)
            }
            response.topics.append(answer)
        }
        call.reply(response)
    }

    private static func look(
        _ topic: String, _ asked: OffsetForLeaderEpochRequest.OffsetForLeaderPartition, _ call: Call,
        _ end: inout OffsetForLeaderEpochResponse.EpochEndOffset
    ) {
        guard let partition = call.context.topics.byName[topic]?.partition(asked.partition) else {
            end.errorCode = ErrorCode.unknownTopicOrPartition.rawValue
            return
        }
        if let error = LeaderEpochCheck.error(asked.currentLeaderEpoch, partition.leadership) {
            end.errorCode = error.rawValue
            return
        }
        // An epoch that is not known leaves both at -1, without error.
        guard let found = partition.log.end(ofEpoch: asked.leaderEpoch) else { return }
        end.leaderEpoch = found.epoch
        end.endOffset = found.startOffset
    }
}
