public import KafkaProtocol

/// Something that has settings.
public struct ConfigResource: Hashable, Sendable, CustomStringConvertible {
    /// The number of its kind: 2 topic, 4 broker, 8 broker logger, 16 client metrics, 32 group.
    public let type: Int8
    /// Its name.
    public let name: String

    /// A resource of any kind.
    public init(type: Int8, name: String) {
        self.type = type
        self.name = name
    }

    /// A topic.
    public static func topic(_ name: String) -> ConfigResource { ConfigResource(type: 2, name: name) }
    /// A broker by its node id; nil for what holds for all brokers.
    public static func broker(_ id: Int32?) -> ConfigResource {
        ConfigResource(type: 4, name: id.map { "\($0)" } ?? "")
    }
    /// A group.
    public static func group(_ name: String) -> ConfigResource { ConfigResource(type: 32, name: name) }

    public var description: String {
        switch type {
        case 2: "topic \(name)"
        case 4: name.isEmpty ? "all brokers" : "broker \(name)"
        case 32: "group \(name)"
        default: "resource \(type) \(name)"
        }
    }
}

/// A change of one setting.
public struct ConfigChange: Hashable, Sendable {
    /// What is done; the raw values are the protocol's.
    public enum Operation: Int8, Sendable {
        /// Sets the value.
        case set = 0
        /// Goes back to the default.
        case delete = 1
        /// Adds to a list.
        case append = 2
        /// Takes from a list.
        case subtract = 3
    }

    /// The setting.
    public var name: String
    /// What is done.
    public var operation: Operation
    /// The value; nil for `delete`.
    public var value: String?

    /// A change.
    public init(_ name: String, _ operation: Operation, _ value: String? = nil) {
        self.name = name
        self.operation = operation
        self.value = value
    }
}

extension Admin {
    /// The settings of a resource, with where each value comes from.
    ///
    /// - Parameter keys: which; nil for all.
    public func configs(
        of resource: ConfigResource, keys: [String]? = nil, synonyms: Bool = false, documentation: Bool = false
    ) throws(ClientError) -> [DescribeConfigsResponse.DescribeConfigsResourceResult] {
        var request = DescribeConfigsRequest()
        var entry = DescribeConfigsRequest.DescribeConfigsResource()
        entry.resourceType = resource.type
        entry.resourceName = resource.name
        entry.configurationKeys = keys
        request.resources = [entry]
        request.includeSynonyms = synonyms
        request.includeDocumentation = documentation
        return try retrying { () throws(ClientError) in
            let response = try client.call(request, to: try owner(of: resource))
            guard let result = response.results.first else {
                throw ClientError(.malformed, "\(resource)", "the broker left it out")
            }
            try Admin.check(result.errorCode, "\(resource)", result.errorMessage)
            return result.configs
        }
    }

    /// Changes settings of a resource, all or none of them.
    public func alterConfigs(
        of resource: ConfigResource, _ changes: [ConfigChange], validateOnly: Bool = false
    ) throws(ClientError) {
        var request = IncrementalAlterConfigsRequest()
        var entry = IncrementalAlterConfigsRequest.AlterConfigsResource()
        entry.resourceType = resource.type
        entry.resourceName = resource.name
        entry.configs = changes.map { change in
            var config = IncrementalAlterConfigsRequest.AlterableConfig()
            config.name = change.name
            config.configOperation = change.operation.rawValue
            config.value = change.value
            return config
        }
        request.resources = [entry]
        request.validateOnly = validateOnly
        try onController { (controller) throws(ClientError) in
            let named = try owner(of: resource)
            let response = try client.call(request, to: named == .any ? controller : named)
            for result in response.responses {
                try Admin.check(result.errorCode, "\(resource)", result.errorMessage)
            }
        }
    }

    /// A broker answers for its own settings only; everything else any broker knows.
    private func owner(of resource: ConfigResource) throws(ClientError) -> Destination {
        guard resource.type == 4 || resource.type == 8, !resource.name.isEmpty else { return .any }
        guard let id = Int32(resource.name), let broker = try metadata(of: []).broker(id) else {
            throw ClientError(.resourceNotFound, "\(resource)", message: "no such broker is alive")
        }
        return broker
    }
}
