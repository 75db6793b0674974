import KafkaClient
import TestBrokers
import Testing

@Suite("Groups of asynchronous consumers", .serialized)
struct GroupTests {
    private func options(_ name: String, _ strategy: AssignmentStrategy?) -> GroupOptions {
        var group = GroupOptions(group: name)
        group.heartbeatInterval = 100
        group.commitInterval = nil
        if let strategy { group.strategies = [strategy] } else { group.groupProtocol = .consumer }
        return group
    }

    private var earliest: ConsumerOptions {
        var options = ConsumerOptions()
        options.reset = .earliest
        return options
    }

    @Test(
        "members join and leave in the middle, and every record is read once, under both protocols",
        arguments: [AssignmentStrategy.range, .roundRobin, .sticky, .cooperativeSticky, nil])
    func members(strategy: AssignmentStrategy?) async throws { try await members(.varve, strategy) }

    @Test(
        "members join and leave on Kafka, under both protocols",
        .enabled(if: TestBroker.hasKafka, "VARVE_KAFKA names no Kafka"),
        arguments: [AssignmentStrategy.range, .roundRobin, .sticky, .cooperativeSticky, nil])
    func membersOnKafka(strategy: AssignmentStrategy?) async throws { try await members(.kafka, strategy) }

    /// One member reads, a second joins, the first leaves; each commits by hand what it has counted, at the latest when
    /// its partitions are revoked, so that nothing may be read twice.
    private func members(_ broker: TestBroker, _ strategy: AssignmentStrategy?) async throws {
        let scene = try await ClientScene(broker, partitions: 6, stem: "members")
        let read = Collected<Int>()
        let revoked = Collected<Int>()
        func member() -> KafkaConsumer {
            KafkaConsumer(
                scene.kafka, group: options(scene.topic, strategy), topics: [scene.topic], options: earliest
            ) { consumer, news in
                guard case .revoking(let partitions) = news else { return }
                try? await consumer.commit()
                revoked.add(partitions.map { Int($0.partition) })
            }
        }
        func run(_ consumer: KafkaConsumer) -> Task<Void, any Error> {
            Task { for try await batch in consumer.batches { read.add(try batch.numbers()) } }
        }
        try await scene.produce(0..<1_000)
        let first = member()
        let reading = run(first)
        #expect(try await eventually { read.count >= 1_000 })
        let second = member()
        let readingToo = run(second)
        let isShared = try await eventually { first.assignment.count == 3 && second.assignment.count == 3 }
        #expect(isShared, "\(first.assignment), \(second.assignment), revoked \(revoked.all)")
        #expect(Set(first.assignment).isDisjoint(with: second.assignment))
        #expect(revoked.count == (strategy == .cooperativeSticky || strategy == nil ? 3 : 6))
        let described = try await scene.admin.group(scene.topic)
        #expect(described.members.map(\.assignment.count) == [3, 3])
        try await scene.produce(1_000..<3_000)
        #expect(try await eventually { read.count >= 3_000 })
        let told = revoked.count
        await first.close()
        #expect(revoked.count == told + 3, "the handler is told before a member leaves")
        #expect(try await eventually { second.assignment.count == 6 })
        try await scene.produce(3_000..<4_000)
        #expect(try await eventually { read.count >= 4_000 })
        await second.close()
        try await reading.value
        try await readingToo.value
        #expect(read.all.sorted() == Array(0..<4_000))
        let group = scene.topic
        let committed = try await scene.admin.perform { try $0.committedOffsets(of: group) }
        #expect(committed.values.reduce(0) { $0 + $1.offset } == 4_000)
        try await scene.close()
    }

    @Test("records of a batch in hand are finished before its partition goes, and commits are exact to the record")
    func exactness() async throws {
        let scene = try await ClientScene(.varve, partitions: 1, stem: "exact")
        try await scene.produce(0..<100)
        let group = scene.topic
        let first = KafkaConsumer(
            scene.kafka, group: options(group, .range), topics: [scene.topic], options: earliest)
        var count = 0
        for try await _ in first.messages {
            count += 1
            if count == 10 { try await first.commit() }
            if count == 25 { break }
        }
        let committed = try await scene.admin.perform { try $0.committedOffsets(of: group) }
        #expect(committed.values.map(\.offset) == [10])
        await first.close()
        let second = KafkaConsumer(
            scene.kafka, group: options(group, .range), topics: [scene.topic], options: earliest)
        for try await message in second.messages {
            #expect(
                message.offset == 10, "without commits of its own accord the group begins where the last commit was")
            break
        }
        await second.close()
        try await scene.close()
    }

    @Test("a reader that is cancelled ends, and its consumer can be read on")
    func cancellation() async throws {
        let scene = try await ClientScene(.varve, stem: "cancel")
        let consumer = KafkaConsumer(
            scene.kafka, group: options(scene.topic, .range), topics: [scene.topic], options: earliest)
        let read = Collected<Int>()
        let task = Task { for try await batch in consumer.batches { read.add(try batch.numbers()) } }
        try await scene.produce(0..<10)
        #expect(try await eventually { read.count == 10 })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        try await scene.produce(10..<20)
        var more: [Int] = []
        for try await batch in consumer.batches {
            more += try batch.numbers()
            if more.count == 10 { break }
        }
        #expect((read.all + more).sorted() == Array(0..<20))
        await consumer.close()
        for try await _ in consumer.batches { Issue.record("a closed consumer has nothing") }
        await #expect(throws: ClientError.self) { try await consumer.commit() }
        try await scene.close()
    }
}
