import Binary
import CommitLog
import Coordination
import KafkaProtocol
import Metadata
import Records
import SimulatedWorld
import World

@testable import Broker

/// A broker with `__consumer_offsets`, flushed as it is in a node, and a topic "t" of one partition.
extension BrokerRig {
    static func withGroups(jobs: any Jobs = ImmediateJobs()) throws -> BrokerRig {
        var options = BrokerOptions()
        options.groups.initialRebalanceDelayMs = 0
        let rig = try BrokerRig(jobs: jobs, options: options)
        try rig.makeTopic("__consumer_offsets", partitions: 4, flushes: true)
        try rig.makeTopic("t")
        rig.publishTopics()
        return rig
    }

    /// Gives the loop an image with the topics that it serves, led by this node.
    func publishTopics() {
        var state = ClusterState()
        var delta = ImageDelta()
        func apply(_ record: MetadataRecord) { try! state.apply(record, noting: &delta) }
        var broker = RegisterBrokerRecord()
        broker.brokerId = 1
        broker.fenced = false
        apply(.registerBroker(broker))
        for topic in context.topics.byName.values.sorted(by: { $0.name < $1.name }) {
            var record = TopicRecord()
            record.name = topic.name
            record.topicId = topic.id
            apply(.topic(record))
            for index in 0..<topic.partitionCount {
                var partition = PartitionRecord()
                partition.partitionId = Int32(index)
                partition.topicId = topic.id
                partition.replicas = [1]
                partition.isr = [1]
                partition.leader = 1
                partition.leaderEpoch = 5
                apply(.partition(partition))
            }
        }
        context.apply(ClusterImage(state: state, offset: 1, epoch: 1), context.topics)
    }

    /// This node leads all partitions in another epoch, maybe after somebody else has.
    func lead(epoch: Int32, throughOthers: Bool) {
        var wakes = Wakes()
        for topic in context.topics.byName.values {
            for index in 0..<topic.partitionCount {
                guard let partition = topic.partition(Int32(index)) else { continue }
                if throughOthers { partition.follow(leaderId: 2, epoch: epoch - 1, &wakes) }
                partition.lead(
                    nodeId: 1, epoch: epoch, replicas: [1], inSync: [1], settings: topic.settings, &wakes)
            }
        }
        wakes.tell(from: context)
        loop.run()
    }

    /// Sends a request and answers its reply, if there is one at once.
    func ask<Request: KafkaRequest>(_ request: Request, _ version: Int16) -> Request.Response? {
        send(request, version)
        loop.run()
        return replies(Request.Response.self, version).last
    }

    func joinRequest(_ group: String) -> JoinGroupRequest {
        var request = JoinGroupRequest()
        request.groupId = group
        request.sessionTimeoutMs = 10_000
        request.rebalanceTimeoutMs = 60_000
        request.protocolType = "consumer"
        request.protocols = [JoinGroupRequest.JoinGroupRequestProtocol()]
        request.protocols[0].name = "range"
        return request
    }

    /// Joins as a new member, with the detour over its id where the version has it; answers the member id.
    func join(_ group: String, _ version: Int16) throws -> String {
        var request = joinRequest(group)
        var reply = ask(request, version)
        if reply?.errorCode == ErrorCode.memberIdRequired.rawValue {
            request.memberId = reply?.memberId ?? ""
            reply = ask(request, version)
        }
        guard let reply, reply.errorCode == 0, reply.generationId == 1, reply.leader == reply.memberId else {
            throw ErrorCode(rawValue: reply?.errorCode ?? -1)
        }
        return reply.memberId
    }

    /// Commits for partition 0 of "t", and for partition 7, which there is not.
    func sendCommit(
        _ group: String, _ member: String = "", _ generation: Int32 = -1, offset: Int64, _ version: Int16 = 8
    ) {
        var request = OffsetCommitRequest()
        request.groupId = group
        request.memberId = member
        request.generationIdOrMemberEpoch = generation
        var topic = OffsetCommitRequest.OffsetCommitRequestTopic()
        topic.name = "t"
        topic.topicId = context.topics.byName["t"]?.id ?? .zero
        topic.partitions = ([0, 7] as [Int32]).map { index in
            var partition = OffsetCommitRequest.OffsetCommitRequestPartition()
            partition.partitionIndex = index
            partition.committedOffset = offset
            partition.committedMetadata = nil
            return partition
        }
        request.topics = [topic]
        send(request, version)
    }

    /// The errors of both partitions.
    func commit(
        _ group: String, _ member: String = "", _ generation: Int32 = -1, offset: Int64, _ version: Int16
    ) -> [Int16] {
        sendCommit(group, member, generation, offset: offset, version)
        loop.run()
        return replies(OffsetCommitResponse.self, version).last?.topics.first?.partitions.map(\.errorCode) ?? []
    }

    /// Asks for partitions 0 and 1 of "t".
    func sendFetch(_ group: String, _ version: Int16) {
        var request = OffsetFetchRequest()
        request.groupId = group
        var topic = OffsetFetchRequest.OffsetFetchRequestTopic()
        topic.name = "t"
        topic.partitionIndexes = [0, 1]
        request.topics = [topic]
        var ofGroup = OffsetFetchRequest.OffsetFetchRequestGroup()
        ofGroup.groupId = group
        var topics = OffsetFetchRequest.OffsetFetchRequestTopics()
        topics.name = "t"
        topics.topicId = context.topics.byName["t"]?.id ?? .zero
        topics.partitionIndexes = [0, 1]
        ofGroup.topics = [topics]
        request.groups = [ofGroup]
        send(request, version)
    }

    /// "partition=offset!error" of each.
    func fetch(_ group: String, _ version: Int16) -> [String] {
        sendFetch(group, version)
        loop.run()
        guard let reply = replies(OffsetFetchResponse.self, version).last else { return [] }
        if version < 8 {
            return reply.topics.flatMap { topic in
                topic.partitions.map { "\($0.partitionIndex)=\($0.committedOffset)!\($0.errorCode)" }
            }
        }
        return reply.groups.flatMap(\.topics).flatMap { topic in
            topic.partitions.map { "\($0.partitionIndex)=\($0.committedOffset)!\($0.errorCode)" }
        }
    }
}
