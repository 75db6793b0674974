import Binary
import ClientCore
import KafkaProtocol
import Records
import World

/// A producer and a broker that is a script: answers are given by the test.
struct ProducerScript: ~Copyable {
    var producer: Producer
    var outbox = Outbox(owner: 1)
    var now = Instant(nanoseconds: 0)
    var nextId: Int64 = 100
    let partitions: Int

    init(_ options: ProducerOptions, partitions: Int = 2) {
        producer = Producer(options: options)
        self.partitions = partitions
        _ = producer.topic("t")
        settle()
    }

    /// Answers what is not Produce, until there is only that.
    mutating func settle() {
        for _ in 0..<4 {
            producer.step(now: now, into: &outbox)
            for request in outbox.take() {
                if request.message is MetadataRequest {
                    reply(request, ProducerScript.metadata(partitions))
                } else if request.message is InitProducerIdRequest {
                    var response = InitProducerIdResponse()
                    response.producerId = nextId
                    response.producerEpoch = 0
                    nextId += 1
                    reply(request, response)
                } else {
                    waiting.append(request)
                }
            }
        }
    }

    /// Produce requests without a reply.
    var waiting: [OutgoingRequest] = []

    mutating func reply(_ request: OutgoingRequest, _ response: any KafkaResponse) {
        producer.received(Reply(token: request.token, version: 12, outcome: .success(response)), now: now)
    }

    /// Answers the oldest Produce request with one code for all its partitions.
    mutating func answer(_ code: ErrorCode, offset: Int64 = 0) {
        let request = waiting.removeFirst()
        guard let produce = request.message as? ProduceRequest else { return }
        reply(request, ProducerScript.response(produce) { _, _ in (code, offset) })
        settle()
    }

    /// The oldest Produce request gets no reply.
    mutating func lose() {
        let request = waiting.removeFirst()
        let error = ClientError(.unreachable, "broker", "gone", isRetriable: true)
        producer.received(Reply(token: request.token, version: 0, outcome: .failure(error)), now: now)
        settle()
    }

    mutating func append(_ value: Int, partition: Int32 = 0) throws -> Producer.Admission {
        let text = "\(value)"
        return try producer.append(
            to: 0, partition: partition, timestamp: 0, key: nil, value: text.utf8Span.span.bytes, now: now)
    }

    mutating func pass(milliseconds: Int64) {
        now = now.advanced(milliseconds: milliseconds)
        settle()
    }

    /// Producer id and first sequence of the batches in the waiting requests.
    func sequences() -> [[Int64]] {
        waiting.flatMap { request -> [[Int64]] in
            guard let produce = request.message as? ProduceRequest else { return [] }
            return produce.topicData.flatMap(\.partitionData).map { part in
                let records = part.records ?? []
                guard let header = RecordBatchHeader(records.span.bytes) else { return [] }
                return [header.producerId, Int64(header.baseSequence), Int64(header.recordCount)]
            }
        }
    }

    /// Whether everything has its result, and how much is held: `#expect` takes no value that cannot be copied.
    var state: [String] { [producer.isIdle ? "idle" : "busy", "\(producer.bufferedBytes) bytes"] }

    static func metadata(_ partitions: Int) -> MetadataResponse {
        var response = MetadataResponse()
        var broker = MetadataResponse.MetadataResponseBroker()
        (broker.nodeId, broker.host, broker.port) = (1, "broker", 9092)
        response.brokers = [broker]
        var topic = MetadataResponse.MetadataResponseTopic()
        topic.name = "t"
        topic.partitions = (0..<partitions).map { number in
            var part = MetadataResponse.MetadataResponsePartition()
            (part.partitionIndex, part.leaderId, part.leaderEpoch) = (Int32(number), 1, 0)
            return part
        }
        response.topics = [topic]
        return response
    }

    static func response(
        _ request: ProduceRequest, _ answer: (Int32, [UInt8]) -> (ErrorCode, Int64)
    ) -> ProduceResponse {
        var response = ProduceResponse()
        response.responses = request.topicData.map { topic in
            var entry = ProduceResponse.TopicProduceResponse()
            entry.name = topic.name
            entry.partitionResponses = topic.partitionData.map { data in
                let (code, offset) = answer(data.index, data.records ?? [])
                var part = ProduceResponse.PartitionProduceResponse()
                part.index = data.index
                part.errorCode = code.rawValue
                part.baseOffset = code == .none ? offset : -1
                return part
            }
            return entry
        }
        return response
    }
}
