import ClientCore
import Records
import TestBrokers
import Testing
import World

@Suite("Producing to a broker", .serialized)
struct ProducerBrokerTests {
    @Test("records arrive under every kind of acknowledgement and codec, in order", arguments: [-1, 1, 0] as [Int16])
    func produce(acks: Int16) throws { try produce(acks, on: .varve) }

    @Test(
        "records arrive at Kafka", .enabled(if: TestBroker.hasKafka, "VARVE_KAFKA names no Kafka"),
        arguments: [-1, 1, 0] as [Int16])
    func produceOnKafka(acks: Int16) throws { try produce(acks, on: .kafka) }

    private func produce(_ acks: Int16, on broker: TestBroker) throws {
        let client = try broker.client()
        let admin = Admin(client)
        let name = TestBroker.uniqueName("produce")
        try admin.createTopic(TestBroker.topic(name, partitions: 3))
        if acks == 0 {
            // Nobody says when a leader is not ready yet, so it has to be.
            _ = try PlainProducer(client).open(name, patience: 5_000)
            let starts = try admin.offsets([0, 1, 2].reduce(into: [:]) { $0[TopicPartition(name, $1)] = .start })
            for start in starts.values { _ = try start.get() }
        }
        for codec in Compression.allCases {
            var options = ProducerOptions()
            options.acks = acks
            options.compression = codec
            let producer = PlainProducer(client, options: options)
            let topic = try producer.open(name, patience: 5_000)
            for number in 0..<3_000 {
                let text = "record \(number)"
                try producer.append(
                    to: topic, timestamp: 1_000 + Int64(number), key: number % 2 == 0 ? text.utf8Span.span.bytes : nil,
                    value: text.utf8Span.span.bytes)
            }
            producer.flush()
            let results = producer.takeResults()
            #expect(results.reduce(0) { $0 + $1.recordCount } == 3_000)
            #expect(results.allSatisfy { $0.error == nil }, "\(results.first { $0.error != nil }?.error as Any)")
            var next: [TopicPartition: Int64] = [:]
            for result in results where acks != 0 {
                #expect(result.baseOffset >= next[result.partition, default: 0])
                next[result.partition] = result.baseOffset + Int64(result.recordCount)
            }
        }
        let ends = try TestBroker.settled(15_000) {
            try admin.offsets([0, 1, 2].reduce(into: [:]) { $0[TopicPartition(name, $1)] = .end }).values
                .reduce(0) { $0 + (try $1.get().offset) }
        }
        #expect(ends == 15_000)
        _ = try admin.deleteTopics([name])
    }

    @Test("a topic that does not exist is named")
    func unknownTopic() throws {
        let producer = PlainProducer(try TestBroker.varve.client())
        let error = #expect(throws: ClientError.self) { try producer.open("no-such-topic", patience: 50) }
        #expect(error?.isNotFound == true)
    }
}
