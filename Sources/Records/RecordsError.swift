/// What went wrong while packing or unpacking records; safe to print. Trying again never helps.
public struct RecordsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of a failure; more may come.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// A stable word for logs and metrics.
        public let rawValue: String

        /// The code `rawValue`.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The bytes are not what the codec or the format prescribes.
        public static let corrupt = Code(rawValue: "corrupt")
        /// More bytes than the caller allows, or than a batch can hold.
        public static let tooLarge = Code(rawValue: "too-large")
        /// The attributes name a codec that does not exist (5...7).
        public static let unknownCodec = Code(rawValue: "unknown-codec")
        /// A codec's library refused to work, such as for want of memory.
        public static let codecFailed = Code(rawValue: "codec-failed")
    }

    /// The kind of the failure.
    public let code: Code
    /// What it concerns, such as "zstd data".
    public let subject: String
    /// What was wrong with it.
    public let cause: String
    /// Whether the same call could succeed later.
    public var isRetriable: Bool { false }

    /// A failure of kind `code`.
    public init(_ code: Code, _ subject: String, _ cause: String) {
        self.code = code
        self.subject = subject
        self.cause = cause
    }

    public var description: String { "\(subject): \(cause)" }
}
