import Binary
import KafkaProtocol
import Records
import Testing

@testable import Coordination

/// The requests of a consumer, with what most tests leave at its usual value.
extension Script {
    func join(
        _ label: String, group: String = "g", member: String = "", instance: String? = nil, type: String = "consumer",
        protocols: [String] = ["range"], topics: [String] = ["t"], session: Int32 = 10_000, rebalance: Int32 = 60_000,
        version: Int16 = 9, owned: [(String, [Int32])] = []
    ) {
        var request = JoinGroupRequest()
        request.groupId = group
        request.memberId = long(member)
        request.groupInstanceId = instance
        request.protocolType = type
        request.sessionTimeoutMs = session
        request.rebalanceTimeoutMs = rebalance
        request.protocols = protocols.map { name in
            var entry = JoinGroupRequest.JoinGroupRequestProtocol()
            entry.name = name
            entry.metadata = Script.subscription(topics, owned: owned)
            return entry
        }
        call(label, version: version, .join(request))
    }

    /// A consumer's subscription of version 1, as JoinGroup carries it.
    static func subscription(_ topics: [String], owned: [(String, [Int32])] = []) -> [UInt8] {
        var subscription = ConsumerProtocolSubscription()
        subscription.topics = topics
        subscription.ownedPartitions = owned.map { name, partitions in
            var entry = ConsumerProtocolSubscription.TopicPartition()
            entry.topic = name
            entry.partitions = partitions
            return entry
        }
        var writer = BinaryWriter()
        writer.int16(1)
        subscription.encode(to: &writer, version: 1)
        return writer.array()
    }

    /// Joins without and then with the member id, as clients of version 4 and later do.
    func joinTwice(_ label: String, as member: String, group: String = "g", rebalance: Int32 = 60_000) {
        join(label, group: group, rebalance: rebalance)
        expect("\(label) join !79 \(member)")
        join(label, group: group, member: member, rebalance: rebalance)
    }

    func sync(
        _ label: String, group: String = "g", member: String, generation: Int32, instance: String? = nil,
        type: String? = "consumer", name: String? = "range", assign: [String: [UInt8]] = [:], version: Int16 = 5
    ) {
        var request = SyncGroupRequest()
        request.groupId = group
        request.memberId = long(member)
        request.generationId = generation
        request.groupInstanceId = instance
        request.protocolType = type
        request.protocolName = name
        request.assignments = assign.sorted { $0.key < $1.key }.map { id, bytes in
            var entry = SyncGroupRequest.SyncGroupRequestAssignment()
            entry.memberId = long(id)
            entry.assignment = bytes
            return entry
        }
        call(label, version: version, .sync(request))
    }

    func heartbeat(
        _ label: String, group: String = "g", member: String, generation: Int32, instance: String? = nil
    ) {
        var request = HeartbeatRequest()
        request.groupId = group
        request.memberId = long(member)
        request.generationId = generation
        request.groupInstanceId = instance
        call(label, version: 4, .heartbeat(request))
    }

    func leave(_ label: String, group: String = "g", _ members: [(id: String, instance: String?)]) {
        var request = LeaveGroupRequest()
        request.groupId = group
        request.members = members.map { member in
            var identity = LeaveGroupRequest.MemberIdentity()
            identity.memberId = long(member.id)
            identity.groupInstanceId = member.instance
            return identity
        }
        call(label, version: 5, .leave(request))
    }

    func commit(
        _ label: String, group: String = "g", member: String = "", generation: Int32 = -1, instance: String? = nil,
        _ offsets: [(topic: String, partition: Int32, offset: Int64)] = [("t", 0, 5)], metadata: String? = nil,
        retention: Int64 = -1, version: Int16 = 8, topicId: Uuid = Uuid(high: 1, low: 2)
    ) {
        var request = OffsetCommitRequest()
        request.groupId = group
        request.memberId = long(member)
        request.generationIdOrMemberEpoch = generation
        request.groupInstanceId = instance
        request.retentionTimeMs = retention
        request.topics = offsets.map { offset in
            var partition = OffsetCommitRequest.OffsetCommitRequestPartition()
            partition.partitionIndex = offset.partition
            partition.committedOffset = offset.offset
            partition.committedMetadata = offset.offset < 0 ? String(repeating: "x", count: 4_097) : metadata
            var topic = OffsetCommitRequest.OffsetCommitRequestTopic()
            topic.name = offset.topic
            topic.topicId = topicId
            topic.partitions = [partition]
            return topic
        }
        call(label, version: version, .commit(request))
    }

    /// Asks for the offsets of some partitions, or of all.
    func fetch(
        _ label: String, group: String = "g", _ topics: [(topic: String, partitions: [Int32])]? = nil,
        stable: Bool = false, member: String? = nil, epoch: Int32 = -1
    ) {
        var request = OffsetFetchRequest.OffsetFetchRequestGroup()
        request.groupId = group
        request.memberId = member
        request.memberEpoch = epoch
        request.topics = topics?.map { topic in
            var entry = OffsetFetchRequest.OffsetFetchRequestTopics()
            entry.name = topic.topic
            entry.partitionIndexes = topic.partitions
            return entry
        }
        call(label, version: 9, .fetch(request, requireStable: stable))
    }

    func deleteOffsets(_ label: String, group: String = "g", _ topic: String, _ partitions: [Int32]) {
        var request = OffsetDeleteRequest()
        request.groupId = group
        var entry = OffsetDeleteRequest.OffsetDeleteRequestTopic()
        entry.name = topic
        entry.partitions = partitions.map { index in
            var partition = OffsetDeleteRequest.OffsetDeleteRequestPartition()
            partition.partitionIndex = index
            return partition
        }
        request.topics = [entry]
        call(label, version: 0, .deleteOffsets(request))
    }

    /// A stable group "g" of the members c#1 (the leader) and c#2, of generation 1, with assignments [1] and [2].
    static func twoMembers(_ options: GroupOptions = GroupOptions()) -> Script {
        let script = Script(options)
        script.joinTwice("a", as: "c#1")
        script.joinTwice("b", as: "c#2")
        script.pass(ms: 6_000)
        script.expect(
            "a joined c#1 generation 1 range leader c#1 [c#1 c#2]", "b joined c#2 generation 1 range leader c#1 []")
        script.sync("b", member: "c#2", generation: 1)
        script.sync("a", member: "c#1", generation: 1, assign: ["c#1": [1], "c#2": [2]])
        script.expect("a synced [1]", "b synced [2]")
        return script
    }
}
