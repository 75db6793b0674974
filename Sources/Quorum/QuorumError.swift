/// Why something of the metadata quorum could not be done.
public struct QuorumError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is; more may come.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A file or batch of the quorum does not read as what it should be.
        public static let corrupt = Code(rawValue: "corrupt")
        /// A batch cannot be built from what it was given.
        public static let unencodable = Code(rawValue: "unencodable")
    }

    /// The kind of failure.
    public let code: Code
    /// What it happened to: a file or an offset.
    public let subject: String
    /// What was wrong with it.
    public let cause: String

    /// An error.
    public init(_ code: Code, _ subject: String, _ cause: String) {
        self.code = code
        self.subject = subject
        self.cause = cause
    }

    public var description: String { "\(subject): \(cause)" }
}
