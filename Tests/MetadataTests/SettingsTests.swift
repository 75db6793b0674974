import Binary
import KafkaProtocol
import Records
import Testing

@testable import Metadata

@Suite struct SettingsTests {
    /// From the topic down to the default, in the units of each level.
    @Test func resolvesInOrder() throws {
        func retention(
            topic: String? = nil, broker: [String: String] = [:], cluster: [String: String] = [:],
            start: [String: String] = [:]
        ) throws -> String {
            var records: [MetadataRecord] = []
            for (name, value) in broker { records.append(config(4, "5", name, value)) }
            for (name, value) in cluster { records.append(config(4, "", name, value)) }
            let setting = try #require(Setting.named("retention.ms", .topic))
            let overrides = topic.map { ["retention.ms": $0] } ?? [:]
            let resolved = NodeSettings(nodeId: 5, values: start).resolve(setting, overrides, in: try state(records))
            return "\(resolved.value ?? "none") from \(resolved.source): "
                + resolved.levels.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        }
        // The chain begins with the first of the names, so without it nothing is told of the others, though they count.
        #expect(try retention() == "604800000 from standard: ")
        #expect(
            try retention(start: ["log.retention.hours": "1"])
                == "3600000 from standard: ")
        #expect(
            try retention(start: ["log.retention.hours": "1", "log.retention.minutes": "2"])
                == "120000 from standard: ")
        #expect(
            try retention(start: ["log.retention.hours": "-1"])
                == "-1 from standard: ")
        #expect(
            try retention(broker: ["log.retention.ms": "5"], start: ["log.retention.hours": "1"])
                == "5 from broker: log.retention.ms=5 log.retention.hours=1 log.retention.hours=168")
        #expect(
            try retention(cluster: ["log.retention.ms": "7"], start: ["log.retention.ms": "9"])
                == "7 from cluster: log.retention.ms=7 log.retention.ms=9 log.retention.hours=168")
        #expect(
            try retention(topic: "1", broker: ["log.retention.ms": "3"], cluster: ["log.retention.ms": "7"])
                == "1 from topic: retention.ms=1 log.retention.ms=3 log.retention.ms=7 log.retention.hours=168")
        #expect(try retention(broker: ["log.retention.ms": "3"]).hasPrefix("3 from broker: "))
        // A broker's own setting stands with those that mean the same, and is worth what it says itself.
        let node = NodeSettings(nodeId: 5, values: ["log.retention.hours": "24"])
        let cluster = try state([config(4, "", "log.retention.ms", "9")])
        let told = node.resolveBroker(in: cluster).filter {
            $0.name.hasPrefix("log.retention.") && $0.name != "log.retention.bytes"
        }
        .filter { $0.name != "log.retention.check.interval.ms" }
        .map { "\($0.name)=\($0.value ?? "-") \($0.levels.map(\.value))" }
        #expect(
            told == [
                "log.retention.hours=24 [\"24\", \"168\"]", "log.retention.minutes=- []",
                "log.retention.ms=9 [\"9\", \"24\", \"168\"]",
            ])
        let base = try state(sampleRecords())
        let all = NodeSettings().resolveTopic(overrides: [:], in: base)
        #expect(all.count == 32 || all.count == 33)
        #expect(all.first { $0.name == "min.insync.replicas" }?.source == .cluster)
        #expect(all.first { $0.name == "flush.messages" }?.value == "1")
    }

    private func change(
        _ controller: inout Controller, _ resource: ConfigResource,
        _ entries: [(String, ConfigChanges.Operation, String?)], replacesAll: Bool = false
    ) throws -> String {
        let changes = ConfigChanges(
            resource: resource, entries: entries.map { .init(name: $0, operation: $1, value: $2) },
            replacesAll: replacesAll)
        let plan = controller.planConfigs([changes], validateOnly: false)
        try controller.apply(plan.records)
        guard let error = plan.reply[0] else {
            return (controller.state.configs[resource] ?? [:]).sorted { $0.key < $1.key }
                .map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        }
        return "\(error.code.name) \(error.message ?? "")"
    }

    @Test func altersConfigs() throws {
        var node = try controller()
        let topic = ConfigResource.topic("a.b")
        let steps: [([(String, ConfigChanges.Operation, String?)], String)] = [
            (
                [("retention.ms", .set, "5"), ("segment.bytes", .set, "2000000")],
                "retention.ms=5 segment.bytes=2000000"
            ),
            ([("retention.ms", .delete, nil)], "segment.bytes=2000000"),
            (
                [("leader.replication.throttled.replicas", .append, "0:1,1:2")],
                "leader.replication.throttled.replicas=0:1,1:2 segment.bytes=2000000"
            ),
            (
                [("leader.replication.throttled.replicas", .subtract, "0:1"), ("segment.bytes", .delete, nil)],
                "leader.replication.throttled.replicas=1:2"
            ),
            (
                [("retention.ms", .append, "5")],
                "INVALID_CONFIG Can't APPEND to key retention.ms because its type is not LIST."
            ),
            ([("retention.ms", .set, nil)], "INVALID_REQUEST Null value not supported for : retention.ms"),
            (
                [("retention.ms", .set, "1"), ("retention.ms", .set, "2")],
                "INVALID_REQUEST Error due to duplicate config keys"
            ),
            ([("no.such", .set, "1")], "INVALID_CONFIG Unknown topic config name: no.such"),
        ]
        for (entries, expected) in steps { #expect(try change(&node, topic, entries) == expected) }
        for (name, value) in [("retention.ms", "x"), ("retention.ms", "-2"), ("cleanup.policy", "shrink")] {
            #expect(
                try change(&node, topic, [(name, .set, value)])
                    .hasPrefix("INVALID_CONFIG Invalid value \(value) for configuration \(name): "))
        }
        #expect(
            try change(&node, topic, [("retention.bytes", .set, "9")], replacesAll: true) == "retention.bytes=9")
        #expect(try change(&node, .topic("x"), []).hasPrefix("UNKNOWN_TOPIC_OR_PARTITION"))
        #expect(
            try change(&node, .cluster, [("log.retention.ms", .set, "8")]) == "log.retention.ms=8 min.insync.replicas=1"
        )
        #expect(
            try change(&node, .broker(1), [("node.id", .set, "8")])
                == "INVALID_REQUEST Cannot update these configs dynamically: [node.id]")
        #expect(try change(&node, ConfigResource(type: 8, name: "1"), []).hasPrefix("INVALID_REQUEST"))
        let twice = ConfigChanges(resource: topic, entries: [])
        #expect(
            node.planConfigs([twice, twice], validateOnly: false).reply.map { $0?.code } == [
                .invalidRequest, .invalidRequest,
            ])
    }

    @Test func createsTopics() throws {
        func create(
            _ name: String, _ partitions: Int32 = -1, _ factor: Int16 = -1, assignments: [[Int32]] = [],
            configs: [String: String?] = [:], twice: Bool = false
        ) throws -> (code: String, replicas: [[Int32]]) {
            var topic = CreateTopicsRequest.CreatableTopic()
            topic.name = name
            topic.numPartitions = partitions
            topic.replicationFactor = factor
            topic.assignments = assignments.enumerated().map { index, brokers in
                var assignment = CreateTopicsRequest.CreatableReplicaAssignment()
                assignment.partitionIndex = Int32(index)
                assignment.brokerIds = brokers
                return assignment
            }
            topic.configs = configs.map { name, value in
                var config = CreateTopicsRequest.CreatableTopicConfig()
                config.name = name
                config.value = value
                return config
            }
            var request = CreateTopicsRequest()
            request.topics = twice ? [topic, topic] : [topic]
            var node = try controller()
            let plan = node.planCreateTopics(request, context())
            try node.apply(plan.records)
            #expect(plan.reply.topics.count == 1)
            let created = node.state.topic(named: name)?.partitions.map(\.replicas) ?? []
            return (ErrorCode(rawValue: plan.reply.topics[0].errorCode).name, created)
        }
        #expect(try create("t") == ("NONE", [[1]]))
        #expect(try create("t", 3, 2) == ("NONE", [[1, 2], [2, 1], [1, 2]]))
        #expect(try create("t", assignments: [[2], [1]]) == ("NONE", [[2], [1]]))
        #expect(try create("t", configs: ["retention.ms": "7"]).code == "NONE")
        let refused: [(String, Int32, Int16, [[Int32]], [String: String?], String)] = [
            ("a b", 1, 1, [], [:], "INVALID_TOPIC_EXCEPTION"), ("", 1, 1, [], [:], "INVALID_TOPIC_EXCEPTION"),
            ("a_b", 1, 1, [], [:], "INVALID_TOPIC_EXCEPTION"), ("t", 0, 1, [], [:], "INVALID_PARTITIONS"),
            ("t", -2, 1, [], [:], "INVALID_PARTITIONS"), ("t", 1, 0, [], [:], "INVALID_REPLICATION_FACTOR"),
            ("t", 1, 4, [], [:], "INVALID_REPLICATION_FACTOR"), ("t", 1, -1, [[1]], [:], "INVALID_REQUEST"),
            ("t", -1, 1, [[1]], [:], "INVALID_REQUEST"),
            ("t", -1, -1, [[1], [1, 2]], [:], "INVALID_REPLICA_ASSIGNMENT"),
            ("t", -1, -1, [[7]], [:], "INVALID_REPLICA_ASSIGNMENT"), ("t", 10_001, 1, [], [:], "POLICY_VIOLATION"),
            ("t", 1, 1, [], ["x": "1"], "INVALID_CONFIG"), ("t", 1, 1, [], ["retention.ms": nil], "INVALID_CONFIG"),
            ("t", 1, 1, [], ["cleanup.policy": "shrink"], "INVALID_CONFIG"),
        ]
        for (name, partitions, factor, assignments, configs, expected) in refused {
            let answer = try create(name, partitions, factor, assignments: assignments, configs: configs)
            #expect(answer == (expected, []), "\(name) \(partitions) \(factor) \(assignments) \(configs)")
        }
        #expect(try create("a.b").code == "TOPIC_ALREADY_EXISTS")
        #expect(try create("t", twice: true).code == "INVALID_REQUEST")
    }
}
