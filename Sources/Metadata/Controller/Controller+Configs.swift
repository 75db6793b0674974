import KafkaProtocol
import Records

/// Changes of the settings of one resource: all of them, or none.
public struct ConfigChanges: Sendable {
    /// What is to happen to one setting; the raw value is the wire's.
    public enum Operation: Int8, Sendable {
        case set = 0
        case delete = 1
        /// Adds elements to a list.
        case append = 2
        /// Removes elements from a list.
        case subtract = 3
    }

    /// One setting.
    public struct Entry: Sendable {
        public var name: String
        public var operation: Operation
        public var value: String?

        /// A change of one setting.
        public init(name: String, operation: Operation, value: String?) {
            self.name = name
            self.operation = operation
            self.value = value
        }
    }

    /// On what.
    public var resource: ConfigResource
    public var entries: [Entry]
    /// Whether every setting that is not named is to go, as the old AlterConfigs says.
    public var replacesAll: Bool

    /// Changes of a resource.
    public init(resource: ConfigResource, entries: [Entry], replacesAll: Bool = false) {
        self.resource = resource
        self.entries = entries
        self.replacesAll = replacesAll
    }
}

extension Controller {
    /// Changes settings, each resource for itself.
    ///
    /// - Returns: for each resource, in order, why it was refused, or nil.
    public func planConfigs(_ changes: [ConfigChanges], validateOnly: Bool) -> Plan<[ApiError?]> {
        var plan = Plan<[ApiError?]>(reply: [])
        var counts: [ConfigResource: Int] = [:]
        for change in changes { counts[change.resource, default: 0] += 1 }
        for change in changes {
            do throws(ApiError) {
                guard counts[change.resource] == 1 else {
                    throw ApiError(.invalidRequest, "Each resource must appear at most once.")
                }
                let records = try configRecords(change)
                if !validateOnly { plan.records += records }
                plan.reply.append(nil)
            } catch {
                plan.reply.append(error)
            }
        }
        return plan
    }

    private func configRecords(_ change: ConfigChanges) throws(ApiError) -> [MetadataRecord] {
        try checkTarget(change.resource)
        let before = state.configs[change.resource] ?? [:]
        var after = change.replacesAll ? [:] : before
        var seen: Set<String> = []
        for entry in change.entries {
            guard seen.insert(entry.name).inserted else {
                throw ApiError(.invalidRequest, "Error due to duplicate config keys")
            }
            after[entry.name] = try value(of: entry, on: change.resource, before: before[entry.name])
        }
        // What is left as it was needs no check: an older release may have allowed it.
        try check(after.filter { before[$0.key] != $0.value }, on: change.resource)
        return Set(before.keys).union(after.keys).sorted().filter { before[$0] != after[$0] }.map { name in
            var record = ConfigRecord()
            record.resourceType = change.resource.type
            record.resourceName = change.resource.name
            record.name = name
            record.value = after[name]
            return .config(record)
        }
    }

    private func checkTarget(_ resource: ConfigResource) throws(ApiError) {
        switch resource.type {
        case ConfigResource.topic("").type:
            guard state.topicIds[resource.name] != nil else {
                throw ApiError(.unknownTopicOrPartition, "The topic '\(resource.name)' does not exist.")
            }
        case ConfigResource.cluster.type:
            guard resource.name.isEmpty || Int32(resource.name) != nil else {
                throw ApiError(.invalidRequest, "Node id must be an integer, but it is: \(resource.name)")
            }
        case ConfigResource.group("").type:
            guard !resource.name.isEmpty else {
                throw ApiError(.invalidRequest, "Default group resources are not allowed.")
            }
        default:
            throw ApiError(.invalidRequest, "Unexpected resource type \(resource.type).")
        }
    }

    private func check(_ configs: [String: String], on resource: ConfigResource) throws(ApiError) {
        switch resource.type {
        case ConfigResource.topic("").type: try settings.check(topicConfigs: configs)
        case ConfigResource.group("").type: try settings.check(groupConfigs: configs)
        default: try settings.check(brokerConfigs: configs, isClusterWide: resource.name.isEmpty)
        }
    }

    /// The value a setting gets; nil where it is to go.
    private func value(
        of entry: ConfigChanges.Entry, on resource: ConfigResource, before: String?
    ) throws(ApiError) -> String? {
        guard entry.operation != .delete else { return nil }
        guard let value = entry.value else {
            throw ApiError(.invalidRequest, "Null value not supported for : \(entry.name)")
        }
        guard entry.operation != .set else { return value }
        let scope: Setting.Scope = resource.type == 2 ? .topic : resource.type == 32 ? .group : .broker
        let setting = Setting.named(entry.name, scope)
        guard setting?.type == .list else {
            let word = entry.operation == .append ? "APPEND" : "SUBTRACT"
            throw ApiError(.invalidConfig, "Can't \(word) to key \(entry.name) because its type is not LIST.")
        }
        var elements = Setting.elements(of: before ?? setting?.defaultValue ?? "")
        for element in Setting.elements(of: value) {
            elements.removeAll { $0 == element }
            if entry.operation == .append { elements.append(element) }
        }
        return elements.joined(separator: ",")
    }
}
