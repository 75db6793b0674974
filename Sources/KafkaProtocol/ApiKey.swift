/// The number of an API, as in the first two bytes of a request. The known ones are in Generated/ApiKeyTable.swift.
public struct ApiKey: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int16
    @inlinable public init(rawValue: Int16) { self.rawValue = rawValue }

    /// What the schemas say about it; nil for a key they do not have.
    public var definition: ApiDefinition? {
        ApiDefinition.all.first { $0.key == self }
    }
}

/// What the schemas say about an API.
public struct ApiDefinition: Sendable {
    /// The listeners of Kafka that offer an API.
    public struct Listeners: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let broker = Listeners(rawValue: 1)
        public static let controller = Listeners(rawValue: 2)
    }

    public let key: ApiKey
    /// Such as `Metadata`.
    public let name: String
    /// The versions of request and response that exist.
    public let versions: ClosedRange<Int16>
    public let listeners: Listeners
    /// Whether Kafka 4.3 keeps the newest version to itself.
    public let latestUnstable: Bool

    init(
        _ key: ApiKey, _ name: String, _ versions: ClosedRange<Int16>, listeners: Listeners, latestUnstable: Bool
    ) {
        self.key = key
        self.name = name
        self.versions = versions
        self.listeners = listeners
        self.latestUnstable = latestUnstable
    }

    /// The versions that Kafka 4.3 lists in its answer to ApiVersions.
    ///
    /// Produce is listed from 0 though versions 0 to 2 are refused: librdkafka before 2.8 looks for 0 within the range
    /// (KAFKA-18659). A newest version that is not stable yet is left out.
    public var advertisedVersions: ClosedRange<Int16> {
        let first = key == .produce ? 0 : versions.lowerBound
        let last = latestUnstable ? versions.upperBound - 1 : versions.upperBound
        return first...max(first, last)
    }
}

extension ApiKey: CustomStringConvertible {
    /// Kafka's name, or the number of an unknown key.
    public var description: String { definition?.name ?? "\(rawValue)" }
}
