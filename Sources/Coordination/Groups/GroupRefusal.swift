public import KafkaProtocol

/// Why a request is not done, in Kafka's code and, where the reply has room for it, in words.
public struct GroupRefusal: Error, Equatable, Sendable {
    /// What the client decides by.
    public let code: ErrorCode
    /// What a person reads.
    public let message: String?

    init(_ code: ErrorCode, _ message: String? = nil) {
        self.code = code
        self.message = message
    }
}
