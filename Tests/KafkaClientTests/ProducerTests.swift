import KafkaClient
import TestBrokers
import Testing

@Suite("The asynchronous producer and reader", .serialized)
struct ProducerTests {
    @Test("single records, many at once and blocks arrive, each with its place")
    func produce() async throws { try await produce(.varve) }

    @Test("records arrive at Kafka", .enabled(if: TestBroker.hasKafka, "VARVE_KAFKA names no Kafka"))
    func produceToKafka() async throws { try await produce(.kafka) }

    private func produce(_ broker: TestBroker) async throws {
        let scene = try await ClientScene(broker, stem: "async")
        let producer = KafkaProducer(scene.kafka)
        let message = KafkaProducerMessage(
            topic: scene.topic, partition: 1, key: "k", value: "0", headers: [KafkaHeader(key: "h", value: "x")],
            timestamp: Timestamp(milliseconds: 5))
        let first = try await producer.send(message)
        #expect(first.partition == TopicPartition(scene.topic, 1) && first.offset == 0)

        // Tasks at once share batches, and each is told its own record's place.
        let places = try await withThrowingTaskGroup(of: KafkaAcknowledgement.self) { group in
            for number in 1..<500 {
                group.addTask {
                    try await producer.send(
                        KafkaProducerMessage(topic: scene.topic, key: "\(number)", value: "\(number)"))
                }
            }
            return try await group.reduce(into: Set<KafkaAcknowledgement>()) { $0.insert($1) }
        }
        #expect(places.count == 499, "no two records have the same place")

        for number in 500..<1_000 {
            try await producer.enqueue(KafkaProducerMessage(topic: scene.topic, value: "\(number)"))
        }
        try await producer.flush()
        #expect(producer.bufferedBytes == 0)
        var block = KafkaMessageBlock(topic: scene.topic)
        for number in 1_000..<6_000 {
            let text = "\(number)"
            block.append(key: nil, value: text.utf8Span.span.bytes)
        }
        try await producer.send(block)
        try await producer.close()
        await #expect(throws: ClientError.self) { try await producer.send(message) }
        #expect(try await scene.everything().sorted() == Array(0..<6_000))

        let reader = KafkaConsumer(scene.kafka)
        try reader.assign(TopicPartition(scene.topic, 1), at: .offset(0))
        for try await message in reader.messages {
            #expect(message.key == Array("k".utf8) && message.headers == [KafkaHeader(key: "h", value: "x")])
            #expect(message.timestamp.milliseconds == 5 && message.offset == 0)
            break
        }
        #expect(reader.positions == [TopicPartition(scene.topic, 1): 1])
        #expect((reader.lag.values.first ?? 0) > 100)
        var offsets: [Int64] = []
        for try await message in reader.messages {
            offsets.append(message.offset)
            if offsets.count == 3 { reader.seek(message.partition, to: .offset(1)) }
            if offsets.count == 5 { break }
        }
        #expect(
            offsets == [1, 2, 3, 1, 2], "the rest of an iteration is read by the next; a seek takes effect at once")
        await reader.close()
        try await scene.close()
    }

    @Test("a full buffer suspends its callers, and a cancelled one goes on at once")
    func backPressure() async throws {
        let scene = try await ClientScene(.varve, stem: "pressure")
        var options = ProducerOptions()
        options.bufferMemory = 64 << 10
        options.batchSize = 4 << 10
        options.linger = 60_000
        let producer = KafkaProducer(scene.kafka, options: options)
        var block = KafkaMessageBlock(topic: scene.topic)
        let value = [UInt8](repeating: 7, count: 1_000)
        for _ in 0..<1_000 { block.append(key: nil, value: value.span.bytes) }
        let peak = Collected<Int>()
        let watch = Task {
            while !Task.isCancelled {
                peak.add([producer.bufferedBytes])
                await Task.yield()
            }
        }
        try await producer.send(block)
        watch.cancel()
        #expect((peak.all.max() ?? .max) <= 64 << 10, "1 MB went through 64 KiB")
        // Without a broker nothing gets room: callers wait, and can be called back.
        let nowhere = try KafkaCluster(bootstrap: ["127.0.0.1:1"])
        let stuck = KafkaProducer(nowhere, options: options, topicPatience: .seconds(60))
        let waiting = Task { try await stuck.send(KafkaProducerMessage(topic: "t", value: "x")) }
        try await Task.sleep(for: .milliseconds(50))
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        let patient = KafkaProducer(nowhere, topicPatience: .milliseconds(50))
        let error = await #expect(throws: ClientError.self) {
            try await patient.send(KafkaProducerMessage(topic: "t", value: "x"))
        }
        #expect(error?.code == .unreachable)
        // Whoever waits when the cluster is closed is told.
        let last = Task { try await stuck.send(KafkaProducerMessage(topic: "t", value: "x")) }
        try await Task.sleep(for: .milliseconds(20))
        await nowhere.close()
        let ended = await #expect(throws: ClientError.self) { try await last.value }
        #expect(ended?.code == .cancelled)
        try await producer.close()
        try await scene.close()
    }

    @Test("what cannot be is an error: topics that do not exist, partitions, records that are too large")
    func refusals() async throws {
        let scene = try await ClientScene(.varve, stem: "refusal")
        let producer = KafkaProducer(scene.kafka, topicPatience: .milliseconds(500))
        let unknown = await #expect(throws: ClientError.self) {
            try await producer.send(KafkaProducerMessage(topic: "no-such-topic", value: "x"))
        }
        #expect(unknown?.isNotFound == true)
        let partition = await #expect(throws: ClientError.self) {
            try await producer.send(KafkaProducerMessage(topic: scene.topic, partition: 9, value: "x"))
        }
        #expect(partition?.code == .invalid, "\(partition as Any)")
        var block = KafkaMessageBlock(topic: scene.topic)
        block.append(key: nil, value: nil, partition: -1)
        let negativeBlock = block
        let negative = await #expect(throws: ClientError.self) { try await producer.send(negativeBlock) }
        #expect(negative?.code == .invalid)
        let size = await #expect(throws: ClientError.self) {
            try await producer.send(
                KafkaProducerMessage(topic: scene.topic, value: [UInt8](repeating: 0, count: 2 << 20)))
        }
        #expect(size?.code == .invalid)
        // Nobody waits for this one; flush tells.
        let topic = scene.topic
        try await scene.admin.perform {
            try $0.alterConfigs(of: .topic(topic), [ConfigChange("max.message.bytes", .set, "1000")])
        }
        let isSmall = try await eventually {
            (try? await producer.send(
                KafkaProducerMessage(topic: topic, value: [UInt8](repeating: 0, count: 5_000)))) == nil
        }
        #expect(isSmall)
        try await producer.enqueue(KafkaProducerMessage(topic: topic, value: [UInt8](repeating: 0, count: 5_000)))
        let late = await #expect(throws: ClientError.self) { try await producer.flush() }
        #expect(late?.kafka == .messageTooLarge)
        try await producer.close()
        try await scene.close()
    }
}
