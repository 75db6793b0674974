import Binary
import Coordination
import KafkaProtocol
import Metadata
import Testing

@testable import Broker

/// Consumer groups through the handlers of a node: what the shard is told of topics, settings and rights.
@Suite struct ConsumerGroupTests {
    private func rig(_ options: (inout BrokerOptions) -> Void = { _ in }) throws -> AdminRig {
        var broker = BrokerOptions()
        broker.offsetsTopicPartitions = 1
        options(&broker)
        let rig = try AdminRig(options: broker)
        try rig.create("orders", 2)
        var find = FindCoordinatorRequest()
        find.key = "g"
        _ = try rig.ask(find, 3)
        rig.loop.run()
        return rig
    }

    private func join(
        _ rig: AdminRig, _ member: String = "m", group: String = "g", topics: [String]? = nil, regex: String? = nil
    ) throws -> ConsumerGroupHeartbeatResponse {
        var request = ConsumerGroupHeartbeatRequest()
        request.groupId = group
        request.memberId = member
        request.rebalanceTimeoutMs = 60_000
        request.topicPartitions = []
        request.subscribedTopicNames = topics
        request.subscribedTopicRegex = regex
        return try rig.ask(request, 1)
    }

    private func beat(
        _ rig: AdminRig, _ epoch: Int32, after milliseconds: Int64 = 0, member: String = "m"
    ) throws -> ConsumerGroupHeartbeatResponse {
        rig.loop.advance(milliseconds: milliseconds)
        var request = ConsumerGroupHeartbeatRequest()
        request.groupId = "g"
        request.memberId = member
        request.memberEpoch = epoch
        return try rig.ask(request, 1)
    }

    /// Topic names with the partitions assigned.
    private func text(_ rig: AdminRig, _ response: ConsumerGroupHeartbeatResponse) -> String {
        guard response.errorCode == 0 else { return "!\(response.errorCode)" }
        let topics = response.assignment.map { assignment in
            assignment.topicPartitions.map { topic in
                "\(rig.context.image.topic(id: topic.topicId)?.name ?? "?")\(topic.partitions)"
            }.sorted().joined(separator: " ")
        }
        return "\(response.memberEpoch) \(topics ?? "-")"
    }

    private func describe(_ rig: AdminRig, _ group: String = "g") throws -> ConsumerGroupDescribeResponse.DescribedGroup
    {
        var request = ConsumerGroupDescribeRequest()
        request.groupIds = [group]
        request.includeAuthorizedOperations = true
        return try #require(try rig.ask(request, 1).groups.first)
    }

    @Test func topicsComeToTheMembers() throws {
        let rig = try rig()
        #expect(text(rig, try join(rig, topics: ["orders", "later"])) == "2 orders[0, 1]")
        try rig.create("later")
        #expect(text(rig, try beat(rig, 2, after: 1_000)) == "3 later[0] orders[0, 1]")
        var more = CreatePartitionsRequest()
        more.topics = [CreatePartitionsRequest.CreatePartitionsTopic()]
        more.topics[0].name = "orders"
        more.topics[0].count = 3
        more.topics[0].assignments = nil
        #expect(try rig.ask(more, 3).results.map(\.errorCode) == [0])
        #expect(text(rig, try beat(rig, 3, after: 1_000)) == "4 later[0] orders[0, 1, 2]")
        var delete = DeleteTopicsRequest()
        delete.topicNames = ["later"]
        #expect(try rig.ask(delete, 5).responses.map(\.errorCode) == [0])
        let shrunk = try beat(rig, 4, after: 1_000)
        #expect(text(rig, shrunk) == "4 orders[0, 1, 2]")
        let group = try describe(rig)
        #expect(group.groupState == "Reconciling" && group.groupEpoch == 5 && group.assignmentEpoch == 5)
        #expect(group.authorizedOperations == 3400 && group.members.map(\.memberId) == ["m"])
        #expect(group.members[0].subscribedTopicNames == ["later", "orders"] && group.members[0].memberType == 1)
        #expect(try describe(rig, "other").errorMessage == "Group other not found.")
    }

    @Test func expressionsSeeWhatTheMemberMay() throws {
        let rig = try rig { options in
            options.authorizer.isOn = true
            options.authorizer.allowsUnmentioned = true
        }
        try rig.create("orders-secret")
        try rig.add(entry(.topic, "orders-secret", principal: "User:*", operation: 2, allows: false))
        #expect(text(rig, try join(rig, topics: ["orders-secret"])) == "!29")
        #expect(text(rig, try join(rig, regex: "orders.*")) == "2 ")
        #expect(text(rig, try beat(rig, 2, after: 1_000)) == "3 orders[0, 1]")
        try rig.create("orders-eu")
        #expect(text(rig, try beat(rig, 3, after: 11_000)) == "3 -")
        #expect(text(rig, try beat(rig, 3)) == "4 orders-eu[0] orders[0, 1]")
        let refusal = try join(rig, "m2", regex: "(")
        #expect(refusal.errorCode == ErrorCode.invalidRegularExpression.rawValue)
        #expect(
            refusal.errorMessage == "SubscribedTopicRegex `(` is not a valid regular expression: missing closing ).")
        // Who may not describe a topic of the group hears nothing of it.
        try rig.add(entry(.topic, "orders-eu", principal: "User:*", operation: 8, allows: false))
        #expect(try describe(rig).errorCode == ErrorCode.topicAuthorizationFailed.rawValue)
    }

    @Test func settingsOfOneGroup() throws {
        let rig = try rig()
        var alter = IncrementalAlterConfigsRequest()
        var resource = IncrementalAlterConfigsRequest.AlterConfigsResource()
        resource.resourceType = 32
        resource.resourceName = "g"
        func config(_ name: String, _ value: String) -> IncrementalAlterConfigsRequest.AlterableConfig {
            var config = IncrementalAlterConfigsRequest.AlterableConfig()
            config.name = name
            config.value = value
            return config
        }
        resource.configs = [
            config("consumer.heartbeat.interval.ms", "6000"), config("consumer.session.timeout.ms", "50000"),
            config("consumer.assignment.interval.ms", "0"),
        ]
        alter.resources = [resource]
        #expect(try rig.ask(alter, 1).responses.map(\.errorCode) == [0])
        #expect(try join(rig, topics: ["orders"]).heartbeatIntervalMs == 6_000)
        #expect(try join(rig, group: "other", topics: ["orders"]).heartbeatIntervalMs == 5_000)
        // No wait between two assignments, and another session.
        #expect(text(rig, try join(rig, "m2", topics: ["orders"])) == "3 ")
        #expect(text(rig, try beat(rig, 2)) == "2 orders[0]")
        rig.loop.advance(milliseconds: 49_999)
        #expect(try describe(rig).members.count == 2)
        rig.loop.advance(milliseconds: 1)
        rig.loop.run()
        #expect(try describe(rig).members.isEmpty)
        // Out of the broker's bounds.
        resource.configs = [config("consumer.session.timeout.ms", "61000")]
        alter.resources = [resource]
        #expect(try rig.ask(alter, 1).responses.map(\.errorCode) == [ErrorCode.invalidConfig.rawValue])
    }

    @Test func notWithoutTheFeature() throws {
        let closed = try rig { $0.groups.consumer.isEnabled = false }
        #expect(try join(closed, topics: ["orders"]).errorCode == ErrorCode.unsupportedVersion.rawValue)
        #expect(try describe(closed).errorCode == ErrorCode.unsupportedVersion.rawValue)
        #expect(closed.context.image.level(of: Features.groupVersion) == 1)
        // A directory whose cluster has not raised the feature.
        let rig = try BrokerRig.withGroups()
        var request = ConsumerGroupHeartbeatRequest()
        request.groupId = "g"
        let response = try #require(rig.ask(request, 1))
        #expect(response.errorCode == ErrorCode.unsupportedVersion.rawValue)
    }
}
