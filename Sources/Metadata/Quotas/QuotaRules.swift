import KafkaProtocol

/// Which quotas there are, and for whom (KIP-13, KIP-124, KIP-599, KIP-612).
enum QuotaRules {
    static let user = "user"
    static let clientId = "client-id"
    static let address = "ip"
    /// What an entity is made of.
    static let types = [user, clientId, address]

    /// The numbers that a quota may be.
    private enum Number {
        case whole(limit: Double, name: String)
        case any
    }

    private static let ofClients: [String: Number] = [
        "producer_byte_rate": .whole(limit: 0x1p63, name: "a LONG"),
        "consumer_byte_rate": .whole(limit: 0x1p63, name: "a LONG"),
        "request_percentage": .any,
        "controller_mutation_rate": .any,
    ]
    private static let ofAddresses: [String: Number] = [
        "connection_creation_rate": .whole(limit: 0x1p31, name: "an INT")
    ]

    /// Checks whom a quota is for.
    ///
    /// - Throws: INVALID_REQUEST.
    static func check(_ entity: QuotaEntity) throws(ApiError) {
        func refused(_ reason: String) -> ApiError { ApiError(.invalidRequest, reason) }
        guard !entity.parts.isEmpty else { throw refused("Invalid empty client quota entity") }
        for part in entity.parts {
            guard types.contains(part.type) else {
                throw refused("Unhandled client quota entity type: \(part.type)")
            }
            guard part.name != "" else { throw refused("Empty \(part.type) not supported") }
        }
        guard entity.has(address) else { return }
        guard entity.parts.count == 1 else {
            throw refused(
                "Invalid quota entity combination, IP entity shouldnot be combined with User or ClientId")
        }
        // Kafka would also look names up; a controller that waits for a name server keeps everybody waiting.
        if let name = entity.parts.first?.name, !AddressText.isAddress(name) {
            throw refused("\(name) is not a valid IP or resolvable host.")
        }
    }

    /// Checks one quota of an entity that was checked.
    ///
    /// - Throws: INVALID_REQUEST.
    static func check(_ key: String, _ value: Double, of entity: QuotaEntity) throws(ApiError) {
        guard let number = (entity.has(address) ? ofAddresses : ofClients)[key] else {
            throw ApiError(.invalidRequest, "Invalid configuration key \(key)")
        }
        guard value > 0 else { throw ApiError(.invalidRequest, "Quota \(key) must be greater than 0") }
        guard case .whole(let limit, let name) = number else { return }
        guard value < limit else {
            throw ApiError(.invalidRequest, "Proposed value for \(key) is too large for \(name).")
        }
        guard value == value.rounded(.down) else {
            throw ApiError(.invalidRequest, "\(key) cannot be a fractional value.")
        }
    }
}

/// Addresses of hosts as people write them.
enum AddressText {
    /// Whether the text is an IPv4 address of four numbers, or an IPv6 address (RFC 4291, without a zone).
    static func isAddress(_ text: String) -> Bool { isVersion4(text[...]) || isVersion6(text) }

    private static func isVersion4(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { $0.utf8.count <= 3 && $0.utf8.allSatisfy(isDigit) && UInt8($0) != nil }
    }

    private static func isVersion6(_ text: String) -> Bool {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 3 else { return false }
        // One run of zeros may be left out; at an end it leaves two empty parts.
        var groups = 0
        if parts[0].isEmpty {
            guard parts[1].isEmpty else { return false }
            parts.removeFirst()
        }
        if parts[parts.count - 1].isEmpty {
            guard parts[parts.count - 2].isEmpty else { return false }
            parts.removeLast()
        }
        let gaps = parts.count { $0.isEmpty }
        for (index, part) in parts.enumerated() where !part.isEmpty {
            if index == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")) {
                guard isVersion4(part) else { return false }
                groups += 2
            } else {
                guard part.utf8.count <= 4, part.utf8.allSatisfy(isHexDigit) else { return false }
                groups += 1
            }
        }
        return gaps == 0 ? groups == 8 : gaps == 1 && groups < 8
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
