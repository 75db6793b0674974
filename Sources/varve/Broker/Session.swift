import ClientCore
import Glibc
import KafkaProtocol
import World

/// The broker that a command speaks to.
struct Session {
    let client: PlainClient
    let admin: Admin

    /// Takes `--broker`, or `VARVE_BROKER`, or the broker on this machine. Connects with the first request.
    init(_ invocation: Invocation) throws(Failure) {
        let given = invocation.value("broker") ?? getenv("VARVE_BROKER").map { String(cString: $0) } ?? ""
        var addresses: [SocketAddress] = []
        for text in given.isEmpty ? ["127.0.0.1:9092"] : given.split(separator: ",").map(String.init) {
            guard let address = SocketAddress(text) ?? SocketAddress(text + ":9092") else {
                throw invocation.wrong("'\(text)' is not a broker's HOST:PORT")
            }
            addresses.append(address)
        }
        guard !addresses.isEmpty else { throw invocation.wrong("'\(given)' is not a broker's HOST:PORT") }
        client = PlainClient(bootstrap: addresses)
        admin = Admin(client)
    }

    /// Runs `body`, with its error in the words of the command line.
    func run<Value>(_ body: (Admin) throws(ClientError) -> Value) throws(Failure) -> Value {
        do { return try body(admin) } catch { throw Failure(error) }
    }

    /// Topics that must exist, by name.
    func topics(_ names: [String]) throws(Failure) -> [TopicInfo] {
        let metadata = try run { (admin) throws(ClientError) in try admin.metadata(of: names) }
        var found: [TopicInfo] = []
        for name in names {
            guard let topic = metadata.topics[name], topic.error == .none else {
                throw Failure(ClientError(metadata.topics[name]?.error ?? .unknownTopicOrPartition, "topic \(name)"))
            }
            found.append(topic)
        }
        return found
    }
}

extension Failure {
    /// What a client's error is to the person at the shell.
    init(_ error: ClientError) {
        switch error.code {
        case .unreachable, .timedOut:
            self.init(
                .unreachable, error.description,
                hint: "start a broker with 'varve serve DIR', or name another with --broker HOST:PORT")
        case .invalid: self.init(.usage, error.description)
        case _ where error.isDenied: self.init(.denied, error.description, hint: "ask for the right to do this")
        case _ where error.isNotFound:
            let isGroup = error.kafka == .groupIdNotFound
            self.init(.notFound, error.description, hint: "see 'varve \(isGroup ? "group" : "topic") list'")
        default: self.init(.failed, error.description, hint: Failure.nextStep(error.kafka))
        }
    }

    private static func nextStep(_ error: ErrorCode) -> String {
        switch error {
        case .topicAlreadyExists: "see 'varve topic describe'; to change it 'varve topic alter'"
        case .invalidReplicationFactor: "no more replicas than there are brokers"
        case .invalidPartitions: "partitions can only be added"
        case .nonEmptyGroup, .unknownMemberId, .groupSubscribedToTopic: "stop the group's members first"
        case .invalidConfig: "see 'varve config get' for the names"
        case .offsetOutOfRange: "see 'varve offsets' for what is there"
        default: ""
        }
    }
}
