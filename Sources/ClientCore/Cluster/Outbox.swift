public import KafkaProtocol
public import World

/// Which of the connections to a broker a request takes. Replies come in the order of the requests, so what waits long
/// must not share a connection with what is urgent. All lanes but the main one are each machine's own.
public enum Lane: UInt8, Hashable, Sendable {
    /// Produce, Metadata, everything that is answered at once.
    case main
    /// Fetch, which waits for data.
    case fetch
    /// JoinGroup and its kin, which wait for other members.
    case group
}

/// Where a request goes.
public enum Destination: Hashable, Sendable {
    /// Whichever broker can be reached.
    case any
    /// One broker, at its address of the newest metadata.
    case broker(id: Int32, address: SocketAddress, lane: Lane)

    /// The same broker on another of its connections.
    public func on(_ lane: Lane) -> Destination {
        guard case .broker(let id, let address, _) = self else { return self }
        return .broker(id: id, address: address, lane: lane)
    }
}

/// A request that a machine wants sent.
public struct OutgoingRequest: Sendable {
    /// Comes back with the reply; says whose it is (`owner`).
    public let token: UInt64
    /// Where it goes.
    public let destination: Destination
    /// What is asked.
    public let message: any KafkaRequest
    /// Milliseconds until the lack of a reply is a failure.
    public let timeout: Int64
    /// The newest version in which the content makes sense.
    public let versionLimit: Int16
    /// False for Produce with acks=0 only, to which brokers do not reply.
    public let expectsReply: Bool

    /// The machine that sends it.
    var owner: UInt16 { UInt16(truncatingIfNeeded: token >> 48) }

    /// A request.
    public init(
        token: UInt64, destination: Destination, message: any KafkaRequest, timeout: Int64 = 30_000,
        versionLimit: Int16 = .max, expectsReply: Bool = true
    ) {
        self.token = token
        self.destination = destination
        self.message = message
        self.timeout = timeout
        self.versionLimit = versionLimit
        self.expectsReply = expectsReply
    }
}

/// What came of a request.
public struct Reply: Sendable {
    /// The request's token.
    public let token: UInt64
    /// The version of request and reply; 0 where none was exchanged.
    public let version: Int16
    /// The reply's body, of the request's `Response` type, or why there is none.
    public let outcome: Result<any KafkaResponse, ClientError>

    /// A reply.
    public init(token: UInt64, version: Int16, outcome: Result<any KafkaResponse, ClientError>) {
        self.token = token
        self.version = version
        self.outcome = outcome
    }

    /// The machine that the reply belongs to.
    public var owner: UInt16 { UInt16(truncatingIfNeeded: token >> 48) }

    /// The body as what was expected.
    ///
    /// - Throws: the failure; `.malformed` for a body of another type.
    public func body<Response: KafkaResponse>(_ type: Response.Type) throws(ClientError) -> Response {
        switch outcome {
        case .failure(let error): throw error
        case .success(let response):
            guard let body = response as? Response else {
                throw ClientError(.malformed, "\(type)", "another kind of reply came")
            }
            return body
        }
    }
}

/// Collects what a machine wants sent in one step, and numbers it.
public struct Outbox: Sendable {
    /// The requests, in the order in which they are to leave.
    public private(set) var requests: [OutgoingRequest] = []
    private let owner: UInt64
    private var count: UInt64 = 0

    /// - Parameter owner: the machine's number, which replies carry back.
    public init(owner: UInt16) { self.owner = UInt64(owner) << 48 }

    /// The machine's number.
    public var ownerNumber: UInt16 { UInt16(truncatingIfNeeded: owner >> 48) }

    /// Appends a request.
    ///
    /// - Returns: its token.
    @discardableResult
    public mutating func send(
        _ message: any KafkaRequest, to destination: Destination, timeout: Int64 = 30_000, versionLimit: Int16 = .max,
        expectsReply: Bool = true
    ) -> UInt64 {
        count &+= 1
        let token = owner | (count & 0xffff_ffff_ffff)
        requests.append(
            OutgoingRequest(
                token: token, destination: destination, message: message, timeout: timeout, versionLimit: versionLimit,
                expectsReply: expectsReply))
        return token
    }

    /// Takes the requests.
    public mutating func take() -> [OutgoingRequest] {
        defer { requests.removeAll() }
        return requests
    }
}

/// One partition of one topic.
public struct TopicPartition: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The topic's name.
    public let topic: String
    /// The partition's number, from 0.
    public let partition: Int32

    /// A partition.
    public init(_ topic: String, _ partition: Int32) {
        self.topic = topic
        self.partition = partition
    }

    public static func < (left: TopicPartition, right: TopicPartition) -> Bool {
        left.topic == right.topic ? left.partition < right.partition : left.topic < right.topic
    }

    public var description: String { "\(topic)-\(partition)" }
}
