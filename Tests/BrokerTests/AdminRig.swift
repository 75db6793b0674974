import Binary
import CommitLog
import KafkaProtocol
import Metadata
import SimulatedWorld
import Synchronization
import Testing
import World

@testable import Broker

/// A node of one loop with its control plane, over a simulated disk, and a client of it: everything at once and on one
/// thread.
final class AdminRig {
    let loop = FakeLoop()
    let control: ControlPlane
    let connection = FakeConnection()
    let context: BrokerContext
    let client: ClientConnection
    private let directory: LogDirectory
    private let publisher: TopicPublisher
    private let owner: ContextOwner
    private var correlationId: Int32 = 0

    init(_ values: [String: String] = [:], options: BrokerOptions = BrokerOptions()) throws {
        let disk = SimulatedDisk(seed: 1)
        let jobs = ImmediateJobs()
        let events = EventList()
        let clock = BrokerRig.StoppedClock()
        let random = SeededRandom(seed: 1)
        directory = try LogDirectory(
            "/data", use: .cluster,
            world: LogWorld(disk: disk, jobs: jobs, clock: clock, random: random, events: events))
        control = try ControlPlane.open(
            ControlOptions(
                directory: "/data", properties: directory.properties,
                settings: NodeSettings(nodeId: directory.properties.nodeId, values: values)),
            ControlWorld(disk: disk, jobs: jobs, loop: loop, clock: clock, random: random, events: events))
        let broker = Broker(
            options: options, events: events, jobs: jobs, random: random, control: control)
        context = BrokerContext(broker: broker, loop: loop, index: 0)
        client = context.accept(connection)
        owner = ContextOwner(context, loop)
        publisher = TopicPublisher(nodeId: 1, directory: directory, contexts: [context]) { _, _ in TopicSettings() }
        let ready = Mutex(false)
        control.start(
            BrokerRegistration(
                id: 1, incarnationId: Uuid(high: 1, low: 1), directoryId: directory.properties.directoryId,
                listeners: [.init(name: "PLAINTEXT", host: "node", port: 9092)], rack: "r", startedClean: true),
            publisher: publisher
        ) { result in ready.withLock { $0 = (try? result.get()) != nil } }
        loop.run()
        try #require(ready.withLock { $0 })
    }

    deinit {
        control.stop {}
        loop.run()
        publisher.end()
    }

    /// Sends a request and answers its reply.
    func ask<Request: KafkaRequest>(_ body: Request, _ version: Int16) throws -> Request.Response {
        correlationId += 1
        client.receive(
            request(
                Request.apiKey.rawValue, version, correlationId, flexible: Request.isFlexible(version)
            ) { body.encode(to: &$0, version: version) })
        loop.run()
        let bytes = try #require(connection.takeReplies().first, "\(Request.self) \(version) has a reply")
        var reader = BinaryReader(bytes.span.bytes)
        _ = reader.int32()
        // ApiVersions has the oldest header in all versions.
        if Request.Response.isFlexible(version), Request.apiKey != .apiVersions { _ = reader.uint8() }
        let response = Request.Response(from: &reader, version: version)
        let isWhole = reader.isAtEnd
        #expect(isWhole, "\(Request.self) \(version)")
        return response
    }

    /// Creates a topic; the name of the error.
    @discardableResult
    func create(_ name: String, _ partitions: Int32 = 1, configs: [String: String] = [:]) throws -> String {
        var topic = CreateTopicsRequest.CreatableTopic()
        topic.name = name
        topic.numPartitions = partitions
        topic.replicationFactor = 1
        topic.configs = configs.map { name, value in
            var config = CreateTopicsRequest.CreatableTopicConfig()
            config.name = name
            config.value = value
            return config
        }
        var request = CreateTopicsRequest()
        request.topics = [topic]
        return ErrorCode(rawValue: try ask(request, 7).topics[0].errorCode).name
    }
}
