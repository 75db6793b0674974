// Made by protocol-gen from protocol/configs.txt and protocol/settings.txt. Do not edit: change that file, then `swift run protocol-gen`.

import KafkaProtocol

/// Kafka's defaults, which a few of ours are not.
enum KafkaDefaults {
    /// Kafka's default of a setting; nil for none, and for a setting that Kafka does not have.
    static func value(of setting: Setting) -> String? {
        switch (setting.scope, setting.name) {
        case (.broker, "allow.everyone.if.no.acl.found"): nil
        case (.broker, "damage.policy"): nil
        case (.topic, "flush.messages"): "9223372036854775807"
        case (.broker, "log.cleaner.dedupe.buffer.size"): "134217728"
        case (.broker, "log.flush.interval.messages"): "9223372036854775807"
        case (.broker, "node.id"): nil
        case (.broker, "offsets.retention.minutes"): "10080"
        case (.broker, "process.roles"): nil
        case (.broker, "super.users"): nil
        case (.broker, "validate"): nil
        default: setting.defaultValue
        }
    }
}
