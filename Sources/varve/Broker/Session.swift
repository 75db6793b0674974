import ClientCore
import Glibc
import KafkaProtocol
import World

/// The broker that a command speaks to.
struct Session {
    let client: PlainClient
    let admin: Admin

    /// Takes `--broker`, or the profile that `--profile` names, or `VARVE_BROKER`, or the profile of `VARVE_PROFILE`, or
    /// the broker on this machine. Connects with the first request.
    init(_ invocation: Invocation) throws(Failure) {
        let fromEnvironment = getenv("VARVE_BROKER").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
        let profile = try Profile.chosen(invocation)?.broker
        let named = invocation.has("profile") ? profile ?? fromEnvironment : fromEnvironment ?? profile
        let given = invocation.value("broker") ?? named ?? "127.0.0.1:9092"
        var addresses: [SocketAddress] = []
        for text in given.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
            // The port may be left out, and is Kafka's then.
            let isBare = !text.contains(":") || text.hasSuffix("]")
            guard let address = SocketAddress(isBare ? text + ":9092" : text), address.port > 0 else {
                throw invocation.wrong("'\(text)' is not a broker's HOST:PORT")
            }
            addresses.append(address)
        }
        let options = try invocation.clientOptions()
        client = PlainClient(bootstrap: addresses, options: options.connections)
        var admin = Admin(client)
        admin.timeout = options.adminTimeout
        self.admin = admin
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
        case .unknownOutcome: self.init(.unreachable, error.description, hint: "look before producing them again")
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
        case .messageTooLarge, .recordListTooLarge: "see 'varve config get topic NAME max.message.bytes'"
        case .offsetOutOfRange: "see 'varve offsets' for what is there"
        default: ""
        }
    }
}
