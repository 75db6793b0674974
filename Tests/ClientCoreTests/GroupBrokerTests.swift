import Binary
import ClientCore
import Records
import TestBrokers
import Testing
import World

@Suite("Groups on a broker", .serialized)
struct GroupBrokerTests {
    private func produce(_ range: Range<Int>, to name: String, _ client: PlainClient) throws {
        let producer = PlainProducer(client)
        let topic = try producer.open(name, patience: 5_000)
        for number in range {
            let text = "\(number)"
            try producer.append(to: topic, timestamp: 1, key: text.utf8Span.span.bytes, value: text.utf8Span.span.bytes)
        }
        producer.flush()
        #expect(producer.takeResults().allSatisfy { $0.error == nil })
    }

    /// Lets members take turns until the condition holds, for at most 20 seconds; answers the values they read.
    private func read(
        _ members: [PlainGroupConsumer], until isEnough: ([String]) -> Bool
    ) throws -> [String] {
        var scratch = BinaryWriter()
        var values: [String] = []
        let end = PlainClient.now.advanced(milliseconds: 20_000)
        while !isEnough(values), PlainClient.now < end {
            for member in members {
                while let batch = try member.next(until: PlainClient.now.advanced(milliseconds: 5)) {
                    try batch.forEachRecord(&scratch) { record in
                        guard let value = record.value else { return false }
                        values.append(value.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
                        return true
                    }
                }
            }
        }
        return values
    }

    @Test("members join, share, take over and commit", arguments: [AssignmentStrategy.range, .sticky])
    func life(strategy: AssignmentStrategy) throws { try life(strategy, on: .varve) }

    @Test(
        "members join, share, take over and commit on Kafka",
        .enabled(if: TestBroker.hasKafka, "VARVE_KAFKA names no Kafka"),
        arguments: [AssignmentStrategy.range, .sticky])
    func lifeOnKafka(strategy: AssignmentStrategy) throws { try life(strategy, on: .kafka) }

    private func life(_ strategy: AssignmentStrategy, on broker: TestBroker) throws {
        let client = try broker.client()
        let name = TestBroker.uniqueName("group")
        let admin = Admin(client)
        try admin.createTopic(TestBroker.topic(name, partitions: 6))
        try produce(0..<1_000, to: name, client)
        var options = ConsumerOptions()
        options.reset = .earliest
        var group = GroupOptions(group: name)
        group.strategies = [strategy]
        group.heartbeatInterval = 100

        let first = PlainGroupConsumer(client, topics: [name], group: group, options: options)
        #expect(try read([first]) { $0.count >= 1_000 }.compactMap(Int.init).sorted() == Array(0..<1_000))
        #expect(first.assignment.count == 6)
        try first.commit()
        #expect(try admin.committedOffsets(of: name).values.reduce(0) { $0 + $1.offset } == 1_000)

        let second = PlainGroupConsumer(try broker.client(), topics: [name], group: group, options: options)
        _ = try read([first, second]) { _ in first.assignment.count == 3 && second.assignment.count == 3 }
        #expect(Set(first.assignment + second.assignment).count == 6)
        let described = try admin.group(name)
        #expect(described.members.count == 2 && described.assignor == strategy.rawValue)
        #expect(described.members.allSatisfy { $0.assignment.count == 3 })

        try produce(1_000..<2_000, to: name, client)
        let more = try read([first, second]) { $0.count >= 1_000 }
        #expect(more.compactMap(Int.init).sorted() == Array(1_000..<2_000))
        first.close()
        _ = try read([second]) { _ in second.assignment.count == 6 }
        #expect(second.assignment.count == 6)
        second.close()
        #expect(try admin.group(name).state == "Empty")
        #expect(try admin.committedOffsets(of: name).values.reduce(0) { $0 + $1.offset } == 2_000)
        try admin.deleteGroup(name)
        _ = try admin.deleteTopics([name])
    }
}
