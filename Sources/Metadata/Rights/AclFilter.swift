public import Records

/// Which entries a question about rights, or their removal, is about (KIP-290).
public struct AclFilter: Sendable {
    /// The kind of resource, by Kafka's number; 1 for any.
    public var resourceType: Int8
    /// Its name; nil for any.
    public var resourceName: String?
    /// 3 literal, 4 prefixed, 1 any; 2 for all that concern a resource of that name: its own, those for every name, and
    /// those for prefixes of it.
    public var patternType: Int8
    /// Nil for any.
    public var principal: String?
    /// Nil for any.
    public var host: String?
    /// 1 for any.
    public var operation: Int8
    /// 2 deny, 3 allow, 1 any.
    public var permission: Int8

    private static let any: Int8 = 1
    private static let match: Int8 = 2

    /// All entries.
    public init() {
        (resourceType, patternType, operation, permission) = (
            AclFilter.any, AclFilter.any, AclFilter.any, AclFilter.any
        )
    }

    /// Whether it is about this entry. A number that Kafka does not have is about none.
    public func concerns(_ entry: AccessControlEntryRecord) -> Bool {
        (resourceType == AclFilter.any || resourceType == entry.resourceType)
            && concernsPattern(of: entry)
            && (principal ?? entry.principal) == entry.principal
            && (host ?? entry.host) == entry.host
            && (operation == AclFilter.any || operation == entry.operation)
            && (permission == AclFilter.any || permission == entry.permissionType)
    }

    private func concernsPattern(of entry: AccessControlEntryRecord) -> Bool {
        let isAnyPattern = patternType == AclFilter.any || patternType == AclFilter.match
        guard isAnyPattern || patternType == entry.patternType else { return false }
        guard let name = resourceName else { return true }
        guard patternType == AclFilter.match else { return name == entry.resourceName }
        return entry.patternType == AclEntry.prefixed
            ? name.utf8.starts(with: entry.resourceName.utf8)
            : name == entry.resourceName || entry.resourceName == AclEntry.wildcard
    }
}

extension AclFilter {
    /// Why the filter says nothing that can be done; nil where it does.
    var fault: String? {
        let kinds = AclEntry.resourceTypes.lowerBound - 1...AclEntry.resourceTypes.upperBound
        guard kinds.contains(resourceType), (1...AclEntry.prefixed).contains(patternType) else {
            return "Unknown patternFilter."
        }
        let operations = AclEntry.operations.lowerBound - 1...AclEntry.operations.upperBound
        guard operations.contains(operation), (1...AclEntry.permissions.upperBound).contains(permission) else {
            return "Unknown entryFilter."
        }
        return nil
    }
}

/// The numbers that stand in an access control entry, and what may stand in a new one.
enum AclEntry {
    /// 2 topic, 3 group, 4 cluster, 5 transactional id, 6 delegation token, 7 user.
    static let resourceTypes: ClosedRange<Int8> = 2...7
    /// 2 all, 3 read, 4 write, 5 create, 6 delete, 7 alter, 8 describe, 9 cluster action, 10 describe configs, 11 alter
    /// configs, 12 idempotent write, 13 create tokens, 14 describe tokens, 15 two-phase commit.
    static let operations: ClosedRange<Int8> = 2...15
    /// 2 deny, 3 allow.
    static let permissions: ClosedRange<Int8> = 2...3
    static let literal: Int8 = 3
    static let prefixed: Int8 = 4
    /// Stands for every host, and as a literal name for every resource of a kind.
    static let wildcard = "*"

    /// Why an entry cannot be made, in Kafka's words where they are known; nil where it can.
    static func fault(_ entry: AccessControlEntryRecord) -> String? {
        guard resourceTypes.contains(entry.resourceType) else {
            return "Invalid resourceType" + unknown(entry.resourceType)
        }
        guard entry.patternType == literal || entry.patternType == prefixed else {
            return "Invalid patternType" + unknown(entry.patternType, known: 1...2)
        }
        guard operations.contains(entry.operation) else { return "Invalid operation" + unknown(entry.operation) }
        guard permissions.contains(entry.permissionType) else {
            return "Invalid permissionType" + unknown(entry.permissionType)
        }
        if entry.resourceName.isEmpty { return "Invalid empty resource name" }
        if entry.resourceType == Resource.Kind.cluster.rawValue, entry.resourceName != Resource.cluster.name {
            return "The only valid name for the CLUSTER resource is \(Resource.cluster.name)"
        }
        guard entry.principal.utf8.contains(UInt8(ascii: ":")) else {
            return "Could not parse principal from `\(entry.principal)` (no colon is present separating the principal "
                + "type from the principal name)"
        }
        return nil
    }

    private static func unknown(_ number: Int8, known: ClosedRange<Int8> = 1...1) -> String {
        known.contains(number) ? " \(number): it is for filters" : " UNKNOWN"
    }
}
