import KafkaProtocol

/// The APIs of a broker by key: what is dispatched, and what ApiVersions reports. Nothing else is advertised.
struct ApiTable: Sendable {
    /// Every handler.
    static let handlers: [any ApiHandler.Type] = [
        ProduceHandler.self, FetchHandler.self, ListOffsetsHandler.self, MetadataHandler.self,
        OffsetCommitHandler.self, OffsetFetchHandler.self, FindCoordinatorHandler.self, JoinGroupHandler.self,
        HeartbeatHandler.self, LeaveGroupHandler.self, SyncGroupHandler.self, DescribeGroupsHandler.self,
        ListGroupsHandler.self, ApiVersionsHandler.self, CreateTopicsHandler.self, DeleteTopicsHandler.self,
        DeleteRecordsHandler.self, InitProducerIdHandler.self, OffsetForLeaderEpochHandler.self,
        AddPartitionsToTxnHandler.self, AddOffsetsToTxnHandler.self, EndTxnHandler.self, WriteTxnMarkersHandler.self,
        TxnOffsetCommitHandler.self,
        DescribeConfigsHandler.self, AlterConfigsHandler.self, DescribeLogDirsHandler.self,
        CreatePartitionsHandler.self, DeleteGroupsHandler.self, IncrementalAlterConfigsHandler.self,
        OffsetDeleteHandler.self, DescribeQuorumHandler.self, DescribeClusterHandler.self,
        DescribeProducersHandler.self, DescribeTransactionsHandler.self, ListTransactionsHandler.self,
        DescribeTopicPartitionsHandler.self, ConsumerGroupHeartbeatHandler.self, ConsumerGroupDescribeHandler.self,
        DescribeAclsHandler.self, CreateAclsHandler.self, DeleteAclsHandler.self, AlterReplicaLogDirsHandler.self,
        ElectLeadersHandler.self, AlterPartitionReassignmentsHandler.self, ListPartitionReassignmentsHandler.self,
        DescribeClientQuotasHandler.self, AlterClientQuotasHandler.self, DescribeUserScramCredentialsHandler.self,
        UpdateFeaturesHandler.self, ListConfigResourcesHandler.self,
    ]

    private let byKey: [(any ApiHandler.Type)?]
    /// Those it has, in the order of the api keys.
    let all: [any ApiHandler.Type]

    init(_ handlers: [any ApiHandler.Type] = ApiTable.handlers) {
        all = handlers.sorted { $0.apiKey.rawValue < $1.apiKey.rawValue }
        var byKey: [(any ApiHandler.Type)?] = []
        for handler in all {
            let key = Int(handler.apiKey.rawValue)
            while byKey.count <= key { byKey.append(nil) }
            byKey[key] = handler
        }
        self.byKey = byKey
    }

    /// The handler of an api key as sent.
    func handler(_ key: ApiKey) -> (any ApiHandler.Type)? {
        key.rawValue >= 0 && Int(key.rawValue) < byKey.count ? byKey[Int(key.rawValue)] : nil
    }
}
