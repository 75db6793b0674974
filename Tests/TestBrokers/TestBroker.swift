public import ClientCore
import Glibc
import Node
import Synchronization
public import World

/// The brokers that the tests of the clients speak to.
public enum TestBroker: Sendable {
    /// Varve, in this process.
    case varve
    /// Apache Kafka, whose script `VARVE_KAFKA` names (`SCRIPT serve DIR PORT`).
    case kafka

    /// Whether Kafka is there; tests that need it say so when it is not.
    public static let hasKafka = getenv("VARVE_KAFKA") != nil

    /// A client of it; the broker is started with the first and stays until the process ends.
    public func client() throws -> PlainClient { PlainClient(bootstrap: [try address()]) }

    /// Where it is; it is started as by `client`.
    public func address() throws -> SocketAddress {
        switch self {
        case .varve: try TestBroker.node.get().address
        case .kafka: try TestBroker.process.get().address
        }
    }

    private static let node: Result<Node, NodeError> = {
        var options = NodeOptions(directory: Cleanup.directory("node"))
        options.listen.port = 0
        // A group that nobody joins but one member need not wait three seconds for others.
        options.settings = ["group.initial.rebalance.delay.ms": "0"]
        return Result { () throws(NodeError) in try Node.start(options, events: Silent()) }
    }()

    private static let process = Result { try KafkaProcess() }

    private struct Silent: EventSink { func emit(_ event: Event) {} }

    /// A topic that keeps records of 1970, too: a broker that runs long enough drops them otherwise while a test reads.
    public static func topic(_ name: String, partitions: Int32) -> NewTopic {
        NewTopic(name, partitions: partitions, configs: [(name: "retention.ms", value: "-1")])
    }

    /// A name nobody has used.
    public static func uniqueName(_ stem: String) -> String { "\(stem)-\(UInt32.random(in: 0 ... .max))" }

    /// Asks until the answer is the expected one, for at most ten seconds: a broker answers a change before it has
    /// reached all its parts. Answers the last answer.
    public static func settled<Value: Equatable>(_ expected: Value, _ ask: () throws -> Value) throws -> Value {
        let end = PlainClient.now.advanced(milliseconds: 10_000)
        while true {
            let value = try ask()
            guard value != expected, PlainClient.now < end else { return value }
            usleep(10_000)
        }
    }
}

/// A running Kafka.
struct KafkaProcess {
    let address: SocketAddress

    struct NotStarted: Error {}

    init() throws {
        guard let script = getenv("VARVE_KAFKA").map({ String(cString: $0) }) else { throw NotStarted() }
        address = SocketAddress(host: "127.0.0.1", port: 20_000 + UInt16.random(in: 0..<9_000))
        setenv("KAFKA_HEAP", "512m", 0)
        // `exec`: the process to end is Kafka itself, not a shell in between.
        let command = "exec '\(script)' serve '\(Cleanup.directory("kafka"))' \(address.port) >/dev/null 2>&1"
        var pid: pid_t = 0
        let parts: [String] = ["sh", "-c", command]
        var words: [UnsafeMutablePointer<CChar>?] = parts.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        guard posix_spawn(&pid, "/bin/sh", nil, nil, &words, environ) == 0 else { throw NotStarted() }
        Cleanup.end(pid)
        let end = PlainClient.now.advanced(milliseconds: 60_000)
        while PlainClient.now < end {
            if (try? Admin(PlainClient(bootstrap: [address])).metadata()) != nil { return }
            usleep(100_000)
        }
        throw NotStarted()
    }
}

/// What is ended and removed with the process.
public enum Cleanup {
    private static let state = Mutex<(directories: [String], processes: [pid_t])>(([], []))
    private static let isRegistered: Void = {
        atexit {
            let (directories, processes) = Cleanup.state.withLock { $0 }
            for process in processes { kill(process, SIGKILL) }
            for directory in directories { _ = system("rm -rf '\(directory)'") }
        }
    }()

    /// A fresh directory, removed with the process.
    public static func directory(_ name: String) -> String {
        isRegistered
        var template = Array("/tmp/varve-client-\(name)-XXXXXX".utf8CString)
        mkdtemp(&template)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        state.withLock { $0.directories.append(path) }
        return path
    }

    static func end(_ process: pid_t) { state.withLock { $0.processes.append(process) } }
}
