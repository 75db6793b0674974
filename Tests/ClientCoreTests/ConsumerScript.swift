import Binary
import KafkaProtocol
import Records
import World

@testable import ClientCore

/// A consumer of partition 0 of "t" and a broker that is a script.
struct ConsumerScript: ~Copyable {
    var consumer: Consumer
    var outbox = Outbox(owner: 1)
    var now = Instant(nanoseconds: 0)
    /// Requests without a reply, but for those for metadata.
    var waiting: [OutgoingRequest] = []

    init(_ options: ConsumerOptions, at start: StartPosition, until stop: StopPosition = .never) {
        consumer = Consumer(options: options)
        consumer.assign(TopicPartition("t", 0), at: start, until: stop)
        settle()
    }

    mutating func settle() {
        for _ in 0..<4 {
            consumer.step(now: now, into: &outbox)
            for request in outbox.take() {
                if request.message is MetadataRequest {
                    reply(request, ProducerScript.metadata(1))
                } else {
                    waiting.append(request)
                }
            }
        }
    }

    mutating func reply(_ request: OutgoingRequest, _ response: any KafkaResponse) {
        consumer.received(Reply(token: request.token, version: 12, outcome: .success(response)), now: now)
    }

    /// What is asked at the moment: "list -2", "fetch 17".
    func asked() -> [String] {
        waiting.map { request in
            if let list = request.message as? ListOffsetsRequest {
                return "list \(list.topics.first?.partitions.first?.timestamp ?? 0)"
            }
            if let check = request.message as? OffsetForLeaderEpochRequest {
                let part = check.topics.first?.partitions.first
                return "check \(part?.leaderEpoch ?? -1) under \(part?.currentLeaderEpoch ?? -1)"
            }
            let fetch = request.message as? FetchRequest
            return "fetch \(fetch?.topics.first?.partitions.first?.fetchOffset ?? -1)"
        }.sorted()
    }

    /// Answers all queries for offsets, by their timestamp.
    mutating func list(_ answers: [Int64: Int64], error: ErrorCode = .none) {
        let requests = waiting.filter { $0.message is ListOffsetsRequest }
        waiting.removeAll { $0.message is ListOffsetsRequest }
        for request in requests {
            guard let list = request.message as? ListOffsetsRequest else { continue }
            var part = ListOffsetsResponse.ListOffsetsPartitionResponse()
            part.errorCode = error.rawValue
            part.offset = answers[list.topics.first?.partitions.first?.timestamp ?? 0] ?? -1
            var topic = ListOffsetsResponse.ListOffsetsTopicResponse()
            topic.name = "t"
            topic.partitions = [part]
            var response = ListOffsetsResponse()
            response.topics = [topic]
            reply(request, response)
        }
        settle()
    }

    /// Answers the fetch on its way.
    mutating func fetch(
        _ records: [UInt8] = [], error: ErrorCode = .none, aborted: [(Int64, Int64)] = [],
        leader: (id: Int32, epoch: Int32)? = nil
    ) {
        guard let index = waiting.firstIndex(where: { $0.message is FetchRequest }) else { return }
        let request = waiting.remove(at: index)
        var part = FetchResponse.PartitionData()
        part.errorCode = error.rawValue
        part.highWatermark = 99
        part.records = records
        part.abortedTransactions = aborted.map { producer, first in
            var entry = FetchResponse.AbortedTransaction()
            (entry.producerId, entry.firstOffset) = (producer, first)
            return entry
        }
        var topic = FetchResponse.FetchableTopicResponse()
        topic.topic = "t"
        var response = FetchResponse()
        if let leader {
            (part.currentLeader.leaderId, part.currentLeader.leaderEpoch) = leader
            var node = FetchResponse.NodeEndpoint()
            (node.nodeId, node.host, node.port) = (leader.id, "other", 9_093)
            response.nodeEndpoints = [node]
        }
        topic.partitions = [part]
        response.responses = [topic]
        reply(request, response)
        settle()
    }

    /// Answers where the epoch asked for ends.
    mutating func check(epoch: Int32, end: Int64, error: ErrorCode = .none) {
        guard let index = waiting.firstIndex(where: { $0.message is OffsetForLeaderEpochRequest }) else { return }
        let request = waiting.remove(at: index)
        var part = OffsetForLeaderEpochResponse.EpochEndOffset()
        (part.errorCode, part.leaderEpoch, part.endOffset) = (error.rawValue, epoch, end)
        var topic = OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult()
        topic.topic = "t"
        topic.partitions = [part]
        var response = OffsetForLeaderEpochResponse()
        response.topics = [topic]
        reply(request, response)
        settle()
    }

    /// The values handed out until more has to be fetched.
    mutating func read() throws -> [String] {
        var scratch = BinaryWriter()
        var values: [String] = []
        while let batch = consumer.nextBatch() {
            try batch.forEachRecord(&scratch) { record in
                guard let value = record.value else { return true }
                values.append(value.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
                return true
            }
        }
        return values
    }

    mutating func pass(milliseconds: Int64) {
        now = now.advanced(milliseconds: milliseconds)
        settle()
    }

    func position() -> Int64? { consumer.positions[TopicPartition("t", 0)] }
    func isDone() -> Bool { consumer.isDone }
    mutating func failures() -> [String] { consumer.takeFailures().map(\.kafka.name) }
}

/// A batch with values "offset", "offset+1"…
func batch(
    at offset: Int64, count: Int, producer: Int64 = -1, marker: Bool? = nil, codec: Compression = .none,
    epoch: Int32 = -1
) throws -> [UInt8] {
    var builder = RecordBatchBuilder(compression: codec)
    builder.baseOffset = offset
    builder.partitionLeaderEpoch = epoch
    builder.producerId = producer
    builder.producerEpoch = producer < 0 ? -1 : 0
    builder.baseSequence = producer < 0 || marker != nil ? -1 : 0
    builder.isTransactional = producer >= 0
    if let marker {
        try builder.append(TransactionMarker(isCommit: marker, coordinatorEpoch: 0), timestamp: 0)
    } else {
        for number in 0..<Int64(count) {
            try builder.append(timestamp: 0, key: nil, value: "\(offset + number)".utf8Span.span.bytes)
        }
    }
    try builder.seal()
    return builder.withUnsafeMutableBytes { [UInt8](UnsafeRawBufferPointer($0)) }
}
