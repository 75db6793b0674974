import Binary
import KafkaProtocol
import Records
import Testing

@testable import Metadata

@Suite struct AdoptionTests {
    private func found(_ name: String, _ id: UInt64, _ epochs: [Int32?]) -> FoundTopic {
        FoundTopic(name: name, id: Uuid(high: 0, low: id), epochs: epochs, configs: [("retention.ms", "-1")])
    }

    /// Folders become a topic whose epochs lie above those of the logs; a topic that lacks partitions gets them.
    @Test func foldersBecomeATopic() throws {
        var active = try controller()
        let plan = active.planAdoption(of: found("found", 70, [4, nil, -1]), by: 2)
        #expect(plan.reply == nil)
        try active.apply(plan.records)
        let topic = try #require(active.state.topic(named: "found"))
        #expect(topic.id == Uuid(high: 0, low: 70) && topic.partitions.map(\.leaderEpoch) == [5, 0, 0])
        #expect(topic.partitions.allSatisfy { $0.replicas == [2] && $0.leader == 2 && $0.isr == [2] })
        #expect(active.state.configs[.topic("found")] == ["retention.ms": "-1"])
        let more = active.planAdoption(of: found("found", 70, [nil, nil, nil, 7]), by: 2)
        #expect(more.reply == nil && more.records.count == 1)
        try active.apply(more.records)
        #expect(active.state.topic(named: "found")?.partitions.map(\.leaderEpoch) == [5, 0, 0, 8])
        #expect(active.planAdoption(of: found("found", 70, [4]), by: 2).records.isEmpty)
    }

    @Test func whatContradictsTheMetadataIsRefused() throws {
        let active = try controller()
        for (topic, code) in [
            (found("a.b", 70, [0]), ErrorCode.topicAlreadyExists), (found("other", 7, [0]), .topicAlreadyExists),
            (found("a_b", 70, [0]), .invalidTopicException), (found("..", 70, [0]), .invalidTopicException),
            (found("last", 70, [.max]), .invalidTopicException),
            (found("large", 70, Array(repeating: nil, count: 10_001)), .policyViolation),
        ] {
            let plan = active.planAdoption(of: topic, by: 1)
            #expect(plan.reply?.code == code && plan.records.isEmpty, "\(topic.name)")
        }
    }
}
