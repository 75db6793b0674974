public import KafkaProtocol

/// The settings a node was started with, and the one place that finds out what a setting is worth: looked for in the
/// topic, then as the setting of this broker, of all brokers, and among those of the start, under the names that Kafka
/// gives it there; then comes the default.
public struct NodeSettings: Sendable {
    /// Which broker's settings count.
    public let nodeId: Int32
    /// What was given at the start, by Kafka's broker names; checked by whoever took it from the user.
    public let values: [String: String]

    /// The settings of a node; without values everything is Kafka's default or ours.
    public init(nodeId: Int32 = 1, values: [String: String] = [:]) {
        self.nodeId = nodeId
        self.values = values
    }

    /// `num.partitions`: of a topic that is created without a number.
    public var numPartitions: Int { number("num.partitions", 1) }
    /// `default.replication.factor`: of a topic that is created without one.
    public var defaultReplicationFactor: Int { number("default.replication.factor", 1) }
    /// `auto.create.topics.enable`.
    public var autoCreatesTopics: Bool { flag("auto.create.topics.enable") }
    /// `delete.topic.enable`.
    public var deletesTopics: Bool { flag("delete.topic.enable") }

    /// What a broker's setting was given at the start, or its default.
    func started(_ name: String) -> String? { values[name] ?? Setting.named(name, .broker)?.defaultValue }
    private func flag(_ name: String) -> Bool { started(name)?.lowercased() == "true" }
    private func number(_ name: String, _ missing: Int) -> Int { started(name).flatMap { Int($0) } ?? missing }

    /// All settings of a topic that clients see, by name.
    ///
    /// - Parameter overrides: what is set on the topic.
    public func resolveTopic(overrides: [String: String], in state: ClusterState) -> [ResolvedSetting] {
        Setting.all(.topic).filter { !$0.isInternal }.map { resolve($0, overrides, in: state) }
    }

    /// All settings of this broker that clients see, by name.
    public func resolveBroker(in state: ClusterState) -> [ResolvedSetting] {
        Setting.all(.broker).filter { !$0.isInternal }.map { resolve($0, [:], in: state) }
    }

    /// All settings of a group, by name.
    public func resolveGroup(_ name: String, in state: ClusterState) -> [ResolvedSetting] {
        let overrides = state.configs[.group(name)] ?? [:]
        return Setting.all(.group).map { resolve($0, overrides, in: state) }
    }

    /// What one setting comes to.
    ///
    /// - Parameter overrides: what is set on the topic or group itself; not looked at for a broker's setting.
    public func resolve(
        _ setting: Setting, _ overrides: [String: String], in state: ClusterState
    ) -> ResolvedSetting {
        var levels: [ResolvedSetting.Level] = []
        if setting.scope != .broker, let value = overrides[setting.name] {
            let source: ResolvedSetting.Source = setting.scope == .topic ? .topic : .group
            levels.append(.init(name: setting.name, value: value, source: source))
        }
        let own = levels.first?.value
        let names = synonyms(of: setting)
        let chain = brokerLevels(names, in: state)
        // A broker's own setting is worth what it says itself; a topic's is the first of its synonyms that is set.
        let counting = chain.first { setting.scope != .broker || $0.name == setting.name }
        let factor = names.first { $0.name == counting?.name }?.factor ?? 1
        let inherited = counting.map { scaled($0.value, by: factor) }
        // As Kafka tells it: the chain begins where the first of the names is set, though another may count.
        levels += chain.drop { $0.name != (setting.scope == .broker ? setting.name : names.first?.name) }
        return ResolvedSetting(
            setting: setting, value: own ?? inherited ?? setting.defaultValue, levels: levels)
    }

    /// All values that the broker's names have, the most specific first, then the defaults of those that have one.
    private func brokerLevels(
        _ names: [(name: String, factor: Int64)], in state: ClusterState
    ) -> [ResolvedSetting.Level] {
        let dynamic: [(ResolvedSetting.Source, [String: String]?)] = [
            (.broker, state.configs[.broker(nodeId)]), (.cluster, state.configs[.cluster]), (.start, values),
        ]
        var levels: [ResolvedSetting.Level] = []
        for case (let source, let values?) in dynamic {
            for synonym in names {
                guard let value = values[synonym.name] else { continue }
                levels.append(.init(name: synonym.name, value: value, source: source))
            }
        }
        for synonym in names {
            guard let value = Setting.named(synonym.name, .broker)?.defaultValue else { continue }
            levels.append(.init(name: synonym.name, value: value, source: .standard))
        }
        return levels
    }

    /// The broker's names of a setting, the first that is set counts.
    private func synonyms(of setting: Setting) -> [(name: String, factor: Int64)] {
        switch setting.scope {
        case .topic: return setting.synonyms.map { ($0.name, $0.factor) }
        case .broker:
            // Those that stand for a topic's setting together: log.retention.ms, .minutes and .hours.
            let topics = Setting.all(.topic).first { $0.synonyms.contains { $0.name == setting.name } }
            return topics?.synonyms.map { ($0.name, Int64(1)) } ?? [(setting.name, Int64(1))]
        case .group: return []
        }
    }

    /// Hours as milliseconds, say; negative numbers mean "no limit" in every unit.
    private func scaled(_ value: String, by factor: Int64) -> String {
        guard factor != 1, let number = Int64(value), number >= 0 else { return value }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return String(overflow ? Int64.max : product)
    }
}
