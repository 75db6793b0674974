import KafkaProtocol
import Records

/// Changes of the quotas of one entity: all of them, or none.
public struct QuotaChanges: Sendable {
    public var entity: QuotaEntity
    /// The new values by key; nil takes a quota away.
    public var values: [(key: String, value: Double?)]

    /// Changes of an entity's quotas.
    public init(entity: QuotaEntity, values: [(key: String, value: Double?)]) {
        self.entity = entity
        self.values = values
    }
}

extension Controller {
    /// Changes client quotas, each entity for itself.
    ///
    /// - Returns: for each of the changes, in order, why it was refused, or nil.
    public func planQuotas(_ changes: [QuotaChanges], validateOnly: Bool) -> Plan<[ApiError?]> {
        var plan = Plan<[ApiError?]>(reply: [])
        var counts: [QuotaEntity: Int] = [:]
        for change in changes { counts[change.entity, default: 0] += 1 }
        for change in changes {
            do throws(ApiError) {
                // Kafka makes the first of them and answers this for both.
                guard counts[change.entity] == 1, Set(change.values.map(\.key)).count == change.values.count else {
                    throw ApiError(.invalidRequest, "Ignoring duplicate entity \(Controller.text(change.entity))")
                }
                let records = try quotaRecords(change)
                if !validateOnly { plan.records += records }
                plan.reply.append(nil)
            } catch {
                plan.reply.append(error)
            }
        }
        return plan
    }

    private func quotaRecords(_ change: QuotaChanges) throws(ApiError) -> [MetadataRecord] {
        try QuotaRules.check(change.entity)
        let before = state.clientQuotas[change.entity] ?? [:]
        var records: [MetadataRecord] = []
        for (key, value) in change.values {
            if let value { try QuotaRules.check(key, value, of: change.entity) }
            if before[key] != value { records.append(.clientQuota(.init(change.entity, key: key, value: value))) }
        }
        return records
    }

    private static func text(_ entity: QuotaEntity) -> String {
        let parts = entity.parts.map { "\($0.type)=\($0.name ?? "<default>")" }
        return "ClientQuotaEntity(entries={\(parts.joined(separator: ", "))})"
    }
}
