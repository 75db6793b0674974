public import KafkaProtocol

/// Which versions of each API the peer offers, as its ApiVersions reply said.
public struct VersionTable: Sendable {
    private var offered: [Int16: ClosedRange<Int16>] = [:]

    /// A peer that offers nothing.
    public init() {}

    /// What a reply says; entries whose bounds are turned round are left out.
    public init(_ response: ApiVersionsResponse) {
        for entry in response.apiKeys where entry.minVersion <= entry.maxVersion {
            offered[entry.apiKey] = entry.minVersion...entry.maxVersion
        }
    }

    /// Whether the peer offers the API in any version.
    public func offers(_ api: ApiKey) -> Bool { offered[api.rawValue] != nil }

    /// The newest version that both sides know and that is at most `limit`; nil for none.
    public func newest(_ api: ApiKey, known: ClosedRange<Int16>, atMost limit: Int16 = .max) -> Int16? {
        guard let range = offered[api.rawValue] else { return nil }
        let version = min(range.upperBound, known.upperBound, limit)
        return version >= range.lowerBound && version >= known.lowerBound ? version : nil
    }
}

extension ApiKey {
    /// Its name for messages, such as "Fetch".
    var words: String { definition?.name ?? "API \(rawValue)" }
}
