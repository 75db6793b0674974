/// Why a connection, or one request on it, failed; safe to print.
public struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of a failure; more may come.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// A stable word for logs and metrics.
        public let rawValue: String

        /// The code `rawValue`.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The connection could not be opened.
        public static let unreachable = Code(rawValue: "unreachable")
        /// The peer closed the connection, or the network did.
        public static let closed = Code(rawValue: "closed")
        /// The peer did not answer in time; the connection is of no use after that, for replies come in order.
        public static let timedOut = Code(rawValue: "timed-out")
        /// The peer's bytes are not the protocol's.
        public static let malformed = Code(rawValue: "malformed")
        /// The peer does not offer the API in a version known here.
        public static let unsupported = Code(rawValue: "unsupported")
        /// The peer refused the connection in words, such as at the exchange of versions.
        public static let refused = Code(rawValue: "refused")
    }

    /// The kind of the failure.
    public let code: Code
    /// What it concerns, such as "Fetch" or an address.
    public let subject: String
    /// What was wrong, in one line.
    public let cause: String
    /// Whether the same request could succeed on a new connection.
    public var isRetriable: Bool { code == .unreachable || code == .closed || code == .timedOut }

    /// A failure of kind `code`.
    public init(_ code: Code, _ subject: String, _ cause: String) {
        self.code = code
        self.subject = subject
        self.cause = cause
    }

    public var description: String { "\(subject): \(cause)" }
}
