import KafkaProtocol
import Metadata
import Quorum
import World

/// Describes the metadata quorum (KIP-595, KIP-836).
enum DescribeQuorumHandler: RequestHandler {
    typealias Request = DescribeQuorumRequest

    static func handle(_ request: DescribeQuorumRequest, _ call: Call) {
        var response = DescribeQuorumResponse()
        response.errorMessage = nil
        guard call.session.allow(.describe, .cluster), let control = call.context.broker.control else {
            response.errorCode = ErrorCode.clusterAuthorizationFailed.rawValue
            return call.reply(response)
        }
        let loop = call.context.loop
        control.describeQuorum { quorum in
            loop.execute { call.reply(describe(request, quorum, call.version)) }
        }
    }

    private static func describe(
        _ request: DescribeQuorumRequest, _ quorum: QuorumDescription, _ version: Int16
    ) -> DescribeQuorumResponse {
        var response = DescribeQuorumResponse()
        response.errorMessage = version >= 2 ? "" : nil
        response.topics = request.topics.map { asked in
            var topic = DescribeQuorumResponse.TopicData()
            topic.topicName = asked.topicName
            topic.partitions = asked.partitions.map { partition in
                let isMetadata = asked.topicName == TopicName.clusterMetadata && partition.partitionIndex == 0
                return isMetadata ? state(of: quorum) : unknown(partition.partitionIndex)
            }
            return topic
        }
        response.nodes = quorum.voters.voters.map { voter in
            var node = DescribeQuorumResponse.Node()
            node.nodeId = voter.key.id
            node.listeners = voter.endpoints.map { endpoint in
                var listener = DescribeQuorumResponse.Listener()
                listener.name = endpoint.name
                listener.host = endpoint.host
                listener.port = endpoint.port
                return listener
            }
            return node
        }
        return response
    }

    private static func unknown(_ index: Int32) -> DescribeQuorumResponse.PartitionData {
        var partition = DescribeQuorumResponse.PartitionData()
        partition.partitionIndex = index
        partition.errorCode = ErrorCode.unknownTopicOrPartition.rawValue
        partition.errorMessage = "This server does not host this topic-partition."
        return partition
    }

    private static func state(of quorum: QuorumDescription) -> DescribeQuorumResponse.PartitionData {
        var partition = DescribeQuorumResponse.PartitionData()
        partition.errorMessage = nil
        partition.leaderId = quorum.leaderId
        partition.leaderEpoch = quorum.epoch
        partition.highWatermark = quorum.highWatermark
        // The leader is always caught up with itself; other voters' progress comes with them.
        partition.currentVoters = quorum.voters.voters.map { voter in
            var replica = DescribeQuorumResponse.ReplicaState()
            let isLeader = voter.key.id == quorum.leaderId
            replica.replicaId = voter.key.id
            replica.replicaDirectoryId = voter.key.directoryId
            replica.logEndOffset = isLeader ? quorum.endOffset : -1
            replica.lastFetchTimestamp = isLeader ? quorum.now.milliseconds : -1
            replica.lastCaughtUpTimestamp = isLeader ? quorum.now.milliseconds : -1
            return replica
        }
        return partition
    }
}
