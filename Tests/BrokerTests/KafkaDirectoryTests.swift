import Binary
import CommitLog
import Glibc
import Metadata
import Posix
import Records
import SimulatedWorld
import Synchronization
import Testing
import World

@testable import Broker

/// Kafka starts on a copy of our directory, and we on a copy of Kafka's.
@Suite(.serialized) struct KafkaDirectoryTests {
    static let kafka = getenv("VARVE_KAFKA").map { String(cString: $0) }
    static let missing: Comment = "VARVE_KAFKA names no Kafka to compare with"
    /// Of this process alone, so that two runs do not meet.
    static let scratch = "/tmp/varve-kafka-\(getpid())"
    static let port = 21000 + Int(getpid() % 2000) * 5

    /// Runs a command by the shell, at most `seconds`; answers what it printed.
    static func run(_ command: String, seconds: Int = 60) -> String {
        guard let pipe = popen("timeout \(seconds) sh -c '\(command)' 2>&1", "r") else { return "" }
        defer { pclose(pipe) }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, pipe)
            if count == 0 { return String(decoding: output, as: UTF8.self) }
            output += buffer[..<count]
        }
    }

    /// Our node on a real directory: engine and control plane, without network.
    private final class Node: ImagePublisher {
        let directory: LogDirectory
        let control: ControlPlane
        let scheduler = Scheduler(seed: 1)
        let brokerEpoch: Int64

        init(_ path: String) throws {
            directory = try LogDirectory(path, use: .cluster, world: .machine())
            let world = ControlWorld(
                disk: PosixDisk(), jobs: ImmediateJobs(), loop: SimulatedLoop(scheduler), clock: SystemClock(),
                random: SystemRandom(), events: SilentSink())
            control = try ControlPlane.open(
                ControlOptions(directory: path, properties: directory.properties, settings: NodeSettings()), world)
            let publisher = Immediate()
            let answer = Mutex<Result<Int64, ControlError>?>(nil)
            control.start(
                BrokerRegistration(
                    id: directory.properties.nodeId, incarnationId: Uuid.random { SystemRandom().next() },
                    directoryId: directory.properties.directoryId,
                    listeners: [.init(name: "PLAINTEXT", host: "127.0.0.1", port: 9092)], rack: nil,
                    startedClean: directory.start == .clean),
                publisher: publisher
            ) { result in answer.withLock { $0 = result } }
            while scheduler.step() {}
            brokerEpoch = try #require(answer.withLock { $0 }).get()
        }

        func publish(_ image: ClusterImage, _ delta: ImageDelta, done: @escaping @Sendable () -> Void) { done() }

        final class Immediate: ImagePublisher {
            func publish(_ image: ClusterImage, _ delta: ImageDelta, done: @escaping @Sendable () -> Void) { done() }
        }

        func submit(_ records: [MetadataRecord]) throws {
            let answer = Mutex<Result<Int, ControlError>?>(nil)
            control.submit({ _, _ in Plan(records: records, reply: 0) }) { result in answer.withLock { $0 = result } }
            while scheduler.step() {}
            _ = try #require(answer.withLock { $0 }).get()
        }

        func close() throws {
            control.stop {}
            while scheduler.step() {}
            try directory.close(brokerEpoch: brokerEpoch)
        }
    }

    /// Starts Kafka on `\(scratch)/NAME/data`, runs its tools against it, ends it.
    /// Kafka is told apart by the path of its settings, which has this process' number.
    private func withKafka(_ name: String, _ body: (_ tool: (String) -> String) -> Void) {
        let kafka = Self.kafka ?? ""
        let log = "\(Self.scratch)/\(name).log"
        // Its own script, so that no shell's quoting is in the way; bounded in time whatever happens to the test.
        _ = Self.run("KAFKA_HEAP=256m timeout 240 \(kafka) serve \(Self.scratch)/\(name) \(Self.port) >\(log) 2>&1 &")
        let process = "kafka.Kafka \(Self.scratch)/\(name)/server.properties"
        defer {
            _ = Self.run("pkill -f \"^java.*\(process)\"; while pgrep -f \"^java.*\(process)\"; do sleep 0.1; done")
        }
        let up = Self.run(
            "until bash -c \"exec 3<>/dev/tcp/127.0.0.1/\(Self.port)\" 2>/dev/null; do sleep 0.2; done; echo up")
        guard up.contains("up") else {
            Issue.record("Kafka does not start: \(Self.run("tail -5 \(log)"))")
            return
        }
        body { Self.run("KAFKA_HEAP=128m \(kafka) \($0) --bootstrap-server 127.0.0.1:\(Self.port)") }
    }

    @Test(.enabled(if: kafka != nil, missing))
    func kafkaStartsOnOurs() throws {
        _ = Self.run("rm -rf \(Self.scratch); mkdir -p \(Self.scratch)/ours")
        defer { _ = Self.run("rm -rf \(Self.scratch)") }
        try makeOurs("\(Self.scratch)/ours/data")
        withKafka("ours") { tool in
            #expect(tool("topics --list").split(separator: "\n") == ["flights"])
            let described = tool("topics --describe --topic flights")
            #expect(described.contains("PartitionCount: 3"), "\(described)")
            #expect(described.contains("retention.ms=123456"), "\(described)")
            #expect(described.contains("Partition: 2\tLeader: 1\tReplicas: 1\tIsr: 1"), "\(described)")
            #expect(tool("topics --create --topic theirs --partitions 2").contains("Created topic theirs."))
        }
        // What Kafka wrote is ours again.
        let again = try Node("\(Self.scratch)/ours/data")
        #expect(again.control.image.topicsByName.map(\.name) == ["flights", "theirs"])
        #expect(again.control.image.topicsByName.allSatisfy { $0.partitions.allSatisfy { $0.leader == 1 } })
        try again.close()
    }

    /// In a function of its own: the lock goes with the directory.
    private func makeOurs(_ path: String) throws {
        let node = try Node(path)
        try node.submit(topicOf("flights", 3, on: node) + [setting("flights", "retention.ms", "123456")])
        try node.submit(topicOf("gone", 1, on: node))
        let gone = try #require(node.control.image.topic(named: "gone"))
        var removal = RemoveTopicRecord()
        removal.topicId = gone.id
        try node.submit([.removeTopic(removal)])
        try node.close()
    }

    private func topicOf(_ name: String, _ partitions: Int32, on node: Node) -> [MetadataRecord] {
        var topic = TopicRecord()
        topic.name = name
        topic.topicId = Uuid.random { SystemRandom().next() }
        return [.topic(topic)]
            + (0..<partitions).map { number in
                var partition = PartitionRecord()
                partition.partitionId = number
                partition.topicId = topic.topicId
                partition.replicas = [1]
                partition.isr = [1]
                partition.leader = 1
                partition.leaderEpoch = 0
                partition.partitionEpoch = 0
                partition.directories = [node.directory.properties.directoryId]
                return .partition(partition)
            }
    }

    private func setting(_ topic: String, _ name: String, _ value: String) -> MetadataRecord {
        var record = ConfigRecord()
        record.resourceType = 2
        record.resourceName = topic
        record.name = name
        record.value = value
        return .config(record)
    }
}
