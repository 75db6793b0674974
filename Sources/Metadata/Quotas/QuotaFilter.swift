public import KafkaProtocol

/// Which entities a question about quotas is about (KIP-546).
public struct QuotaFilter: Sendable {
    /// What the part of one type has to be.
    private enum Match {
        /// A name, or with nil the default.
        case exactly(String?)
        /// There is one.
        case any
    }

    private var parts: [String: Match] = [:]
    /// Whether an entity may have no other parts.
    private let isStrict: Bool

    /// What a request asks for.
    ///
    /// - Throws: INVALID_REQUEST; UNSUPPORTED_VERSION for a type of part that there is not.
    public init(_ request: DescribeClientQuotasRequest) throws(ApiError) {
        isStrict = request.strict
        for component in request.components {
            let type = component.entityType
            func refused(_ reason: String) -> ApiError { ApiError(.invalidRequest, reason) }
            guard !type.isEmpty else { throw refused("Invalid empty entity type.") }
            guard parts[type] == nil else {
                throw refused("Entity type \(type) cannot appear more than once in the filter.")
            }
            guard QuotaRules.types.contains(type) else {
                throw ApiError(.unsupportedVersion, "Unsupported entity type \(type)")
            }
            parts[type] = try QuotaFilter.match(component)
        }
        guard parts[QuotaRules.address] == nil || parts.count == 1 else {
            throw ApiError(
                .invalidRequest,
                "Invalid entity filter component combination. IP filter component should not be used with user or "
                    + "clientId filter component.")
        }
    }

    private static func match(
        _ component: DescribeClientQuotasRequest.ComponentData
    ) throws(ApiError) -> Match {
        switch component.matchType {
        case 0:
            guard let name = component.match else {
                throw ApiError(
                    .invalidRequest, "Request specified MATCH_TYPE_EXACT, but set match string to null.")
            }
            return .exactly(name)
        case 1, 2:
            let isDefault = component.matchType == 1
            guard component.match == nil else {
                throw ApiError(
                    .invalidRequest,
                    "Request specified MATCH_TYPE_\(isDefault ? "DEFAULT" : "SPECIFIED"), but also specified a match "
                        + "string.")
            }
            return isDefault ? .exactly(nil) : .any
        default:
            throw ApiError(.invalidRequest, "Unknown match type \(component.matchType)")
        }
    }

    /// Whether the question is about this entity.
    public func concerns(_ entity: QuotaEntity) -> Bool {
        guard !isStrict || entity.parts.count == parts.count else { return false }
        return parts.allSatisfy { type, match in
            guard let part = entity.parts.first(where: { $0.type == type }) else { return false }
            switch match {
            case .exactly(let name): return part.name == name
            case .any: return true
            }
        }
    }
}
