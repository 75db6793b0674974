/// Why the control plane cannot start or go on; safe to print.
public struct ControlError: Error, Sendable, CustomStringConvertible {
    /// The kind of a failure; more may come.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A file of the directory is damaged or contradicts another.
        public static let damaged = Code(rawValue: "damaged")
        /// The directory belongs to another node or cluster, or to a newer release.
        public static let mismatch = Code(rawValue: "mismatch")
        /// The disk failed; nothing more is acknowledged until the process starts anew.
        public static let storage = Code(rawValue: "storage")
        /// This node does not lead the quorum, or no longer.
        public static let notController = Code(rawValue: "not-controller")
    }

    /// The kind of the failure.
    public let code: Code
    /// What it concerns: a file, a node.
    public let subject: String
    /// What is wrong, and what to do about it where something can be done.
    public let cause: String
    /// Whether the same request may succeed later.
    public var isRetriable: Bool { code == .notController }

    /// A failure.
    public init(_ code: Code, _ subject: String, _ cause: String) {
        self.code = code
        self.subject = subject
        self.cause = cause
    }

    public var description: String { "\(subject): \(cause)" }
}
