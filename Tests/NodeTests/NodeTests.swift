import Binary
import Broker
import CommitLog
import Glibc
import Metadata
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
