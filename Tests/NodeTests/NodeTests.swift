import Binary
import Broker
import CommitLog
import Glibc
import Metadata
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
}
