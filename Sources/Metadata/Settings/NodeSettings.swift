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
    public var numPartitions: Int { started("num.partitions", 1) }
    /// `default.replication.factor`: of a topic that is created without one.
    public var defaultReplicationFactor: Int { started("default.replication.factor", 1) }
    /// `auto.create.topics.enable`.
    public var autoCreatesTopics: Bool { flag("auto.create.topics.enable") }
    /// `delete.topic.enable`.
    public var deletesTopics: Bool { flag("delete.topic.enable") }

    private func text(_ name: String) -> String? { values[name] ?? Setting.named(name, .broker)?.defaultValue }
    private func flag(_ name: String) -> Bool { text(name)?.lowercased() == "true" }
    private func started(_ name: String, _ missing: Int) -> Int { text(name).flatMap { Int($0) } ?? missing }

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
        let dynamic: [(ResolvedSetting.Source, [String: String]?)] = [
            (.broker, state.configs[.broker(nodeId)]), (.cluster, state.configs[.cluster]), (.start, values),
        ]
        var inherited: String?
        for (source, values) in dynamic {
            guard let values else { continue }
            for synonym in names {
                guard let value = values[synonym.name] else { continue }
                levels.append(.init(name: synonym.name, value: value, source: source))
                inherited = inherited ?? scaled(value, by: synonym.factor)
            }
        }
        for synonym in names {
            guard let value = Setting.named(synonym.name, .broker)?.defaultValue else { continue }
            levels.append(.init(name: synonym.name, value: value, source: .standard))
        }
        return ResolvedSetting(
            setting: setting, value: own ?? inherited ?? setting.defaultValue, levels: levels)
    }

    /// The broker's names of a setting, the first that is set counts.
    private func synonyms(of setting: Setting) -> [(name: String, factor: Int64)] {
        switch setting.scope {
        case .topic: setting.synonyms.map { ($0.name, $0.factor) }
        case .broker: [(setting.name, 1)]
        case .group: []
        }
    }

    /// Hours as milliseconds, say; negative numbers mean "no limit" in every unit.
    private func scaled(_ value: String, by factor: Int64) -> String {
        guard factor != 1, let number = Int64(value), number >= 0 else { return value }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return String(overflow ? Int64.max : product)
    }
}
