public import Binary
public import Records

/// The access control entries of the cluster, found by the resource they speak of (KIP-11, KIP-290).
///
/// An entry speaks of a resource whose name it gives, of all whose names begin with a prefix, or, as the literal `*`, of
/// all of a kind. Names are compared as they stand.
public struct AclSet: Sendable {
    /// The entries by id.
    public private(set) var entries: [Uuid: AccessControlEntryRecord] = [:]
    /// The same by what they speak of.
    private var rules: [Pattern: [Rule]] = [:]
    /// How many patterns of a kind are prefixes of each length in bytes: only those lengths are looked for.
    private var prefixLengths: [Int8: [Int: Int]] = [:]

    private struct Pattern: Hashable {
        let kind: Int8
        let isPrefix: Bool
        let name: String
    }

    private struct Rule {
        let id: Uuid
        let principal: String
        let host: String
        let operation: Int8
        let isAllowing: Bool

        func concerns(_ who: Principal) -> Bool {
            (principal == who.name || principal == Rule.everyone) && (host == who.host || host == AclSet.any)
        }

        func concerns(_ wanted: Operation) -> Bool {
            operation == Rule.allOperations || operation == wanted.rawValue
                || isAllowing && wanted.impliedBy.contains { $0.rawValue == operation }
        }

        private static let everyone = "User:*"
        private static let allOperations: Int8 = 2
    }

    /// What the entries say about one question.
    public enum Decision: Sendable {
        case allowed
        case denied
        /// No entry speaks of the resource, to anybody.
        case unmentioned
    }

    private static let any = AclEntry.wildcard
    private static let allow: Int8 = 3

    /// No entries.
    public init() {}

    // MARK: Changes

    /// Adds an entry, or puts it in the place of the one with its id.
    mutating func insert(_ entry: AccessControlEntryRecord) {
        remove(entry.id)
        entries[entry.id] = entry
        let pattern = AclSet.pattern(of: entry)
        // Whatever is not plainly a permission denies.
        let rule = Rule(
            id: entry.id, principal: entry.principal, host: entry.host, operation: entry.operation,
            isAllowing: entry.permissionType == AclSet.allow)
        if rules[pattern] == nil, pattern.isPrefix {
            prefixLengths[pattern.kind, default: [:]][pattern.name.utf8.count, default: 0] += 1
        }
        rules[pattern, default: []].append(rule)
    }

    /// Removes the entry of this id, if there is one.
    mutating func remove(_ id: Uuid) {
        guard let entry = entries.removeValue(forKey: id) else { return }
        let pattern = AclSet.pattern(of: entry)
        rules[pattern]?.removeAll { $0.id == id }
        guard rules[pattern]?.isEmpty == true else { return }
        rules[pattern] = nil
        guard pattern.isPrefix else { return }
        let length = pattern.name.utf8.count
        let left = (prefixLengths[pattern.kind]?[length] ?? 1) - 1
        prefixLengths[pattern.kind]?[length] = left > 0 ? left : nil
    }

    private static func pattern(of entry: AccessControlEntryRecord) -> Pattern {
        Pattern(kind: entry.resourceType, isPrefix: entry.patternType == AclEntry.prefixed, name: entry.resourceName)
    }

    // MARK: Questions

    /// The entries that a filter is about: by kind, name and pattern of the resource, then by whom they
    /// are for.
    public func entries(found filter: AclFilter) -> [AccessControlEntryRecord] {
        entries.values.filter(filter.concerns).sorted { left, right in
            (left.resourceType, left.resourceName, left.patternType, left.principal, left.host, left.operation)
                < (
                    right.resourceType, right.resourceName, right.patternType, right.principal, right.host,
                    right.operation
                )
        }
    }

    /// Whether the entries let `principal` do `operation` on `resource`: what one of them denies is denied, whatever
    /// the others allow.
    public func decide(_ operation: Operation, _ resource: Resource, for principal: Principal) -> Decision {
        var decision = Decision.unmentioned
        for rule in rules(about: resource) {
            if case .unmentioned = decision { decision = .denied }
            guard rule.concerns(principal), rule.concerns(operation) else { continue }
            guard rule.isAllowing else { return .denied }
            decision = .allowed
        }
        return decision
    }

    private func rules(about resource: Resource) -> [Rule] {
        let kind = resource.kind.rawValue
        let name = resource.name
        var found = rules[Pattern(kind: kind, isPrefix: false, name: name)] ?? []
        if name != AclSet.any { found += rules[Pattern(kind: kind, isPrefix: false, name: AclSet.any)] ?? [] }
        for length in (prefixLengths[kind] ?? [:]).keys where length <= name.utf8.count {
            let prefix = String(decoding: name.utf8.prefix(length), as: UTF8.self)
            found += rules[Pattern(kind: kind, isPrefix: true, name: prefix)] ?? []
        }
        return found
    }

    /// Whether there is, as far as the entries tell, some resource of a kind that `principal` may do `operation` on: one
    /// that is allowed and not denied as a whole.
    func allowsSome(_ operation: Operation, _ kind: Resource.Kind, for principal: Principal) -> Bool {
        var allowed: [Pattern] = []
        var denied: Set<Pattern> = []
        for (pattern, rules) in rules where pattern.kind == kind.rawValue {
            for rule in rules where rule.concerns(principal) && rule.concerns(operation) {
                if rule.isAllowing { allowed.append(pattern) } else { denied.insert(pattern) }
            }
        }
        guard !denied.contains(Pattern(kind: kind.rawValue, isPrefix: false, name: AclSet.any)) else { return false }
        return allowed.contains { pattern in
            !pattern.isPrefix && pattern.name == AclSet.any || !AclSet.isCovered(pattern, by: denied)
        }
    }

    private static func isCovered(_ pattern: Pattern, by denied: Set<Pattern>) -> Bool {
        denied.contains { other in
            other.isPrefix ? pattern.name.utf8.starts(with: other.name.utf8) : other == pattern
        }
    }
}
