import KafkaProtocol
import Records
import Testing

@testable import Metadata

@Suite struct InternalTopicTests {
    private func offsets(_ replicas: Int16) -> InternalTopic {
        InternalTopic(
            name: "__consumer_offsets", partitions: 4, replicationFactor: replicas,
            configs: [("cleanup.policy", "compact"), ("flush.messages", "1")])
    }

    @Test func isMadeOnceWithAsManyReplicasAsThereAreBrokers() throws {
        var active = try controller()
        let plan = active.planInternalTopic(offsets(2), context())
        #expect(plan.reply == nil && plan.records.count == 7)
        try active.apply(plan.records)
        let topic = try #require(active.state.topic(named: "__consumer_offsets"))
        #expect(topic.partitions.map(\.replicas) == [[1, 2], [2, 1], [1, 2], [2, 1]] && topic.isInternal)
        #expect(active.state.configs[.topic(topic.name)] == ["cleanup.policy": "compact", "flush.messages": "1"])
        let again = active.planInternalTopic(offsets(2), context())
        #expect(again.reply == nil && again.records.isEmpty)

        let alone = try controller([broker(1)]).planInternalTopic(offsets(3), context())
        #expect(alone.reply == nil && alone.records.count == 7)
        let nobody = try Controller(state: state([]), settings: NodeSettings()).planInternalTopic(offsets(3), context())
        #expect(nobody.reply?.code == .invalidReplicationFactor && nobody.records.isEmpty)
    }
}
