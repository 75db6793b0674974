import KafkaProtocol
import Metadata

/// Describes topics in pages of partitions (KIP-966).
enum DescribeTopicPartitionsHandler: RequestHandler {
    typealias Request = DescribeTopicPartitionsRequest
    private typealias Topic = DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic
    private typealias Partition = DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition

    static func handle(_ request: DescribeTopicPartitionsRequest, _ call: Call) {
        let image = call.context.image
        let asked = request.topics.map(\.name)
        let isAll = asked.isEmpty
        if let cursor = request.cursor, cursor.partitionIndex < 0 || !isAll && !asked.contains(cursor.topicName) {
            var response = DescribeTopicPartitionsResponse()
            response.topics = asked.map { refused(.invalidRequest, $0) }
            return call.reply(response)
        }
        var names = Set(isAll ? Array(image.state.topicIds.keys) : asked).sorted()
        if let cursor = request.cursor { names.removeAll { $0 < cursor.topicName } }
        var room = max(1, Int(min(request.responsePartitionLimit, call.context.broker.options.maxDescribedPartitions)))
        var response = DescribeTopicPartitionsResponse()
        for name in names {
            guard call.session.allow(.describe, .topic(name)) else {
                if !isAll { response.topics.append(refused(.topicAuthorizationFailed, name)) }
                continue
            }
            guard let topic = image.topic(named: name) else {
                let isLegal = TopicName.fault(name) == nil
                response.topics.append(refused(isLegal ? .unknownTopicOrPartition : .invalidTopicException, name))
                continue
            }
            let first = request.cursor.map { $0.topicName == name ? max(0, Int($0.partitionIndex)) : 0 } ?? 0
            guard room > 0 else {
                response.nextCursor = cursor(name, first)
                break
            }
            let end = min(topic.partitions.count, first + room)
            var answer = describe(topic, min(first, end)..<end, image)
            answer.topicAuthorizedOperations = call.session.allowedOperations(on: .topic(name))
            response.topics.append(answer)
            room -= max(0, end - first)
            if end < topic.partitions.count {
                response.nextCursor = cursor(name, end)
                break
            }
        }
        call.reply(response)
    }

    private static func cursor(_ name: String, _ partition: Int) -> DescribeTopicPartitionsResponse.Cursor {
        var cursor = DescribeTopicPartitionsResponse.Cursor()
        cursor.topicName = name
        cursor.partitionIndex = Int32(clamping: partition)
        return cursor
    }

    private static func refused(_ code: ErrorCode, _ name: String) -> Topic {
        var topic = Topic()
        topic.errorCode = code.rawValue
        topic.name = name
        topic.isInternal = TopicName.isInternal(name)
        return topic
    }

    private static func describe(_ topic: TopicImage, _ range: Range<Int>, _ image: ClusterImage) -> Topic {
        var answer = Topic()
        answer.name = topic.name
        answer.topicId = topic.id
        answer.isInternal = topic.isInternal
        answer.partitions = range.map { index in
            let partition = topic.partitions[index]
            var entry = Partition()
            entry.partitionIndex = Int32(truncatingIfNeeded: index)
            let hasLeader = partition.leader >= 0 && image.isAlive(partition.leader)
            entry.errorCode = (hasLeader ? ErrorCode.none : .leaderNotAvailable).rawValue
            entry.leaderId = hasLeader ? partition.leader : -1
            entry.leaderEpoch = partition.leaderEpoch
            entry.replicaNodes = partition.replicas
            entry.isrNodes = partition.isr
            entry.eligibleLeaderReplicas = partition.eligibleLeaderReplicas
            entry.lastKnownElr = partition.lastKnownLeaders
            entry.offlineReplicas = partition.replicas.filter { !image.isAlive($0) }
            return entry
        }
        return answer
    }
}
