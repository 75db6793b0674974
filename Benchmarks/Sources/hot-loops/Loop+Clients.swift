import Binary
import ClientCore
import KafkaProtocol
import Records
import World

extension Loop {
    /// The client's machines, with brokers that answer at once: what a record costs between the program and the socket.
    static var clients: [Loop] {
        [
            Loop(name: "produce-record-100-bytes", count: 2_000_000) { count in
                var script = ProducerLoop()
                let value = [UInt8](repeating: 0x61, count: 100)
                for _ in 0..<count { script.append(value.span.bytes) }
                script.finish(count)
            },
            Loop(name: "consume-record-100-bytes", count: 4_000_000) { count in
                var script = ConsumerLoop()
                while script.seen < count { script.round() }
            },
        ]
    }
}

/// A producer on six partitions, and a broker that acknowledges every request.
private struct ProducerLoop: ~Copyable {
    private var producer: Producer
    private var outbox = Outbox(owner: 1)
    private var now = Instant(nanoseconds: 0)
    private let topic: Int
    private var acknowledged = 0

    init() {
        var options = ProducerOptions()
        options.linger = 5
        producer = Producer(options: options)
        topic = producer.topic("t")
        for _ in 0..<3 { turn() }
    }

    mutating func append(_ value: RawSpan) {
        while true {
            let admission = try? producer.append(
                to: topic, timestamp: 1_357_034_400_000, key: nil, value: value, now: now)
            if case .accepted? = admission { break }
            turn()
        }
        if producer.hasFullBatch { turn() }
    }

    mutating func finish(_ count: Int) {
        producer.flush()
        for _ in 0..<64 where !producer.isIdle { turn() }
        turn()
        if acknowledged != count { HotLoops.fail("\(acknowledged) of \(count) records are acknowledged") }
    }

    private mutating func turn() {
        now = now.advanced(milliseconds: 1)
        producer.step(now: now, into: &outbox)
        for request in outbox.take() {
            let response: any KafkaResponse
            switch request.message {
            case let produce as ProduceRequest: response = ProducerLoop.answer(produce)
            case is InitProducerIdRequest:
                var identity = InitProducerIdResponse()
                identity.producerId = 7
                response = identity
            default: response = OneBroker.metadata
            }
            producer.received(Reply(token: request.token, version: 12, outcome: .success(response)), now: now)
        }
        for result in producer.takeResults() where result.error == nil { acknowledged += result.recordCount }
    }

    private static func answer(_ request: ProduceRequest) -> ProduceResponse {
        var response = ProduceResponse()
        response.responses = request.topicData.map { topic in
            var entry = ProduceResponse.TopicProduceResponse()
            entry.name = topic.name
            entry.partitionResponses = topic.partitionData.map { data in
                var part = ProduceResponse.PartitionProduceResponse()
                part.index = data.index
                part.baseOffset = 0
                return part
            }
            return entry
        }
        return response
    }
}

/// A consumer of one partition, and a broker that answers every fetch with ten batches of a hundred records.
private struct ConsumerLoop: ~Copyable {
    private(set) var seen = 0
    private var consumer = Consumer()
    private var outbox = Outbox(owner: 1)
    private var now = Instant(nanoseconds: 0)
    private var bytes: [UInt8] = []
    private var scratch = BinaryWriter()

    init() {
        let value = [UInt8](repeating: 0x61, count: 100)
        for batch in 0..<10 {
            var builder = RecordBatchBuilder()
            builder.baseOffset = Int64(batch * 100)
            do {
                for _ in 0..<100 { try builder.append(timestamp: 1_357_034_400_000, key: nil, value: value.span.bytes) }
                try builder.seal()
            } catch { HotLoops.fail("a batch is refused: \(error)") }
            bytes += builder.withUnsafeMutableBytes { [UInt8]($0) }
        }
        consumer.assign(TopicPartition("t", 0), at: .offset(0))
    }

    /// One fetch and what it brought.
    mutating func round() {
        now = now.advanced(milliseconds: 1)
        consumer.step(now: now, into: &outbox)
        for request in outbox.take() {
            var response: any KafkaResponse = OneBroker.metadata
            if let fetch = request.message as? FetchRequest { response = answer(fetch) }
            consumer.received(Reply(token: request.token, version: 12, outcome: .success(response)), now: now)
        }
        while let batch = consumer.nextBatch() {
            var records = 0
            do {
                try batch.forEachRecord(&scratch) { record in
                    records &+= record.hasValue ? 1 : 0
                    return true
                }
            } catch { HotLoops.fail("a batch is refused: \(error)") }
            seen += records
        }
    }

    /// The batches, moved to where the consumer is: base offsets are outside of the checksums.
    private func answer(_ request: FetchRequest) -> FetchResponse {
        var records = bytes
        let size = records.count / 10
        let offset = request.topics.first?.partitions.first?.fetchOffset ?? 0
        for batch in 0..<10 {
            let base = offset + Int64(batch * 100)
            for byte in 0..<8 { records[batch * size + byte] = UInt8(truncatingIfNeeded: base >> Int64(56 - byte * 8)) }
        }
        var part = FetchResponse.PartitionData()
        part.highWatermark = offset + 1000
        part.records = records
        var topic = FetchResponse.FetchableTopicResponse()
        topic.topic = "t"
        topic.partitions = [part]
        var response = FetchResponse()
        response.responses = [topic]
        return response
    }
}

/// What a broker that leads six partitions of topic "t" says of itself.
private enum OneBroker {
    static var metadata: MetadataResponse {
        var response = MetadataResponse()
        var broker = MetadataResponse.MetadataResponseBroker()
        (broker.nodeId, broker.host, broker.port) = (1, "broker", 9092)
        response.brokers = [broker]
        var topic = MetadataResponse.MetadataResponseTopic()
        topic.name = "t"
        topic.partitions = (0..<6).map { number in
            var part = MetadataResponse.MetadataResponsePartition()
            (part.partitionIndex, part.leaderId, part.leaderEpoch) = (Int32(number), 1, 0)
            return part
        }
        response.topics = [topic]
        return response
    }
}
