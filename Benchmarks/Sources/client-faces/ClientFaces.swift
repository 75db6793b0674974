import CAllocations
import Glibc
import KafkaClient

/// Sends and reads records through ClientCore's plain loop and through KafkaClient, on a broker that runs already, and
/// prints what a record costs this process.
///
///     client-faces HOST:PORT [RECORDS [BYTES]]
@main struct ClientFaces {
    static func main() async {
        let words = Array(CommandLine.arguments.dropFirst())
        guard let address = words.first.flatMap({ SocketAddress($0) }) else {
            return fail("usage: client-faces HOST:PORT [RECORDS [BYTES]]")
        }
        let records = words.count > 1 ? Int(words[1]) ?? 0 : 1_000_000
        let bytes = words.count > 2 ? Int(words[2]) ?? 0 : 100
        guard records > 0, bytes > 0, bytes < 500_000 else { return fail("no count of records, or of bytes") }
        do {
            try await Comparison(address, records: records, bytes: bytes).run()
        } catch {
            fail("\(error)")
        }
    }

    private static func fail(_ message: String) {
        print("client-faces: \(message)")
        exit(1)
    }
}

/// The faces in turn, several times; the least CPU of each counts.
struct Comparison {
    private let address: SocketAddress
    private let records: Int
    private let value: [UInt8]
    private let kafka: KafkaCluster
    private let topic: String

    init(_ address: SocketAddress, records: Int, bytes: Int) async throws {
        self.address = address
        self.records = records
        value = [UInt8](repeating: 7, count: bytes)
        kafka = try KafkaCluster(bootstrap: [address])
        topic = "faces-\(UInt32.random(in: 0 ... .max))"
        try await KafkaAdmin(kafka).createTopic(
            NewTopic(
                topic, partitions: 6,
                configs: [(name: "flush.messages", value: "\(Int64.max)"), (name: "retention.ms", value: "-1")]))
    }

    func run() async throws {
        var least: [String: Figures] = [:]
        var order: [String] = []
        for _ in 0..<3 {
            for (name, face) in faces {
                let figures = try await measured(face)
                if least[name] == nil { order.append(name) }
                if figures.nanoseconds < least[name]?.nanoseconds ?? .max { least[name] = figures }
            }
        }
        print("| \(records) records of \(value.count) bytes | CPU ns/record | allocations/record | records/s |")
        print("|---|---|---|---|")
        for name in order {
            guard let figures = least[name] else { continue }
            let allocations = (Double(figures.allocations) / Double(records) * 1_000).rounded() / 1_000
            print(
                "| \(name) | \(figures.nanoseconds / UInt64(records)) | \(allocations) "
                    + "| \(Int(Double(records) / figures.seconds)) |")
        }
        _ = try await KafkaAdmin(kafka).deleteTopics([topic])
    }

    private struct Figures {
        let nanoseconds: UInt64
        let allocations: UInt64
        let seconds: Double
    }

    private func measured(_ face: () async throws -> Void) async throws -> Figures {
        let (started, cpu, allocations) = (Comparison.now(CLOCK_MONOTONIC), Comparison.cpu, allocations_count())
        try await face()
        return Figures(
            nanoseconds: Comparison.cpu - cpu, allocations: allocations_count() - allocations,
            seconds: Double(Comparison.now(CLOCK_MONOTONIC) - started) / 1e9)
    }

    private static var cpu: UInt64 { now(CLOCK_PROCESS_CPUTIME_ID) }

    private static func now(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    private var faces: [(String, () async throws -> Void)] {
        [
            ("produce: plain loop", producePlain), ("produce: blocks", produceBlocks),
            ("produce: enqueue, one by one", produceSingly), ("consume: plain loop", consumePlain),
            ("consume: batches", consumeBatches), ("consume: messages", consumeMessages),
        ]
    }

    // MARK: Producing

    private func producePlain() async throws {
        let producer = PlainProducer(PlainClient(bootstrap: [address]))
        let number = try producer.open(topic)
        for index in 0..<records {
            try producer.append(to: number, timestamp: Int64(index), key: nil, value: value.span.bytes)
        }
        producer.flush()
    }

    private func produceBlocks() async throws {
        let producer = KafkaProducer(kafka)
        var block = KafkaMessageBlock(topic: topic)
        for index in 0..<records {
            block.append(key: nil, value: value.span.bytes, timestamp: Timestamp(milliseconds: Int64(index)))
            if block.count == 1_000 {
                try await producer.enqueue(block)
                block.removeAll()
            }
        }
        try await producer.enqueue(block)
        try await producer.close()
    }

    private func produceSingly() async throws {
        let producer = KafkaProducer(kafka)
        let message = KafkaProducerMessage(topic: topic, value: value)
        for _ in 0..<records { try await producer.enqueue(message) }
        try await producer.close()
    }

    // MARK: Consuming

    private var partitions: [TopicPartition] { (0..<6).map { TopicPartition(topic, $0) } }

    private func consumePlain() async throws {
        let consumer = PlainConsumer(PlainClient(bootstrap: [address]))
        for partition in partitions { consumer.assign(partition, at: .start) }
        var (count, bytes) = (0, 0)
        while count < records, let batch = try consumer.next() {
            try batch.forEachRecord { record in
                count += 1
                bytes += record.value?.byteCount ?? 0
                return true
            }
        }
    }

    private func consumeBatches() async throws {
        let consumer = KafkaConsumer(kafka)
        for partition in partitions { try consumer.assign(partition, at: .start) }
        var (count, bytes) = (0, 0)
        for try await batch in consumer.batches {
            try batch.forEachRecord { record in
                count += 1
                bytes += record.value?.byteCount ?? 0
                return true
            }
            if count >= records { break }
        }
        await consumer.close()
    }

    private func consumeMessages() async throws {
        let consumer = KafkaConsumer(kafka)
        for partition in partitions { try consumer.assign(partition, at: .start) }
        var (count, bytes) = (0, 0)
        for try await message in consumer.messages {
            count += 1
            bytes += message.value?.count ?? 0
            if count >= records { break }
        }
        await consumer.close()
    }
}
