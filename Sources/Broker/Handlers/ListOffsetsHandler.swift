import CommitLog
import KafkaProtocol
import Metadata
import World

/// Answers offsets by time, and the ends of logs.
enum ListOffsetsHandler: RequestHandler {
    typealias Request = ListOffsetsRequest

    /// Times with a meaning of their own, and the version that brought each.
    private enum Special: Int64 {
        case latest = -1
        case earliest = -2
        case maxTimestamp = -3
        case earliestLocal = -4
        case latestTiered = -5
        case earliestPendingUpload = -6

        var firstVersion: Int16 {
            switch self {
            case .latest, .earliest: 1
            case .maxTimestamp: 7
            case .earliestLocal: 8
            case .latestTiered: 9
            case .earliestPendingUpload: 11
            }
        }
    }

    private typealias Asked = ListOffsetsRequest.ListOffsetsPartition
    private typealias Answered = ListOffsetsResponse.ListOffsetsPartitionResponse

    static func handle(_ request: ListOffsetsRequest, _ call: Call) {
        var response = ListOffsetsResponse()
        for topic in request.topics {
            var answer = ListOffsetsResponse.ListOffsetsTopicResponse()
            answer.name = topic.name
            let isTwice = repeated(topic.partitions.map(\.partitionIndex))
            var seen = Set<Int32>()
            answer.partitions = topic.partitions.filter { seen.insert($0.partitionIndex).inserted }.map { asked in
                var answered = Answered()
                answered.partitionIndex = asked.partitionIndex
                if isTwice.contains(asked.partitionIndex) {
                    answered.errorCode = ErrorCode.invalidRequest.rawValue
                } else if !call.session.allow(.describe, .topic(topic.name)) {
                    answered.errorCode = ErrorCode.topicAuthorizationFailed.rawValue
                } else {
                    look(topic.name, asked, request, call, &answered)
                }
                return answered
            }
            response.topics.append(answer)
        }
        call.reply(response)
    }

    private static func repeated(_ indices: [Int32]) -> Set<Int32> {
        var seen = Set<Int32>()
        return Set(indices.filter { !seen.insert($0).inserted })
    }

    private static func look(
        _ topic: String, _ asked: Asked, _ request: ListOffsetsRequest, _ call: Call, _ answered: inout Answered
    ) {
        guard let partition = call.context.topics.byName[topic]?.partition(asked.partitionIndex) else {
            answered.errorCode = ErrorCode.unknownTopicOrPartition.rawValue
            return
        }
        let leadership = partition.leadership
        // -2 is the debugging consumer, which any replica answers.
        if request.replicaId != -2, let error = LeaderEpochCheck.error(asked.currentLeaderEpoch, leadership) {
            answered.errorCode = error.rawValue
            return
        }
        let bound: ReadBound =
            request.replicaId == -2 ? .end : request.isolationLevel == 1 ? .lastStable : .highWatermark
        do throws(LogError) {
            guard let found = try find(asked.timestamp, partition, bound, leadership.epoch, call.version) else {
                answered.errorCode = ErrorCode.unsupportedVersion.rawValue
                return
            }
            answered.offset = found.offset
            answered.timestamp = found.timestamp
            answered.leaderEpoch = found.leaderEpoch
        } catch {
            answered.errorCode = ErrorMapping.code(error.code).rawValue
        }
    }

    /// The record or the end asked for; -1 all over where there is no such record, nil where the version does not know
    /// the time.
    private static func find(
        _ timestamp: Int64, _ partition: Partition, _ bound: ReadBound, _ epoch: Int32, _ version: Int16
    ) throws(LogError) -> (offset: Int64, timestamp: Int64, leaderEpoch: Int32)? {
        let log = partition.log
        if timestamp >= 0 {
            let found = try log.offset(for: Timestamp(milliseconds: timestamp), below: bound)
            return found.map { ($0.offset, $0.timestamp, $0.leaderEpoch) } ?? (-1, -1, -1)
        }
        guard let special = Special(rawValue: timestamp), version >= special.firstVersion else { return nil }
        let ends = log.ends
        switch special {
        case .latest:
            switch bound {
            case .highWatermark: return (ends.high, -1, epoch)
            case .lastStable: return (ends.stable, -1, epoch)
            case .end: return (ends.end, -1, epoch)
            }
        case .earliest, .earliestLocal:
            return (ends.start, -1, log.epochs.entries.last { $0.startOffset <= ends.start }?.epoch ?? epoch)
        case .maxTimestamp:
            let found = try log.youngestRecord()
            return found.map { ($0.offset, $0.timestamp, $0.leaderEpoch) } ?? (-1, -1, -1)
        case .latestTiered, .earliestPendingUpload: return (-1, -1, -1)  // There are no tiers.
        }
    }
}
