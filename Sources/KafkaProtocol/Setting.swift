/// A setting by Kafka's name: what it may be, what it is when nobody sets it, and whether it does anything here.
///
/// The table is made from `protocol/configs.txt` and `protocol/settings.txt`; what a setting is worth at a given moment,
/// and from where, is for Metadata to resolve.
public struct Setting: Sendable {
    /// What a setting is set on.
    public enum Scope: Sendable {
        case topic
        case broker
        case group
    }

    /// The type of its value; the raw value is the wire's in DescribeConfigs.
    public enum ValueType: Int8, Sendable {
        case boolean = 1
        case string = 2
        case int = 3
        case short = 4
        case long = 5
        case double = 6
        case list = 7
        case classname = 8
        case password = 9
    }

    /// What becomes of a value that is set.
    public enum Status: Sendable {
        /// It does what it says.
        case effective
        /// It is kept and described, without effect.
        case stored
        /// Anything but the default is an error: to keep it without effect would be a promise, or a hole.
        case refused
    }

    /// When it may be set.
    public enum Change: Sendable {
        /// At the start only: configuration file or command line.
        case atStart
        /// While brokers run, on one broker only.
        case perBroker
        /// While brokers run, on one broker or cluster-wide; settings of topics and groups always.
        case dynamic
    }

    /// A broker's setting that gives a topic's default.
    public struct Synonym: Sendable, Equatable {
        public let name: String
        /// The broker's number times this is the topic's: 60,000 from minutes to milliseconds.
        public let factor: Int64
    }

    public let scope: Scope
    public let name: String
    public let type: ValueType
    /// The value where nobody sets one; nil for none.
    public internal(set) var defaultValue: String?
    public internal(set) var status = Status.stored
    public internal(set) var change = Change.dynamic
    /// Whether Kafka keeps it out of its documentation and DescribeConfigs.
    public internal(set) var isInternal = false
    /// The least a number may be.
    public internal(set) var minimum: Double?
    /// The most a number may be.
    public internal(set) var maximum: Double?
    /// The words it may be, or the elements of a list; beside numbers within bounds, numbers out of them. Empty for any.
    public internal(set) var words: [String] = []
    /// Whether the case of `words` does not matter.
    public internal(set) var ignoresCase = false
    /// For a topic's setting, the broker's settings that give its default; the first that is set counts.
    public internal(set) var synonyms: [Synonym] = []
    /// One or two sentences; empty for most that have no effect.
    public internal(set) var documentation = ""

    init(_ scope: Scope, _ name: String, _ type: ValueType, _ defaultValue: String?) {
        self.scope = scope
        self.name = name
        self.type = type
        self.defaultValue = defaultValue
    }

    /// Whether its value must not be shown.
    public var isSensitive: Bool { type == .password }
}

extension Setting {
    /// Every setting of a scope, by name.
    public static func all(_ scope: Scope) -> [Setting] {
        switch scope {
        case .topic: SettingTable.topic
        case .broker: SettingTable.broker
        case .group: SettingTable.group
        }
    }

    /// The setting of that name; nil where the scope has none.
    public static func named(_ name: String, _ scope: Scope) -> Setting? {
        let table = all(scope)
        var low = 0
        var high = table.count
        while low < high {
            let middle = low + (high - low) / 2
            if table[middle].name < name { low = middle + 1 } else { high = middle }
        }
        return low < table.count && table[low].name == name ? table[low] : nil
    }
}
