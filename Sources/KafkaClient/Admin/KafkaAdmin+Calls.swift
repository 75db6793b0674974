/// Topics, partitions and settings; each call is the one of `Admin` with the same name.
extension KafkaAdmin {
    /// The brokers and topics of the cluster; see `Admin.metadata`.
    public func metadata(of topics: [String]? = nil) async throws -> ClusterMetadata {
        try await perform { try $0.metadata(of: topics) }
    }

    /// One topic that must exist; see `Admin.topic`.
    public func topic(_ name: String) async throws -> TopicInfo { try await perform { try $0.topic(name) } }

    /// The brokers as DescribeCluster tells them; see `Admin.cluster`.
    public func cluster() async throws -> DescribeClusterResponse { try await perform { try $0.cluster() } }

    /// Creates a topic; see `Admin.createTopic`.
    @discardableResult
    public func createTopic(
        _ topic: NewTopic, validateOnly: Bool = false
    ) async throws -> CreateTopicsResponse.CreatableTopicResult {
        try await perform { try $0.createTopic(topic, validateOnly: validateOnly) }
    }

    /// Deletes topics, and answers those that could not be; see `Admin.deleteTopics`.
    @discardableResult
    public func deleteTopics(_ names: [String]) async throws -> [String: ClientError] {
        try await perform { try $0.deleteTopics(names) }
    }

    /// Adds partitions to a topic; see `Admin.createPartitions`.
    public func createPartitions(_ topic: String, total: Int32, validateOnly: Bool = false) async throws {
        try await perform { try $0.createPartitions(topic, total: total, validateOnly: validateOnly) }
    }

    /// The settings of a topic, broker or group; see `Admin.configs`.
    public func configs(
        of resource: ConfigResource, keys: [String]? = nil
    ) async throws -> [DescribeConfigsResponse.DescribeConfigsResourceResult] {
        try await perform { try $0.configs(of: resource, keys: keys) }
    }

    /// Changes settings, all or none; see `Admin.alterConfigs`.
    public func alterConfigs(
        of resource: ConfigResource, _ changes: [ConfigChange], validateOnly: Bool = false
    ) async throws {
        try await perform { try $0.alterConfigs(of: resource, changes, validateOnly: validateOnly) }
    }

    /// What brokers hold on their disks; see `Admin.logDirectories`.
    public func logDirectories() async throws -> [Int32: DescribeLogDirsResponse] {
        try await perform { try $0.logDirectories() }
    }
}

/// Offsets and groups.
extension KafkaAdmin {
    /// One offset of each partition; see `Admin.offsets`.
    public func offsets(
        _ queries: [TopicPartition: OffsetQuery], committedOnly: Bool = false
    ) async throws -> [TopicPartition: Result<ListedOffset, ClientError>] {
        try await perform { try $0.offsets(queries, committedOnly: committedOnly) }
    }

    /// Deletes the records before offsets; see `Admin.deleteRecords`.
    @discardableResult
    public func deleteRecords(
        before offsets: [TopicPartition: Int64]
    ) async throws -> [TopicPartition: Result<Int64, ClientError>] {
        try await perform { try $0.deleteRecords(before: offsets) }
    }

    /// All groups; see `Admin.groups`.
    public func groups() async throws -> [ListGroupsResponse.ListedGroup] { try await perform { try $0.groups() } }

    /// One group, of either protocol; see `Admin.group`.
    public func group(_ name: String) async throws -> GroupDescription { try await perform { try $0.group(name) } }

    /// What a group has committed; see `Admin.committedOffsets`.
    public func committedOffsets(
        of group: String, _ partitions: [TopicPartition]? = nil
    ) async throws -> [TopicPartition: CommittedOffset] {
        try await perform { try $0.committedOffsets(of: group, partitions) }
    }

    /// Sets what a group without members has committed, and answers the failures; see `Admin.commitOffsets`.
    @discardableResult
    public func commitOffsets(
        of group: String, _ offsets: [TopicPartition: CommittedOffset]
    ) async throws -> [TopicPartition: ClientError] {
        try await perform { try $0.commitOffsets(of: group, offsets) }
    }

    /// Deletes a group without members; see `Admin.deleteGroup`.
    public func deleteGroup(_ name: String) async throws { try await perform { try $0.deleteGroup(name) } }

    /// Forgets what a group has committed for partitions, and answers the failures; see `Admin.deleteOffsets`.
    @discardableResult
    public func deleteOffsets(
        of group: String, _ partitions: [TopicPartition]
    ) async throws -> [TopicPartition: ClientError] {
        try await perform { try $0.deleteOffsets(of: group, partitions) }
    }
}

/// Transactions.
extension KafkaAdmin {
    /// The transactional ids that coordinators know; see `Admin.transactions`.
    public func transactions(
        states: [String] = [], longerThan: Duration? = nil
    ) async throws -> [ListTransactionsResponse.TransactionState] {
        let limit = longerThan?.milliseconds
        return try await perform { try $0.transactions(states: states, longerThan: limit) }
    }

    /// One transactional id; see `Admin.transaction`.
    public func transaction(_ id: String) async throws -> TransactionDescription {
        try await perform { try $0.transaction(id) }
    }

    /// Aborts what is open under a transactional id by fencing its producer; see `Admin.fenceProducer`.
    public func fenceProducer(_ id: String) async throws { try await perform { try $0.fenceProducer(id) } }

    /// The producers that the leaders of partitions remember; see `Admin.producers`.
    public func producers(
        of partitions: [TopicPartition]
    ) async throws -> [TopicPartition: Result<[ProducerDescription], ClientError>] {
        try await perform { try $0.producers(of: partitions) }
    }

    /// Ends a transaction that hangs in a partition; see `Admin.abortTransaction`.
    public func abortTransaction(of producer: ProducerDescription, in partition: TopicPartition) async throws {
        try await perform { try $0.abortTransaction(of: producer, in: partition) }
    }
}
