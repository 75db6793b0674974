import Binary
import KafkaProtocol
public import Records

extension Controller {
    /// The most entries that one request may remove.
    static let maxAclsPerRequest = 10_000

    /// Adds access control entries, each for itself; one that is there already is there.
    ///
    /// - Parameter entries: without ids.
    /// - Returns: for each entry, in order, why it was refused, or nil.
    public func planCreateAcls(
        _ entries: [AccessControlEntryRecord], _ context: PlanContext
    ) -> Plan<[ApiError?]> {
        var plan = Plan<[ApiError?]>(reply: [])
        var known = Set(state.acls.entries.values.map(AclContent.init))
        for var entry in entries {
            if let fault = AclEntry.fault(entry) {
                plan.reply.append(ApiError(.invalidRequest, fault))
                continue
            }
            plan.reply.append(nil)
            guard known.insert(AclContent(entry)).inserted else { continue }
            entry.id = .random(using: context.random)
            plan.records.append(.accessControlEntry(entry))
        }
        return plan
    }

    /// Removes what filters find, each for itself.
    ///
    /// - Returns: for each filter, in order, the entries that it found, or why it was refused.
    public func planDeleteAcls(
        _ filters: [AclFilter]
    ) -> Plan<[Result<[AccessControlEntryRecord], ApiError>]> {
        var plan = Plan<[Result<[AccessControlEntryRecord], ApiError>]>(reply: [])
        var left = Controller.maxAclsPerRequest
        var removed: Set<Uuid> = []
        for filter in filters {
            if let fault = filter.fault {
                plan.reply.append(.failure(ApiError(.invalidRequest, fault)))
                continue
            }
            let found = state.acls.entries(found: filter)
            guard found.count <= left else {
                let text = "Unable to perform excessively large batch operation."
                plan.reply.append(.failure(ApiError(.policyViolation, text)))
                continue
            }
            left -= found.count
            plan.reply.append(.success(found))
            for entry in found where removed.insert(entry.id).inserted {
                var record = RemoveAccessControlEntryRecord()
                record.id = entry.id
                plan.records.append(.removeAccessControlEntry(record))
            }
        }
        return plan
    }
}

/// What an entry says, without its id.
private struct AclContent: Hashable {
    let numbers: [Int8]
    let texts: [String]

    init(_ entry: AccessControlEntryRecord) {
        numbers = [entry.resourceType, entry.patternType, entry.operation, entry.permissionType]
        texts = [entry.resourceName, entry.principal, entry.host]
    }
}
