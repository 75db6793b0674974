import Binary
import KafkaProtocol
import Records
import Testing

@testable import Coordination

/// Topics whose ids tell their names: short ones, so that lines can show them.
struct ScriptTopics: TopicDirectory {
    var version: Int64 = 0
    private var byName: [String: GroupTopic] = [:]

    var names: [String] { byName.keys.sorted() }
    func topic(named name: String) -> GroupTopic? { byName[name] }
    func topic(id: Uuid) -> GroupTopic? { byName[ScriptTopics.name(of: id)].flatMap { $0.id == id ? $0 : nil } }

    func changed(to counts: [String: Int32], recreated: Set<String>) -> ScriptTopics {
        var topics = ScriptTopics()
        topics.version = version + 1
        for (name, count) in counts {
            let former = byName[name]
            let incarnation = (former?.id.low ?? 0) + (former == nil || recreated.contains(name) ? 1 : 0)
            topics.byName[name] = GroupTopic(
                name: name, id: ScriptTopics.id(of: name, incarnation), partitionCount: count)
        }
        return topics
    }

    static func id(of name: String, _ incarnation: UInt64 = 1) -> Uuid {
        Uuid(high: name.utf8.reduce(0) { $0 << 8 | UInt64($1) }, low: incarnation)
    }

    static func name(of id: Uuid) -> String {
        let bytes = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: id.high >> UInt64($0)) }
        return String(decoding: bytes.drop { $0 == 0 }, as: UTF8.self)
    }
}

extension ConsumerGroupHeartbeatResponse {
    var line: String {
        guard errorCode == 0 else { return "beat !\(errorCode)" }
        let partitions = assignment.map { assignment in
            " ["
                + assignment.topicPartitions.map { topic in
                    ScriptTopics.name(of: topic.topicId) + topic.partitions.map { ":\($0)" }.joined()
                }.joined(separator: " ") + "]"
        }
        return "beat \(memberId ?? "-") \(memberEpoch)\(partitions ?? "")"
    }
}

extension ConsumerGroupDescribeResponse.DescribedGroup {
    var line: String {
        let members = members.map { member in
            func text(_ assignment: ConsumerGroupDescribeResponse.Assignment) -> String {
                assignment.topicPartitions.map { topic in
                    topic.topicName + topic.partitions.map { ":\($0)" }.joined()
                }.joined(separator: " ")
            }
            return "\(short(member.memberId))@\(member.memberEpoch)/\(member.memberType)"
                + " [\(text(member.assignment))] -> [\(text(member.targetAssignment))]"
        }
        return "\(groupState) \(groupEpoch)/\(assignmentEpoch) \(assignorName) " + members.joined(separator: ", ")
    }
}

/// The requests of members of the consumer protocol.
extension Script {
    /// A script with the topics t (4 partitions) and u (2).
    static func withTopics(_ options: GroupOptions = GroupOptions()) -> Script {
        let script = Script(options)
        script.setTopics(["t": 4, "u": 2])
        return script
    }

    func beat(
        _ member: String, _ epoch: Int32, owned: [String: [Int32]]? = nil, group: String = "g",
        instance: String? = nil, topics: [String]? = nil, regex: String? = nil, assignor: String? = nil,
        rebalance: Int32 = -1, version: Int16 = 1, sees: @escaping @Sendable (String) -> Bool = { _ in true }
    ) {
        var request = ConsumerGroupHeartbeatRequest()
        request.groupId = group
        request.memberId = member
        request.memberEpoch = epoch
        request.instanceId = instance
        request.subscribedTopicNames = topics
        request.subscribedTopicRegex = regex
        request.serverAssignor = assignor
        request.rebalanceTimeoutMs = rebalance
        request.topicPartitions = owned?.sorted { $0.key < $1.key }.map { name, partitions in
            var entry = ConsumerGroupHeartbeatRequest.TopicPartitions()
            entry.topicId = self.topics.topic(named: name)?.id ?? ScriptTopics.id(of: name)
            entry.partitions = partitions
            return entry
        }
        call(member, version: version, .consumerHeartbeat(request, visibility: TopicVisibility(sees)))
    }

    /// A member's first heartbeat.
    func enter(
        _ member: String, group: String = "g", instance: String? = nil, topics: [String]? = ["t"],
        regex: String? = nil, assignor: String? = nil, rebalance: Int32 = 60_000,
        sees: @escaping @Sendable (String) -> Bool = { _ in true }
    ) {
        beat(
            member, 0, owned: [:], group: group, instance: instance, topics: topics, regex: regex, assignor: assignor,
            rebalance: rebalance, sees: sees)
    }

    func describeConsumers(_ group: String = "g") { call("d", version: 1, .describeConsumerGroup(group: group)) }

    /// The group "g" with the members m1 and m2 at epoch 3, who share t evenly.
    static func twoConsumers(_ options: GroupOptions = GroupOptions()) -> Script {
        let script = Script.withTopics(options)
        script.enter("m1")
        script.enter("m2")
        script.pass(ms: 1_000)
        script.beat("m2", 2)
        script.beat("m1", 2)
        script.beat("m1", 2, owned: ["t": [0, 1]])
        script.beat("m2", 3)
        script.expect(
            "m1 beat m1 2 [t:0:1:2:3]", "m2 beat m2 2 []", "m2 beat m2 3", "m1 beat m1 2 [t:0:1]", "m1 beat m1 3",
            "m2 beat m2 3 [t:2:3]")
        return script
    }
}
