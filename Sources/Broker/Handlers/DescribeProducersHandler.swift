import CommitLog
import KafkaProtocol
import Metadata
import World

/// Tells which producers a partition knows, and the transactions that they have open there.
enum DescribeProducersHandler: RequestHandler {
    typealias Request = DescribeProducersRequest
    typealias Entry = DescribeProducersResponse.PartitionResponse

    static func handle(_ request: DescribeProducersRequest, _ call: Call) {
        var response = DescribeProducersResponse()
        response.topics = request.topics.map { topic in
            var entry = DescribeProducersResponse.TopicResponse()
            entry.name = topic.name
            let mayRead = call.session.allow(.read, .topic(topic.name))
            entry.partitions = topic.partitionIndexes.map { partition in
                mayRead ? describe(topic.name, partition, call) : failed(partition, .topicAuthorizationFailed)
            }
            return entry
        }
        call.reply(response)
    }

    private static func describe(_ topic: String, _ index: Int32, _ call: Call) -> Entry {
        guard call.context.image.topic(named: topic)?.partition(index) != nil else {
            return failed(index, .unknownTopicOrPartition)
        }
        guard let partition = call.context.topics.byName[topic]?.partition(index), partition.leadership.isHere else {
            return failed(index, .notLeaderOrFollower)
        }
        do throws(LogError) {
            var entry = Entry()
            entry.partitionIndex = index
            entry.activeProducers = try partition.log.producers(now: call.context.loop.wall).map { producer in
                var state = DescribeProducersResponse.ProducerState()
                state.producerId = producer.producerId
                state.producerEpoch = Int32(producer.epoch)
                state.lastSequence = producer.lastSequence
                state.lastTimestamp = producer.lastTimestamp
                state.coordinatorEpoch = producer.coordinatorEpoch
                state.currentTxnStartOffset = producer.transactionStart
                return state
            }
            return entry
        } catch {
            return failed(index, ErrorMapping.code(error.code))
        }
    }

    private static func failed(_ index: Int32, _ error: ErrorCode) -> Entry {
        var entry = Entry()
        entry.partitionIndex = index
        entry.errorCode = error.rawValue
        return entry
    }
}
