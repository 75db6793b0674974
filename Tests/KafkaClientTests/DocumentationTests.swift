import FoundationEssentials
import KafkaClient
import TestBrokers
import Testing

/// The code of `Documentation/KafkaClient.md` and of README, as it stands there.
@Suite("Documentation", .serialized)
struct DocumentationTests {
    private static func cluster() async throws -> KafkaCluster {
        let kafka = try KafkaCluster(bootstrap: [try TestBroker.varve.address()])
        _ = try? await KafkaAdmin(kafka).createTopic(TestBroker.topic("orders", partitions: 1))
        return kafka
    }

    /// Brokers are where the test's are; everything else is the page's.
    private func bootstrap() throws {
        let kafka = try KafkaCluster(bootstrap: ["localhost:9092"])
        _ = kafka
    }

    private func readme() async throws {
        let kafka = try KafkaCluster(bootstrap: ["localhost:9092"])
        let producer = KafkaProducer(kafka)
        try await producer.send(KafkaProducerMessage(topic: "orders", key: "7", value: "paid"))
        let consumer = KafkaConsumer(kafka, group: GroupOptions(group: "billing"), topics: ["orders"])
        for try await message in consumer.messages { print(message.offset, message.value ?? []) }
    }

    private func producing(_ kafka: KafkaCluster) async throws {
        let producer = KafkaProducer(kafka)
        let message = KafkaProducerMessage(topic: "orders", key: "7", value: "paid")
        let place = try await producer.send(message)
        print(place.partition, place.offset)
        try await producer.close()
    }

    private func enqueuing(_ producer: KafkaProducer) async throws {
        for number in 0..<1_000 {
            try await producer.enqueue(KafkaProducerMessage(topic: "orders", value: "order \(number)"))
        }
        try await producer.flush()
    }

    private func blocks(_ producer: KafkaProducer) async throws {
        var block = KafkaMessageBlock(topic: "orders")
        for number in 0..<10_000 {
            let text = "order \(number)"
            block.append(key: nil, value: text.utf8Span.span.bytes)
        }
        try await producer.send(block)
    }

    private func consuming(_ kafka: KafkaCluster) async throws {
        var group = GroupOptions(group: "billing")
        group.strategies = [.cooperativeSticky]
        let consumer = KafkaConsumer(kafka, group: group, topics: ["orders"])
        for try await message in consumer.messages {
            print(message.partition, message.offset, message.value ?? [])
        }
    }

    private func batches(_ consumer: KafkaConsumer) async throws {
        var bytes = 0
        for try await batch in consumer.batches {
            try batch.forEachRecord { record in
                bytes += record.value?.byteCount ?? 0
                return true
            }
        }
    }

    private struct Totals: Sendable { func write() async throws {} }

    private func rebalances(_ kafka: KafkaCluster, _ group: GroupOptions, _ totals: Totals) -> KafkaConsumer {
        let consumer = KafkaConsumer(kafka, group: group, topics: ["orders"]) { consumer, rebalance in
            switch rebalance {
            case .assigned(let partitions): print("reads", partitions)
            case .revoking:
                try? await totals.write()
                try? await consumer.commit()
            case .lost(let partitions): print("others have", partitions)
            }
        }
        return consumer
    }

    private func reading(_ kafka: KafkaCluster) async throws -> Int {
        let reader = KafkaConsumer(kafka)
        try reader.assign(TopicPartition("orders", 0), at: .start, until: .end)
        var count = 0
        for try await _ in reader.messages {
            count += 1
            if count == 100 { break }
        }
        return count
    }

    private func totals(of batch: FetchedBatch) throws -> [KafkaProducerMessage] { [] }

    private func transactions(_ kafka: KafkaCluster, _ consumer: KafkaConsumer) async throws {
        var options = ProducerOptions()
        options.transactionalId = "billing-1"
        let producer = KafkaProducer(kafka, options: options)
        for try await batch in consumer.batches {
            do {
                try await producer.withTransaction { transaction in
                    for total in try totals(of: batch) { try await transaction.enqueue(total) }
                    try await transaction.sendOffsets(of: consumer)
                }
            } catch let error as ClientError where !error.isFenced {
                try await consumer.seekToCommitted()
            }
        }
    }

    private func administration(_ kafka: KafkaCluster) async throws -> Int {
        let admin = KafkaAdmin(kafka)
        try await admin.createTopic(NewTopic("invoices", partitions: 6))
        try await admin.alterConfigs(of: .topic("invoices"), [ConfigChange("retention.ms", .set, "86400000")])
        let ends = try await admin.offsets([TopicPartition("invoices", 0): .end])
        let committed = try await admin.committedOffsets(of: "billing")
        return ends.count + committed.count
    }

    @Test("what the page shows runs")
    func runs() async throws {
        try bootstrap()
        let kafka = try await DocumentationTests.cluster()
        try await producing(kafka)
        let producer = KafkaProducer(kafka)
        try await enqueuing(producer)
        try await blocks(producer)
        try await producer.close()
        #expect(try await reading(kafka) == 100)
        #expect(try await administration(kafka) == 1)
        let reader = Task { try await consuming(kafka) }
        #expect(try await eventually { (try? await KafkaAdmin(kafka).group("billing").state) == "Stable" })
        reader.cancel()
        await #expect(throws: CancellationError.self) { try await reader.value }
        let consumer = rebalances(kafka, GroupOptions(group: "ledger"), Totals())
        let walker = Task { try await batches(consumer) }
        #expect(try await eventually { consumer.assignment.count == 1 })
        await consumer.close()
        try await walker.value
        await kafka.close()
    }

    @Test("every piece of code on the page is one of these", arguments: ["Documentation/KafkaClient.md", "README.md"])
    func isCompiled(page: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let source = try lines(of: URL(filePath: #filePath)).joined(separator: "\n")
        var piece: [Substring]?
        var pieces = 0
        for line in try lines(of: root.appending(path: page)) {
            if line.hasPrefix("```"), let done = piece {
                piece = nil
                // Manifests and other libraries' examples are not for this test.
                guard done.contains(where: { $0.contains("kafka") || $0.contains("Kafka") }),
                    !done.contains(where: { $0.contains(".product(") })
                else { continue }
                pieces += 1
                let wanted = done.filter { !$0.hasPrefix("import ") && !$0.isEmpty }.joined(separator: "\n")
                #expect(source.contains(wanted), "not compiled: \(wanted)")
            } else if line == "```swift" {
                piece = []
            } else {
                piece?.append(line[...])
            }
        }
        #expect(pieces > (page == "README.md" ? 0 : 4))
    }

    /// The lines of a file without their indentation and without empty ones.
    private func lines(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            String(line.drop { $0 == " " })
        }
    }
}
