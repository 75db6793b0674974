import KafkaClient
import Node
import TestBrokers
import Testing

@Suite("A broker that goes and comes back", .serialized)
struct OutageTests {
    private struct Silent: EventSink { func emit(_ event: Event) {} }

    private func start(_ directory: String, port: UInt16) throws -> Node {
        var options = NodeOptions(directory: directory)
        options.listen.port = port
        options.settings = ["group.initial.rebalance.delay.ms": "0"]
        return try Node.start(options, events: Silent())
    }

    @Test("what was sent and read meanwhile is sent and read, each record once")
    func comesBack() async throws {
        let directory = Cleanup.directory("outage")
        var node = try start(directory, port: 0)
        let address = node.address
        let kafka = try KafkaCluster(bootstrap: [address])
        let admin = KafkaAdmin(kafka)
        try await admin.createTopic(TestBroker.topic("t", partitions: 4))
        var group = GroupOptions(group: "g")
        group.heartbeatInterval = 50
        var options = ConsumerOptions()
        options.reset = .earliest
        let lost = Collected<TopicPartition>()
        let consumer = KafkaConsumer(kafka, group: group, topics: ["t"], options: options) { _, news in
            if case .lost(let partitions) = news { lost.add(partitions) }
        }
        let read = Collected<Int>()
        let reading = Task { for try await batch in consumer.batches { read.add(try batch.numbers()) } }
        let producer = KafkaProducer(kafka)
        let sending = Task {
            for number in 0..<6_000 {
                try await producer.enqueue(KafkaProducerMessage(topic: "t", key: "\(number)", value: "\(number)"))
                if number % 10 == 0 { try await Task.sleep(for: .milliseconds(5)) }
            }
            try await producer.flush()
        }
        for _ in 0..<2 {
            let count = read.count
            #expect(try await eventually { read.count > count || read.count == 6_000 })
            try node.stop()
            await #expect(throws: ClientError.self) { try await admin.cluster() }
            node = try start(directory, port: address.port)
        }
        try await sending.value
        #expect(try await eventually { read.count >= 6_000 })
        #expect(read.all.sorted() == Array(0..<6_000))
        #expect(lost.count == 0, "the membership outlives the broker's absence")
        await consumer.close()
        try await reading.value
        #expect(try await admin.committedOffsets(of: "g").values.reduce(0) { $0 + $1.offset } == 6_000)
        try await producer.close()
        await kafka.close()
        try node.stop()
    }
}
