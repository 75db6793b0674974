import Binary
import Broker
import CommitLog
import Coordination
import Glibc
import KafkaProtocol
import Metadata
import Posix
import Reactor
import Records
import Synchronization
import Testing
import World

@testable import Node

/// A directory under /tmp that goes with the test.
final class TemporaryDirectory {
    let path: String

    init() {
        var template = Array("/tmp/varve-node-XXXXXX".utf8CString)
        mkdtemp(&template)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { TemporaryDirectory.remove(path) }

    private static func remove(_ path: String) {
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != "." && name != ".." { remove("\(path)/\(name)") }
            }
            closedir(directory)
        }
        _ = Glibc.remove(path)
    }
}

@Suite struct NodeTests {
    private let directory = TemporaryDirectory()

    private func options(
        _ name: String = "data", port: UInt16 = 0, _ settings: [String: String] = [:]
    ) -> NodeOptions {
        var options = NodeOptions(directory: "\(directory.path)/\(name)")
        options.listen.port = port
        options.settings = settings
        return options
    }

    private struct Silent: EventSink { func emit(_ event: Event) {} }

    /// Collects what a node says.
    private final class Said: EventSink {
        private let names = Mutex<[String]>([])
        func emit(_ event: Event) { names.withLock { $0.append(event.name) } }
        func count(_ name: String) -> Int { names.withLock { $0.count { $0 == name } } }
    }

    private func write(_ topic: String, _ partition: Int32 = 0, _ values: String..., in log: CommitLog) throws {
        for value in values { try log.partition(topic, partition).append(value) }
    }

    private func records(_ topic: String, _ partition: Int32 = 0, in path: String) throws -> [String] {
        let log = try CommitLog.open(path)
        defer { try? log.close() }
        var reader = try log.partition(topic, partition).read(from: 0)
        var found: [String] = []
        while var batch = try reader.next() {
            while let record = batch.next() {
                found.append(record.value?.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } ?? "")
            }
        }
        return found
    }

    private func start(_ options: NodeOptions) throws(NodeError) -> Node { try Node.start(options, events: Silent()) }

    private func expectFailure(
        _ options: NodeOptions, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do throws(NodeError) {
            try start(options).stop()
            Issue.record("started", sourceLocation: sourceLocation)
        } catch {
            let isOneLine = !error.description.contains("\n") && error.description.contains(text)
            #expect(isOneLine, "\(error)", sourceLocation: sourceLocation)
        }
    }

    @Test func startsStopsAndStartsAgain() throws {
        let first = try start(options("data", ["node.id": "7"]))
        #expect(first.address.host == "127.0.0.1" && first.address.port != 0)
        // A second one on the same directory or port says so, and harms nothing.
        expectFailure(options(), "another process has this directory open")
        expectFailure(options("other", port: first.address.port), "Address already in use")
        #expect(access("\(directory.path)/other", F_OK) != 0)
        try first.stop()
        #expect(access("\(directory.path)/data/.kafka_cleanshutdown", F_OK) == 0)
        // The directory knows its node.
        expectFailure(options("data", ["node.id": "8"]), "belongs to node 7")
        let second = try start(options(port: first.address.port))
        #expect(second.address == first.address)
        try second.stop()
    }

    /// What a program wrote is served, with the same records; a folder that comes later is named and left alone until
    /// somebody takes it in.
    @Test func takesOverADirectory() throws {
        let path = "\(directory.path)/data"
        let own = try CommitLog.open(path)
        try write("orders", 0, "a", "b", in: own)
        try write("orders", 2, "c", in: own)
        try write("bills", 0, "d", in: own)
        try own.cursor("mine").commit(1, in: own.partition("orders", 0))
        try own.close()
        let said = Said()
        try Node.start(options(), events: said).stop()
        #expect(said.count("directory.adopted") == 3 && said.count("directory.unknown") == 0)
        #expect(try Node.strangers(in: path).isEmpty)
        #expect(try records("orders", in: path) == ["a", "b"] && records("orders", 2, in: path) == ["c"])
        #expect(try records("orders", 1, in: path) == [] && records("bills", in: path) == ["d"])
        try Node.start(options(), events: said).stop()
        #expect(said.count("directory.adopted") == 3)

        let other = try CommitLog.open("\(directory.path)/other")
        try write("late", 0, "e", in: other)
        try write("orders", 0, "of another id", in: other)
        try other.close()
        #expect(rename("\(directory.path)/other/late-0", "\(path)/late-0") == 0)
        #expect(rename("\(directory.path)/other/orders-0", "\(path)/orders-7") == 0)
        #expect(try Node.strangers(in: path).map(\.name) == ["late-0", "orders-7"])
        let node = try Node.start(options(), events: said)
        try node.stop()
        #expect(said.count("directory.unknown") == 1 && said.count("directory.adopted") == 3)
        #expect(try Node.adopt(["late", "orders", "none"], in: path, events: said).map(\.name) == ["late"])
        #expect(try Node.strangers(in: path).map(\.name) == ["orders-7"])
        #expect(try records("late", in: path) == ["e"])
    }

    @Test func refusesWhatItCannotDo() {
        expectFailure(options("data", ["no.such.setting": "1"]), "unknown setting no.such.setting")
        expectFailure(options("data", ["num.partitions": "many"]), "num.partitions=many")
        expectFailure(options("missing/data"), "No such file or directory")
        var elsewhere = options()
        elsewhere.listen.host = "192.0.2.1"
        expectFailure(elsewhere, "Cannot assign requested address")
    }

    @Test func settingsOfGroups() throws {
        func groups(_ values: [String: String]) throws -> GroupOptions {
            let properties = MetaProperties(clusterId: "c", nodeId: 1, directoryId: .zero)
            return try StaticSettings(values).broker(properties).groups
        }
        let usual = try groups([:])
        #expect(usual.offsetsRetentionMs == 2_147_483_647 * 60_000, "for as long as the topics exist")
        #expect(usual.consumer.isEnabled && usual.consumer.assignors == ["uniform", "range"])
        let set = try groups([
            "offsets.retention.minutes": "10", "group.consumer.assignors": "range", "group.consumer.max.size": "7",
            "group.consumer.migration.policy": "Upgrade", "group.coordinator.rebalance.protocols": "classic",
            "group.consumer.session.timeout.ms": "50000", "group.consumer.heartbeat.interval.ms": "6000",
            "group.consumer.assignment.interval.ms": "0", "group.consumer.regex.refresh.interval.ms": "20000",
        ])
        #expect(set.offsetsRetentionMs == 600_000 && set.consumer.assignors == ["range"] && set.consumer.maxSize == 7)
        #expect(set.consumer.migrationPolicy == .upgrade && !set.consumer.isEnabled)
        #expect(set.consumer.sessionTimeoutMs == 50_000 && set.consumer.heartbeatIntervalMs == 6_000)
        #expect(set.consumer.assignmentIntervalMs == 0 && set.consumer.expressionRefreshMs == 20_000)
        #expect(throws: NodeError.self) { try groups(["group.consumer.assignors": "sticky"]) }
    }

    @Test func settingsSayWhoDecides() throws {
        func authorizer(_ values: [String: String]) throws -> Authorizer {
            let properties = MetaProperties(clusterId: "c", nodeId: 1, directoryId: .zero)
            return try StaticSettings(values).broker(properties).authorizer
        }
        let off = try authorizer(["super.users": "User:a"])
        #expect(!off.isOn && !off.allowsUnmentioned)
        let standard = "org.apache.kafka.metadata.authorizer.StandardAuthorizer"
        let on = try authorizer([
            "authorizer.class.name": standard, "super.users": "User:a; User:b;",
            "allow.everyone.if.no.acl.found": "true",
        ])
        #expect(on.isOn && on.allowsUnmentioned && on.superUsers == ["User:a", "User:b"])
        #expect(try !authorizer(["authorizer.class.name": ""]).isOn)
        // Another class cannot be loaded, and to ignore it would grant everything.
        #expect(throws: NodeError.self) { try authorizer(["authorizer.class.name": "com.example.Mine"]) }
    }

    @Test func clientsAreToldWhereToConnect() throws {
        func listeners(_ host: String, _ values: [String: String] = [:], port: UInt16 = 9092) throws -> Listeners {
            try Listeners(StaticSettings(values), listen: SocketAddress(host: host, port: port), hostName: "me")
        }
        func told(_ host: String, _ values: [String: String] = [:]) throws -> String {
            let found = try listeners(host, values)
            return "\(found.answersAddressReached ? "reached" : "-") \(Listeners.text(found.reached))"
        }
        let name = "advertised.listeners"
        #expect(try told("10.0.0.1") == "- PLAINTEXT://10.0.0.1:9092")
        #expect(try told("0.0.0.0") == "reached PLAINTEXT://me:9092" && told("::") == "reached PLAINTEXT://me:9092")
        #expect(try told("0.0.0.0", [name: "PLAINTEXT://broker.example:9094"]) == "- PLAINTEXT://broker.example:9094")
        #expect(try told("::", [name: "plaintext://[2001:db8::1]:9094"]) == "- PLAINTEXT://[2001:db8::1]:9094")
        #expect(try told("10.0.0.1", ["listeners": "PLAINTEXT://10.0.0.2:9095"]) == "- PLAINTEXT://10.0.0.2:9095")
        #expect(try told("10.0.0.1", ["listeners": "PLAINTEXT://:9095"]) == "reached PLAINTEXT://me:9095")
        for wrong in ["broker:9092", "SSL://a:1", "PLAINTEXT://a", "PLAINTEXT://a:x", "PLAINTEXT://0.0.0.0:9092", ""] {
            #expect(throws: NodeError.self, "\(wrong)") { try told("10.0.0.1", [name: wrong]) }
        }
        for (port, quorum) in [(9092, 10092), (64_535, 65_535), (64_536, 63_536)] as [(UInt16, UInt16)] {
            #expect(try listeners("h", port: port).quorum.port == quorum)
        }
        // Everywhere: other brokers are told a name, clients the address that they came to.
        var everywhere = options("everywhere")
        everywhere.listen.host = "0.0.0.0"
        let node = try start(everywhere)
        let registration = try #require(node.parts.control?.image.broker(1))
        #expect(!["0.0.0.0", "", "::"].contains(registration.endPoints.first?.host))
        var client = try TestClient(port: node.address.port)
        let told = try client.ask(MetadataRequest(), 12).brokers
        #expect(told.map(\.host) == ["127.0.0.1"] && told.map(\.port) == [Int32(node.address.port)])
        let described = try client.describeBroker(["listeners", "node.id"])
        #expect(described == ["listeners=PLAINTEXT://0.0.0.0:\(node.address.port) 4", "node.id=1 4"])
        client.close()
        try node.stop()
    }

    /// A stopped node is gone, with all that it made, though clients had sessions and groups.
    @Test func leavesNothingBehind() throws {
        final class Remains {
            weak var directory: LogDirectory?
            weak var reactor: Reactor?
            weak var control: ControlPlane?
            weak var context: BrokerContext?
            weak var jobs: ThreadJobs?
            var all: [Bool] {
                [directory != nil, reactor != nil, control != nil, context != nil, jobs != nil]
            }
        }
        let remains = Remains()
        try {
            let node = try start(options("gone"))
            remains.directory = node.directory
            remains.reactor = node.parts.reactor
            remains.control = node.parts.control
            remains.context = node.parts.contexts.first
            remains.jobs = node.parts.jobs
            #expect(remains.all == [true, true, true, true, true])
            var client = try TestClient(port: node.address.port)
            try client.useEverything()
            try node.stop()
            client.close()
        }()
        #expect(remains.all == [false, false, false, false, false])
    }

    /// In a process of its own, where no other test has threads.
    @Test func failedStartsLeaveNoThreads() async {
        await #expect(processExitsWith: .success) {
            let directory = TemporaryDirectory()
            func options(_ name: String, _ settings: [String: String] = [:]) -> NodeOptions {
                var options = NodeOptions(directory: "\(directory.path)/\(name)")
                options.listen.port = 0
                options.settings = settings
                return options
            }
            try Node.start(options("data"), events: NoEvents()).stop()
            let before = threadCount()
            // Before anything runs, with the directory open, and when everything runs already.
            let strange = "\(directory.path)/data/meta.properties"
            for failing in [options("missing/data"), options("data", ["node.id": "9"])] {
                if (try? Node.start(failing, events: NoEvents())) != nil { exit(2) }
            }
            replace("directory.id=", "directory.id=AAAAAAAAAAAAAAAAAAAAAQ", inFile: strange)
            for _ in 0..<2 {
                do throws(NodeError) {
                    _ = try Node.start(options("data"), events: NoEvents())
                    exit(3)
                } catch {
                    if error.description.contains("another process") { exit(4) }
                }
            }
            exit(threadCount() == before ? 0 : 5)
        }
    }
}

struct NoEvents: EventSink { func emit(_ event: Event) {} }

/// How many threads this process has.
func threadCount() -> Int {
    guard let tasks = opendir("/proc/self/task") else { return -1 }
    defer { closedir(tasks) }
    var count = 0
    while readdir(tasks) != nil { count += 1 }
    return count
}

/// Puts `line` in the place of the line of a file that begins with `prefix`.
func replace(_ prefix: String, _ line: String, inFile path: String) {
    guard let file = fopen(path, "r") else { return }
    var bytes = [UInt8](repeating: 0, count: 4096)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
    fclose(file)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
        $0.hasPrefix(prefix) ? line : String($0)
    }
    guard let file = fopen(path, "w") else { return }
    fputs(lines.joined(separator: "\n") + "\n", file)
    fclose(file)
}
