public import KafkaProtocol

/// A topic to be created.
public struct NewTopic: Sendable {
    /// Its name.
    public var name: String
    /// How many partitions; -1 for the broker's default.
    public var partitions: Int32
    /// How many replicas of each; -1 for the broker's default.
    public var replicationFactor: Int16
    /// Settings that differ from the broker's defaults.
    public var configs: [(name: String, value: String)]

    /// A topic.
    public init(
        _ name: String, partitions: Int32 = -1, replicationFactor: Int16 = -1,
        configs: [(name: String, value: String)] = []
    ) {
        self.name = name
        self.partitions = partitions
        self.replicationFactor = replicationFactor
        self.configs = configs
    }
}

extension Admin {
    /// Creates a topic.
    ///
    /// - Parameter validateOnly: checks everything and creates nothing.
    /// - Returns: what the broker made of it.
    @discardableResult
    public func createTopic(
        _ topic: NewTopic, validateOnly: Bool = false
    ) throws(ClientError) -> CreateTopicsResponse.CreatableTopicResult {
        var request = CreateTopicsRequest()
        var entry = CreateTopicsRequest.CreatableTopic()
        entry.name = topic.name
        entry.numPartitions = topic.partitions
        entry.replicationFactor = topic.replicationFactor
        entry.configs = topic.configs.map { setting in
            var config = CreateTopicsRequest.CreatableTopicConfig()
            config.name = setting.name
            config.value = setting.value
            return config
        }
        request.topics = [entry]
        request.timeoutMs = timeout
        request.validateOnly = validateOnly
        return try onController { (controller) throws(ClientError) in
            let response = try client.call(request, to: controller)
            guard let result = response.topics.first(where: { $0.name == topic.name }) else {
                throw ClientError(.malformed, "topic \(topic.name)", "the broker left it out")
            }
            try Admin.check(result.errorCode, "topic \(topic.name)", result.errorMessage)
            return result
        }
    }

    /// Deletes topics with all their records.
    ///
    /// - Returns: the failures, by name; empty where all are gone.
    public func deleteTopics(_ names: [String]) throws(ClientError) -> [String: ClientError] {
        var request = DeleteTopicsRequest()
        request.topics = names.map { name in
            var state = DeleteTopicsRequest.DeleteTopicState()
            state.name = name
            return state
        }
        request.topicNames = names
        request.timeoutMs = timeout
        let response = try onController { (controller) throws(ClientError) in
            let response = try client.call(request, to: controller)
            if let moved = response.responses.first(where: { $0.errorCode == ErrorCode.notController.rawValue }) {
                try Admin.check(moved.errorCode, "controller")
            }
            return response
        }
        var failures: [String: ClientError] = [:]
        for result in response.responses where result.errorCode != 0 {
            guard let name = result.name else { continue }
            let error = ErrorCode(rawValue: result.errorCode)
            failures[name] = ClientError(error, "topic \(name)", message: result.errorMessage)
        }
        return failures
    }

    /// Adds partitions to a topic.
    ///
    /// - Parameter total: how many it is to have then.
    public func createPartitions(
        _ topic: String, total: Int32, validateOnly: Bool = false
    ) throws(ClientError) {
        var request = CreatePartitionsRequest()
        var entry = CreatePartitionsRequest.CreatePartitionsTopic()
        entry.name = topic
        entry.count = total
        entry.assignments = nil
        request.topics = [entry]
        request.timeoutMs = timeout
        request.validateOnly = validateOnly
        try onController { (controller) throws(ClientError) in
            let response = try client.call(request, to: controller)
            for result in response.results {
                try Admin.check(result.errorCode, "topic \(topic)", result.errorMessage)
            }
        }
    }

    /// Calls `body` with the controller that the metadata names, and again with the next where it has moved.
    func onController<Value>(_ body: (Destination) throws(ClientError) -> Value) throws(ClientError) -> Value {
        try retrying { () throws(ClientError) in
            let metadata = try metadata(of: [])
            return try body(metadata.broker(metadata.controllerId) ?? .any)
        }
    }
}
