import ClientCore
import KafkaProtocol
import TestBrokers
import Testing
import World

@Suite("Admin on a broker", .serialized)
struct AdminTests {
    @Test("a topic's life: create, describe, settings, more partitions, offsets, delete")
    func topicLife() throws { try topicLife(on: .varve) }

    @Test("a topic's life on Kafka", .enabled(if: TestBroker.hasKafka, "VARVE_KAFKA names no Kafka"))
    func topicLifeOnKafka() throws { try topicLife(on: .kafka) }

    private func topicLife(on broker: TestBroker) throws {
        let admin = Admin(try broker.client())
        let name = TestBroker.uniqueName("admin")
        let made = try admin.createTopic(
            NewTopic(name, partitions: 3, configs: [(name: "retention.ms", value: "60000")]))
        #expect(made.numPartitions == 3)
        #expect(throws: ClientError.self) { try admin.createTopic(NewTopic(name, partitions: 3)) }

        let count = try TestBroker.settled(3) { try admin.metadata(of: [name]).topics[name]?.partitions.count ?? 0 }
        #expect(count == 3)
        let topic = try admin.topic(name)
        #expect(topic.id == made.topicId)
        try admin.createPartitions(name, total: 5)
        #expect(try TestBroker.settled(5) { try admin.topic(name).partitions.count } == 5)

        try admin.alterConfigs(of: .topic(name), [ConfigChange("retention.ms", .set, "120000")])
        let configs = try TestBroker.settled(["120000"]) {
            try admin.configs(of: .topic(name), keys: ["retention.ms"]).map(\.value)
        }
        #expect(configs == ["120000"])
        #expect(throws: ClientError.self) {
            try admin.alterConfigs(of: .topic(name), [ConfigChange("no.such.setting", .set, "1")])
        }

        let partitions = (0..<5).map { TopicPartition(name, $0) }
        let ends = try admin.offsets(Dictionary(uniqueKeysWithValues: partitions.map { ($0, .end) }))
        #expect(try partitions.map { try ends[$0]?.get().offset } == [0, 0, 0, 0, 0])
        let beyond = try admin.offsets([TopicPartition(name, 9): .start])
        #expect(beyond.values.allSatisfy { if case .failure(let error) = $0 { error.isNotFound } else { false } })

        #expect(try admin.deleteTopics([name, name + "-not"]).mapValues(\.isNotFound) == [name + "-not": true])
        let isGone = try TestBroker.settled(true) {
            try admin.metadata(of: [name]).topics[name]?.error != ErrorCode.none
        }
        #expect(isGone)
    }

    @Test("a group's offsets without members: commit, fetch, list, delete")
    func groupOffsets() throws { try groupOffsets(on: .varve) }

    @Test("a group's offsets on Kafka", .enabled(if: TestBroker.hasKafka, "VARVE_KAFKA names no Kafka"))
    func groupOffsetsOnKafka() throws { try groupOffsets(on: .kafka) }

    private func groupOffsets(on broker: TestBroker) throws {
        let admin = Admin(try broker.client())
        let name = TestBroker.uniqueName("admin")
        let partition = TopicPartition(name, 0)
        try admin.createTopic(NewTopic(name, partitions: 1))
        let isCommitted = try TestBroker.settled(true) {
            try admin.commitOffsets(of: name, [partition: CommittedOffset(7, metadata: "by hand")]).isEmpty
        }
        #expect(isCommitted)
        let committed = try admin.committedOffsets(of: name)
        #expect(committed == [partition: CommittedOffset(7, metadata: "by hand")])
        #expect(try admin.groups().contains { $0.groupId == name })
        #expect(try admin.group(name).state == "Empty")
        try admin.deleteGroup(name)
        #expect(try admin.committedOffsets(of: name).isEmpty)
        _ = try admin.deleteTopics([name])
    }
}

@Suite("A client without a broker")
struct NoBrokerTests {
    @Test("nobody listening is unreachable at once; so is a name that no one knows")
    func unreachable() {
        for host in ["127.0.0.1", "no-such-host.invalid"] {
            let admin = Admin(PlainClient(bootstrap: [SocketAddress(host: host, port: 1)]))
            let error = #expect(throws: ClientError.self) { try admin.metadata() }
            #expect(error?.code == .unreachable)
        }
        #expect(throws: ClientError.self) { try Admin(PlainClient(bootstrap: [])).metadata() }
    }
}
