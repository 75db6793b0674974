import Dispatch
import KafkaClient
import Synchronization
import TestBrokers

/// A broker, a topic on it that goes with the test, and what tests of this folder do with them.
struct ClientScene: Sendable {
    let broker: TestBroker
    let kafka: KafkaCluster
    let admin: KafkaAdmin
    let topic: String

    init(_ broker: TestBroker, partitions: Int32 = 3, stem: String) async throws {
        self.broker = broker
        kafka = try KafkaCluster(bootstrap: [try await ClientScene.address(of: broker)])
        admin = KafkaAdmin(kafka)
        let name = TestBroker.uniqueName(stem)
        topic = name
        try await admin.perform { try $0.createTopic(TestBroker.topic(name, partitions: partitions)) }
        // Kafka answers before its brokers know the topic.
        let isKnown = try await eventually { [admin] in
            do {
                return try await admin.perform { try $0.topic(name).partitions.count } == Int(partitions)
            } catch let error as ClientError where error.kafka == .unknownTopicOrPartition {
                return false
            }
        }
        guard isKnown else { throw ClientError(.timedOut, "topic \(name)", "it did not appear") }
    }

    /// Where a broker is. The first to ask starts it, which takes Kafka seconds: not on a thread that tasks need.
    private static func address(of broker: TestBroker) async throws -> SocketAddress {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try broker.address() }) }
        }
    }

    /// Removes the topic and ends the client.
    func close() async throws {
        let name = topic
        _ = try await admin.perform { try $0.deleteTopics([name]) }
        await kafka.close()
    }

    /// Sends records "0", "1", … with their number as key.
    func produce(_ numbers: Range<Int>) async throws {
        let producer = KafkaProducer(kafka)
        var block = KafkaMessageBlock(topic: topic)
        for number in numbers {
            let text = "\(number)"
            block.append(
                key: text.utf8Span.span.bytes, value: text.utf8Span.span.bytes, timestamp: Timestamp(milliseconds: 1))
        }
        try await producer.send(block)
        try await producer.close()
    }

    /// Everything in the topic, as numbers, in no order.
    func everything(committedOnly: Bool = false) async throws -> [Int] {
        var options = ConsumerOptions()
        options.readCommitted = committedOnly
        let reader = KafkaConsumer(kafka, options: options)
        let name = topic
        let partitions = try await admin.perform { try $0.topic(name).partitions.count }
        for number in 0..<partitions { try reader.assign(TopicPartition(name, Int32(number)), at: .start, until: .end) }
        var numbers: [Int] = []
        while !reader.isDone {
            let batch = try await withDeadline(.milliseconds(200)) { () async throws -> FetchedBatch? in
                for try await batch in reader.batches { return batch }
                return nil
            }
            if let batch = batch ?? nil { numbers += try batch.numbers() }
        }
        await reader.close()
        return numbers
    }

    static func name(_ broker: TestBroker) -> String { broker == .varve ? "Varve" : "Kafka" }
}

extension FetchedBatch {
    /// The values, which are numbers in decimal.
    func numbers() throws -> [Int] {
        var numbers: [Int] = []
        try forEachRecord { record in
            let text = record.value?.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
            numbers.append(text.flatMap { Int($0) } ?? -1)
            return true
        }
        return numbers
    }
}

/// Does something, but not for longer than `limit`; nil where it took longer.
func withDeadline<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value? {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask {
            do { return try await body() } catch is CancellationError { return nil }
        }
        group.addTask {
            try? await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        return try await group.next() ?? nil
    }
}

/// A list that tasks add to.
final class Collected<Element: Sendable>: Sendable {
    private let list = Mutex<[Element]>([])

    func add(_ more: some Sequence<Element> & Sendable) { list.withLock { $0 += more } }
    var all: [Element] { list.withLock { $0 } }
    var count: Int { list.withLock { $0.count } }
}

/// Waits until a condition holds, for at most `limit`; answers whether it does.
func eventually(_ limit: Duration = .seconds(20), _ condition: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return try await condition()
}
