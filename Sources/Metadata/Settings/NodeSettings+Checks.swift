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
