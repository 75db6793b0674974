/// Kafka's answer to what went wrong; 0 is success. The known ones are in Generated/ErrorCodeTable.swift.
public struct ErrorCode: RawRepresentable, Hashable, Error, Sendable {
    public let rawValue: Int16
    @inlinable public init(rawValue: Int16) { self.rawValue = rawValue }

    /// Kafka's name, such as `UNKNOWN_TOPIC_OR_PARTITION`; `ERROR_` and the number for a code it does not have.
    public var name: String { knownName ?? "ERROR_\(rawValue)" }
}

extension ErrorCode: CustomStringConvertible {
    public var description: String { "\(name) (\(rawValue))" }
}
