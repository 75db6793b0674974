/// Why metadata could not be read or applied; safe to print.
public struct MetadataError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of a failure; more may come.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The bytes of a record are not what its schema says.
        public static let corrupt = Code(rawValue: "corrupt")
        /// A record of a type or version that this build does not know: a newer release wrote it.
        public static let unknownRecord = Code(rawValue: "unknown-record")
        /// A record contradicts those before it, such as a partition of a topic that does not exist.
        public static let contradiction = Code(rawValue: "contradiction")
    }

    /// The kind of the failure.
    public let code: Code
    /// What it concerns, such as "PartitionRecord".
    public let subject: String
    /// What was wrong with it.
    public let cause: String

    /// A failure.
    public init(_ code: Code, _ subject: String, _ cause: String) {
        self.code = code
        self.subject = subject
        self.cause = cause
    }

    public var description: String { "\(subject): \(cause)" }
}
