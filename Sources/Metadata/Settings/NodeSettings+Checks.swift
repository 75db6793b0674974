import KafkaProtocol

// What may be set, in Kafka's words where they are known.
extension NodeSettings {
    /// Checks all that is to be set on a topic.
    ///
    /// - Throws: INVALID_CONFIG.
    public func check(topicConfigs configs: [String: String]) throws(ApiError) {
        try check(configs, .topic, unknown: "Unknown topic config name: ")
    }

    /// Checks all that is to be set on a group.
    ///
    /// - Throws: INVALID_CONFIG.
    func check(groupConfigs configs: [String: String]) throws(ApiError) {
        try check(configs, .group, unknown: "Unknown group config name: ")
        for (name, value) in configs.sorted(by: { $0.key < $1.key }) {
            guard let number = Int64(value) else { continue }
            if let least = bound(of: name, "min"), number < least.value {
                throw ApiError(.invalidConfig, "\(name) must be greater than or equal to \(least.name)")
            }
            if let most = bound(of: name, "max"), number > most.value {
                throw ApiError(.invalidConfig, "\(name) must be less than or equal to \(most.name)")
            }
        }
    }

    /// The broker's limit for a group's setting, where it has one: of `consumer.session.timeout.ms` the value of
    /// `group.consumer.min.session.timeout.ms`.
    private func bound(of name: String, _ side: String) -> (name: String, value: Int64)? {
        let parts = name.split(separator: ".", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let rest = parts[1] == "num.standby.replicas" ? "standby.replicas" : parts[1]
        let bound = "group.\(parts[0]).\(side).\(rest)"
        return started(bound).flatMap { Int64($0) }.map { (bound, $0) }
    }

    /// Checks what is to be set on a broker, or on all, while it runs.
    ///
    /// - Throws: INVALID_CONFIG; INVALID_REQUEST for a setting that can only be given at the start, or on each broker.
    func check(brokerConfigs configs: [String: String], isClusterWide: Bool) throws(ApiError) {
        for name in configs.keys.sorted() {
            guard let setting = Setting.named(name, .broker) else { continue }
            let refused: String? =
                switch setting.change {
                case .atStart: "Cannot update these configs dynamically: [\(name)]"
                case .perBroker where isClusterWide:
                    "Cannot update these configs at default cluster level: [\(name)]"
                case .perBroker, .dynamic: nil
                }
            if let refused { throw ApiError(.invalidRequest, refused) }
        }
        try check(configs, .broker, unknown: "Unknown broker config name: ")
    }

    private func check(
        _ configs: [String: String], _ scope: Setting.Scope, unknown: String
    ) throws(ApiError) {
        for (name, value) in configs.sorted(by: { $0.key < $1.key }) {
            guard let setting = Setting.named(name, scope) else {
                throw ApiError(.invalidConfig, unknown + name)
            }
            if let fault = setting.fault(in: value) {
                throw ApiError(.invalidConfig, "Invalid value \(value) for configuration \(name): \(fault)")
            }
        }
    }
}
