import KafkaClient
import TestBrokers
import Testing

@Suite("Transactions", .serialized)
struct TransactionTests {
    @Test("consume, transform, produce: each record once, through aborts and a producer that is gone")
    func exactlyOnce() async throws { try await exactlyOnce(.varve, nil) }

    @Test(
        "consume, transform, produce on Kafka, under both versions of transactions",
        .enabled(if: TestBroker.hasKafka, "VARVE_KAFKA names no Kafka"), arguments: [2, 1] as [Int16])
    func exactlyOnceOnKafka(version: Int16) async throws { try await exactlyOnce(.kafka, version) }

    private struct Injected: Error {}

    private func exactlyOnce(_ broker: TestBroker, _ version: Int16?) async throws {
        let scene = try await ClientScene(broker, stem: "input")
        if let version { try await setTransactionVersion(version, scene.kafka) }
        let output = try await ClientScene(broker, stem: "output")
        for part in 0..<20 { try await scene.produce((part * 100)..<((part + 1) * 100)) }
        var group = GroupOptions(group: scene.topic)
        group.commitInterval = nil
        var reading = ConsumerOptions()
        reading.reset = .earliest
        reading.readCommitted = true
        reading.maxBytes = 2_000
        reading.partitionMaxBytes = 1_000
        // A seek takes effect when the fetch that is waiting at the broker has come back.
        reading.maxWait = 20
        let consumer = KafkaConsumer(scene.kafka, group: group, topics: [scene.topic], options: reading)
        var options = ProducerOptions()
        options.transactionalId = scene.topic
        var producer = KafkaProducer(output.kafka, options: options)

        var (round, done, seen) = (0, 0, 0)
        for try await batch in consumer.batches {
            round += 1
            let numbers = try batch.numbers()
            seen += numbers.count
            if round == 5 {
                // As if the process had died in the middle: a new one takes over, the old one is fenced.
                let old = producer
                let before = try await output.everything().count
                let hanging = Task {
                    try await old.withTransaction { transaction in
                        for number in numbers {
                            try await transaction.send(KafkaProducerMessage(topic: output.topic, value: "\(number)"))
                        }
                        try await Task.sleep(for: .seconds(60))
                    }
                }
                #expect(try await eventually { try await output.everything().count == before + numbers.count })
                producer = KafkaProducer(output.kafka, options: options)
                try await producer.initTransactions()
                hanging.cancel()
                await #expect(throws: CancellationError.self) { try await hanging.value }
                let fenced = await #expect(throws: ClientError.self) {
                    try await old.withTransaction { transaction in
                        try await transaction.send(KafkaProducerMessage(topic: output.topic, value: "-2"))
                    }
                }
                #expect(fenced?.isFenced == true, "\(fenced as Any)")
                try await consumer.seekToCommitted()
                continue
            }
            do {
                try await producer.withTransaction { transaction in
                    for number in numbers {
                        try await transaction.enqueue(KafkaProducerMessage(topic: output.topic, value: "\(number)"))
                    }
                    try await transaction.sendOffsets(of: consumer)
                    if round % 4 == 0 { throw Injected() }
                }
                done += numbers.count
            } catch is Injected {
                try await consumer.seekToCommitted()
            }
            if done == 2_000 { break }
        }
        #expect(round > 10 && seen > 2_000, "work was done again")
        await consumer.close()
        try await producer.close()
        // A commit returns before its markers are everywhere.
        _ = try await eventually { try await output.everything(committedOnly: true).count >= 2_000 }
        #expect(try await output.everything(committedOnly: true).sorted() == Array(0..<2_000))
        #expect(try await output.everything().count > 2_000, "what was aborted is in the log")
        let name = scene.topic
        let isCommitted = try await eventually {
            let committed = try await scene.admin.perform { try $0.committedOffsets(of: name) }
            return committed.values.reduce(0) { $0 + $1.offset } == 2_000
        }
        #expect(isCommitted)
        if version != nil { try await setTransactionVersion(2, scene.kafka) }
        try await output.close()
        try await scene.close()
    }

    /// Finalises a level of the feature, as `kafka-features` does.
    private func setTransactionVersion(_ level: Int16, _ kafka: KafkaCluster) async throws {
        var update = UpdateFeaturesRequest.FeatureUpdateKey()
        update.feature = "transaction.version"
        update.maxVersionLevel = level
        update.upgradeType = 1
        var request = UpdateFeaturesRequest()
        request.featureUpdates = [update]
        let raised = try await kafka.call(request)
        guard raised.errorCode != 0 || raised.results.contains(where: { $0.errorCode != 0 }) else { return }
        request.featureUpdates[0].upgradeType = 2
        let lowered = try await kafka.call(request)
        #expect(lowered.errorCode == 0 && lowered.results.allSatisfy { $0.errorCode == 0 }, "level \(level)")
    }

    @Test("what cannot be in a transaction, or without one, is an error")
    func misuse() async throws { try await misuse(.varve) }

    @Test("what cannot be in a transaction is an error on Kafka", .enabled(if: TestBroker.hasKafka))
    func misuseOnKafka() async throws { try await misuse(.kafka) }

    private func misuse(_ broker: TestBroker) async throws {
        let scene = try await ClientScene(broker, stem: "misuse")
        let plain = KafkaProducer(scene.kafka)
        let noId = await #expect(throws: ClientError.self) { try await plain.withTransaction { _ in } }
        #expect(noId?.code == .invalid)
        var options = ProducerOptions()
        options.transactionalId = scene.topic
        let producer = KafkaProducer(scene.kafka, options: options)
        let outside = await #expect(throws: ClientError.self) {
            try await producer.send(KafkaProducerMessage(topic: scene.topic, value: "x"))
        }
        #expect(outside?.code == .invalid)
        let nested = await #expect(throws: ClientError.self) {
            try await producer.withTransaction { _ in try await producer.withTransaction { _ in } }
        }
        #expect(nested?.code == .invalid)
        // A record that the topic refuses spoils its transaction, and only that.
        let topic = scene.topic
        try await scene.admin.perform {
            try $0.alterConfigs(of: .topic(topic), [ConfigChange("max.message.bytes", .set, "1000")])
        }
        let spoilt = try await eventually {
            do {
                try await producer.withTransaction { transaction in
                    try await transaction.enqueue(KafkaProducerMessage(topic: topic, value: "good"))
                    try await transaction.enqueue(
                        KafkaProducerMessage(topic: topic, value: [UInt8](repeating: 0, count: 5_000)))
                }
                return false
            } catch let error as ClientError {
                return error.kafka == .messageTooLarge
            }
        }
        #expect(spoilt)
        try await producer.withTransaction { transaction in
            try await transaction.enqueue(KafkaProducerMessage(topic: topic, value: "1"))
        }
        // A commit returns before its marker is everywhere.
        #expect(try await eventually { try await scene.everything(committedOnly: true).contains(1) })
        try await producer.close()
        try await plain.close()
        try await scene.close()
    }

    @Test("administrators see transactions, and end what hangs")
    func administration() async throws { try await administration(.varve) }

    @Test("administrators see transactions on Kafka, and end what hangs", .enabled(if: TestBroker.hasKafka))
    func administrationOnKafka() async throws { try await administration(.kafka) }

    private func administration(_ broker: TestBroker) async throws {
        let scene = try await ClientScene(broker, partitions: 1, stem: "hang")
        var options = ProducerOptions()
        options.transactionalId = scene.topic
        let producer = KafkaProducer(scene.kafka, options: options)
        let partition = TopicPartition(scene.topic, 0)
        let open = Task {
            try await producer.withTransaction { transaction in
                try await transaction.send(KafkaProducerMessage(topic: scene.topic, value: "1"))
                try await Task.sleep(for: .seconds(60))
            }
        }
        #expect(try await eventually { try await scene.everything().count == 1 })
        #expect(try await scene.admin.transactions(states: ["Ongoing"]).map(\.transactionalId).contains(scene.topic))
        let seen = try await scene.admin.transaction(scene.topic)
        #expect(seen.state == "Ongoing" && seen.partitions == [partition] && seen.started > 0)
        let writers = try await scene.admin.producers(of: [partition])[partition]?.get()
        #expect(writers?.map(\.producerId) == [seen.producerId] && writers?.first?.transactionStart == 0)
        try await scene.admin.fenceProducer(scene.topic)
        #expect(try await eventually { try await scene.admin.transaction(scene.topic).state != "Ongoing" })
        open.cancel()
        await #expect(throws: CancellationError.self) { try await open.value }
        let idle = try await scene.admin.producers(of: [partition])[partition]?.get().first
        if let idle, idle.transactionStart < 0 {
            await #expect(throws: ClientError.self) {
                try await scene.admin.abortTransaction(of: idle, in: partition)
            }
        }
        let unknown = await #expect(throws: ClientError.self) { try await scene.admin.transaction("no-such-id") }
        #expect(unknown?.kafka == .transactionalIdNotFound)
        #expect(try await scene.everything(committedOnly: true) == [])
        try await scene.close()
    }
}
