import Binary
import ClientCore
import Records
import TestBrokers
import Testing
import World

@Suite("Consuming from a broker", .serialized)
struct ConsumerBrokerTests {
    /// The values of everything that a consumer hands out until it is done.
    private func values(_ consumer: PlainConsumer) throws -> [String] {
        var scratch = BinaryWriter()
        var values: [String] = []
        let end = PlainClient.now.advanced(milliseconds: 10_000)
        while let batch = try consumer.next(until: end) {
            try batch.forEachRecord(&scratch) { record in
                guard let value = record.value else { return false }
                values.append(value.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
                return true
            }
        }
        return values
    }

    @Test("every way to name a beginning and an end")
    func positions() throws { try positions(on: .varve) }

    @Test(
        "every way to name a beginning and an end on Kafka",
        .enabled(if: TestBroker.hasKafka, "VARVE_KAFKA names no Kafka"))
    func positionsOnKafka() throws { try positions(on: .kafka) }

    private func positions(on broker: TestBroker) throws {
        let client = try broker.client()
        let name = TestBroker.uniqueName("consume")
        try Admin(client).createTopic(TestBroker.topic(name, partitions: 1))
        var options = ProducerOptions()
        // Small batches: positions fall inside and between them.
        options.batchSize = 150
        options.compression = .lz4
        let producer = PlainProducer(client, options: options)
        let topic = try producer.open(name, patience: 5_000)
        for number in 0..<100 {
            try producer.append(
                to: topic, timestamp: 10_000 + Int64(number) * 10, key: nil, value: "\(number)".utf8Span.span.bytes)
        }
        producer.flush()
        #expect(producer.takeResults().allSatisfy { $0.error == nil })
        let cases: [(StartPosition, StopPosition, Range<Int>)] = [
            (.start, .end, 0..<100), (.end, .end, 100..<100), (.offset(42), .end, 42..<100),
            (.offset(10), .offset(13), 10..<13), (.afterStart(90), .end, 90..<100), (.beforeEnd(7), .end, 93..<100),
            (.beforeEnd(1_000), .end, 0..<100), (.time(10_305), .end, 31..<100), (.time(99_999), .end, 100..<100),
            (.time(10_100), .time(10_200), 10..<20),
        ]
        for (start, stop, expected) in cases {
            let consumer = PlainConsumer(client)
            consumer.assign(TopicPartition(name, 0), at: start, until: stop)
            #expect(try values(consumer) == expected.map { "\($0)" }, "\(start) to \(stop)")
            #expect(consumer.isDone)
        }
        let beyond = PlainConsumer(
            client,
            options: {
                var o = ConsumerOptions(); o.reset = .none; return o
            }())
        beyond.assign(TopicPartition(name, 0), at: .offset(5_000), until: .offset(6_000))
        #expect(throws: ClientError.self) { try values(beyond) }
        _ = try Admin(client).deleteTopics([name])
    }

    @Test("many partitions and many batches arrive whole, and seek reads again")
    func volume() throws { try volume(on: .varve) }

    @Test("many partitions and many batches on Kafka", .enabled(if: TestBroker.hasKafka, "VARVE_KAFKA names no Kafka"))
    func volumeOnKafka() throws { try volume(on: .kafka) }

    private func volume(on broker: TestBroker) throws {
        let client = try broker.client()
        let name = TestBroker.uniqueName("consume")
        try Admin(client).createTopic(TestBroker.topic(name, partitions: 7))
        let producer = PlainProducer(client)
        let topic = try producer.open(name, patience: 5_000)
        for number in 0..<20_000 {
            let text = "\(number)"
            try producer.append(
                to: topic, timestamp: 1, key: text.utf8Span.span.bytes, value: text.utf8Span.span.bytes)
        }
        producer.flush()
        let consumer = PlainConsumer(client)
        for partition in 0..<7 { consumer.assign(TopicPartition(name, Int32(partition)), at: .start, until: .end) }
        #expect(try values(consumer).compactMap(Int.init).sorted() == Array(0..<20_000))
        let ends = consumer.positions
        #expect(ends.values.reduce(0, +) == 20_000)
        consumer.seek(TopicPartition(name, 3), to: .start)
        #expect(try values(consumer).count == Int(ends[TopicPartition(name, 3)] ?? -1))
        _ = try Admin(client).deleteTopics([name])
    }
}
