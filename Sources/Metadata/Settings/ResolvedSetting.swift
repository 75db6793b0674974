public import KafkaProtocol

/// What a setting comes to, and where its value is from.
public struct ResolvedSetting: Sendable {
    /// Which level a value is from; the raw value is the wire's in DescribeConfigs.
    public enum Source: Int8, Sendable {
        /// Set on the topic.
        case topic = 1
        /// Set on this broker while it ran.
        case broker = 2
        /// Set for all brokers of the cluster.
        case cluster = 3
        /// Given to this broker at its start.
        case start = 4
        /// Nobody set it.
        case standard = 5
        /// Set on the group.
        case group = 8
    }

    /// One value in the chain from the most specific down.
    public struct Level: Hashable, Sendable {
        /// The name under which it is set there.
        public let name: String
        /// The value as it was set: in the unit of that name.
        public let value: String
        public let source: Source
    }

    /// What is resolved.
    public let setting: Setting
    /// The effective value, in the unit of the setting; nil for none.
    public let value: String?
    /// The values that there are, the effective one first.
    public let levels: [Level]

    /// Its name.
    public var name: String { setting.name }
    /// Where the effective value is from.
    public var source: Source { levels.first?.source ?? .standard }
    /// Whether the value must not be shown.
    public var isSensitive: Bool { setting.isSensitive }
    /// Whether it can only be given at the start.
    public var isReadOnly: Bool { setting.scope == .broker && setting.change == .atStart }
}

extension ResolvedSetting {
    /// The same with the value of one level alone.
    public func onlyLevel(_ source: Source) -> ResolvedSetting {
        let kept = levels.filter { $0.source == source }
        return ResolvedSetting(setting: setting, value: kept.first?.value, levels: kept)
    }
}
