import Binary
import CommitLog
import KafkaProtocol
import Metadata
import Records
import SimulatedWorld
import Testing
import World

@testable import Broker

/// A broker of one loop over a simulated disk, its client, and its topics: everything at once and on one thread.
final class BrokerRig {
    let loop = FakeLoop()
    let disk = SimulatedDisk(seed: 1)
    let jobs: any Jobs
    let events = EventList()
    let connection = FakeConnection()
    let context: BrokerContext
    let client: ClientConnection
    let directory: LogDirectory
    private let router: FlushRouter
    private let owner: ContextOwner
    private var topics: [LocalTopic] = []
    private var correlationId: Int32 = 0

    struct StoppedClock: Clock {
        var monotonic: Instant { Instant(nanoseconds: 0) }
        var wall: Timestamp { Timestamp(milliseconds: 1_700_000_000_000) }
    }

    init(jobs: any Jobs = ImmediateJobs(), options: BrokerOptions = BrokerOptions()) throws {
        self.jobs = jobs
        let world = LogWorld(
            disk: disk, jobs: jobs, clock: StoppedClock(), random: SeededRandom(seed: 1), events: events)
        directory = try LogDirectory("/data", use: .cluster, world: world)
        router = FlushRouter(directory.flusher)
        context = BrokerContext(
            broker: Broker(
                options: options, events: events, jobs: jobs, random: SeededRandom(seed: 2)), loop: loop, index: 0)
        client = context.accept(connection)
        owner = ContextOwner(context, loop)
    }

    deinit {
        client.closed(nil)
        router.removeAll()
    }

    /// Makes a topic whose partitions this node leads in epoch 5.
    @discardableResult
    func makeTopic(
        _ name: String, partitions: Int32 = 1, flushes: Bool = false, _ change: (inout TopicSettings) -> Void = { _ in }
    )
        throws -> LocalTopic
    {
        var settings = TopicSettings()
        settings.log.flushesBeforeAcknowledging = flushes
        change(&settings)
        let id = Uuid(high: 7, low: UInt64(topics.count + 1))
        let made = try (0..<partitions).map { index in
            let log = try directory.openLog(
                PartitionFolder(topic: name, partition: index), topicId: id, options: settings.log)
            let partition = Partition(
                topic: name, topicId: id, index: index, number: topics.count * 16 + Int(index), log: log,
                flushes: router)
            router.add(partition)
            var wakes = Wakes()
            partition.lead(nodeId: 1, epoch: 5, replicas: [1], inSync: [1], settings: settings, &wakes)
            return partition
        }
        let topic = LocalTopic(
            name: name, id: id, isInternal: name.hasPrefix("__"), settings: settings, partitions: made)
        topics.append(topic)
        context.apply(.empty, TopicTable(topics))
        return topic
    }

    /// Sends a request; replies are taken with `reply`.
    func send<Request: KafkaRequest>(_ request: Request, _ version: Int16, clientId: String = "test") {
        correlationId += 1
        client.receive(encode(request, version, correlationId, clientId: clientId))
    }

    /// Decodes the replies of one API that have come, in order.
    func replies<Response: KafkaResponse>(_ type: Response.Type, _ version: Int16) -> [Response] {
        connection.takeReplies().map { bytes in
            var reader = BinaryReader(bytes.span.bytes)
            _ = reader.int32()
            if Response.isFlexible(version) { _ = reader.uint8() }
            let response = Response(from: &reader, version: version)
            let isWhole = reader.isAtEnd
            #expect(isWhole, "\(type) \(version)")
            return response
        }
    }

    /// The whole frame of a request.
    func encode<Request: KafkaRequest>(
        _ body: Request, _ version: Int16, _ correlationId: Int32, clientId: String = "test"
    ) -> [UInt8] {
        request(
            Request.apiKey.rawValue, version, correlationId, flexible: Request.isFlexible(version), client: clientId
        ) { body.encode(to: &$0, version: version) }
    }
}

/// A batch as a producer sends it.
func batch(
    _ values: [String], producer: Int64 = -1, epoch: Int16 = -1, sequence: Int32 = -1, transactional: Bool = false,
    timestamp: Int64 = 1_700_000_000_000, compression: Compression = .none
) -> [UInt8] {
    var builder = RecordBatchBuilder(compression: compression)
    builder.producerId = producer
    builder.producerEpoch = epoch
    builder.baseSequence = sequence
    builder.isTransactional = transactional
    for value in values { try! builder.append(timestamp: timestamp, key: nil, value: Array(value.utf8).span.bytes) }
    try! builder.seal()
    return builder.bytes.withUnsafeBytes { [UInt8]($0) }
}

/// A produce request for partitions of one topic.
func produceRequest(
    _ topic: LocalTopic, _ records: [(partition: Int32, bytes: [UInt8]?)], acks: Int16 = 1, timeout: Int32 = 1000
) -> ProduceRequest {
    var request = ProduceRequest()
    request.acks = acks
    request.timeoutMs = timeout
    var data = ProduceRequest.TopicProduceData()
    data.name = topic.name
    data.topicId = topic.id
    data.partitionData = records.map { record in
        var partition = ProduceRequest.PartitionProduceData()
        partition.index = record.partition
        partition.records = record.bytes
        return partition
    }
    request.topicData = [data]
    return request
}
