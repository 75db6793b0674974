public import KafkaProtocol
import KafkaWire
import World

/// Why something a client was asked to do failed; safe to print.
public struct ClientError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of a failure; more may come.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// A stable word for logs, exit codes and metrics.
        public let rawValue: String

        /// The code `rawValue`.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// No broker could be reached, or the connection was lost and not regained in time.
        public static let unreachable = Code(rawValue: "unreachable")
        /// No answer in the time given.
        public static let timedOut = Code(rawValue: "timed-out")
        /// The broker's bytes are not the protocol's, or an answer lacks what was asked for.
        public static let malformed = Code(rawValue: "malformed")
        /// The broker does not offer the API, or not in a version known here.
        public static let unsupported = Code(rawValue: "unsupported")
        /// The broker refused; `kafka` says why.
        public static let refused = Code(rawValue: "refused")
        /// The caller's argument makes no sense.
        public static let invalid = Code(rawValue: "invalid")
        /// A record or batch can no longer be told to be in the log or not.
        public static let unknownOutcome = Code(rawValue: "unknown-outcome")
        /// Data of the broker is damaged or cannot be unpacked.
        public static let corrupt = Code(rawValue: "corrupt")
        /// Whoever wanted it has given up, or closed what was to do it.
        public static let cancelled = Code(rawValue: "cancelled")
        /// The transaction that it belonged to has been given up.
        public static let aborted = Code(rawValue: "aborted")
    }

    /// The kind of the failure.
    public let code: Code
    /// What it concerns, such as "topic orders" or an address.
    public let subject: String
    /// What was wrong, in one line.
    public let cause: String
    /// The broker's error code; `.none` where no broker spoke.
    public let kafka: ErrorCode
    /// Whether the same call could succeed later.
    public let isRetriable: Bool

    /// A failure that no broker named.
    public init(_ code: Code, _ subject: String, _ cause: String, isRetriable: Bool = false) {
        self.code = code
        self.subject = subject
        self.cause = cause
        kafka = .none
        self.isRetriable = isRetriable
    }

    /// A broker's refusal.
    ///
    /// - Parameter message: the broker's words; nil where it sent none.
    public init(_ kafka: ErrorCode, _ subject: String, message: String? = nil) {
        code = .refused
        self.subject = subject
        cause = if let message, !message.isEmpty { "\(message) (\(kafka.name))" } else { kafka.name }
        self.kafka = kafka
        isRetriable = kafka.isRetriable
    }

    /// The same failure in other words.
    public init(_ error: ClientError, cause: String) {
        code = error.code
        subject = error.subject
        self.cause = cause
        kafka = error.kafka
        isRetriable = error.isRetriable
    }

    /// A connection's failure.
    init(_ error: WireError, at address: SocketAddress) {
        switch error.code {
        case .unreachable, .closed:
            self.init(.unreachable, "\(address)", error.cause, isRetriable: true)
        case .timedOut:
            self.init(.timedOut, "\(address)", "\(error.subject): \(error.cause)", isRetriable: true)
        case .unsupported: self.init(.unsupported, "\(address)", error.description)
        default: self.init(.malformed, "\(address)", error.description)
        }
    }

    public var description: String { "\(subject): \(cause)" }
}

extension ClientError {
    /// Whether the principal lacks a right.
    public var isDenied: Bool {
        [
            .topicAuthorizationFailed, .groupAuthorizationFailed, .clusterAuthorizationFailed,
            .transactionalIdAuthorizationFailed, .delegationTokenAuthorizationFailed, .saslAuthenticationFailed,
        ].contains(kafka)
    }

    /// Whether another producer of the same transactional id, or another member of the same instance id, has taken over:
    /// whoever gets this is of no use any more.
    public var isFenced: Bool { [.producerFenced, .invalidProducerEpoch, .fencedInstanceId].contains(kafka) }

    /// Whether what the call names does not exist.
    public var isNotFound: Bool {
        [
            .unknownTopicOrPartition, .unknownTopicId, .groupIdNotFound, .resourceNotFound,
            .transactionalIdNotFound,
        ].contains(kafka)
    }
}
