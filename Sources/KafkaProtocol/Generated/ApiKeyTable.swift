// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

extension ApiKey {
    public static var produce: ApiKey { ApiKey(rawValue: 0) }
    public static var fetch: ApiKey { ApiKey(rawValue: 1) }
    public static var listOffsets: ApiKey { ApiKey(rawValue: 2) }
    public static var metadata: ApiKey { ApiKey(rawValue: 3) }
    public static var offsetCommit: ApiKey { ApiKey(rawValue: 8) }
    public static var offsetFetch: ApiKey { ApiKey(rawValue: 9) }
    public static var findCoordinator: ApiKey { ApiKey(rawValue: 10) }
    public static var joinGroup: ApiKey { ApiKey(rawValue: 11) }
    public static var heartbeat: ApiKey { ApiKey(rawValue: 12) }
    public static var leaveGroup: ApiKey { ApiKey(rawValue: 13) }
    public static var syncGroup: ApiKey { ApiKey(rawValue: 14) }
    public static var describeGroups: ApiKey { ApiKey(rawValue: 15) }
    public static var listGroups: ApiKey { ApiKey(rawValue: 16) }
    public static var saslHandshake: ApiKey { ApiKey(rawValue: 17) }
    public static var apiVersions: ApiKey { ApiKey(rawValue: 18) }
    public static var createTopics: ApiKey { ApiKey(rawValue: 19) }
    public static var deleteTopics: ApiKey { ApiKey(rawValue: 20) }
    public static var deleteRecords: ApiKey { ApiKey(rawValue: 21) }
    public static var initProducerId: ApiKey { ApiKey(rawValue: 22) }
    public static var offsetForLeaderEpoch: ApiKey { ApiKey(rawValue: 23) }
    public static var addPartitionsToTxn: ApiKey { ApiKey(rawValue: 24) }
    public static var addOffsetsToTxn: ApiKey { ApiKey(rawValue: 25) }
    public static var endTxn: ApiKey { ApiKey(rawValue: 26) }
    public static var writeTxnMarkers: ApiKey { ApiKey(rawValue: 27) }
    public static var txnOffsetCommit: ApiKey { ApiKey(rawValue: 28) }
    public static var describeAcls: ApiKey { ApiKey(rawValue: 29) }
    public static var createAcls: ApiKey { ApiKey(rawValue: 30) }
    public static var deleteAcls: ApiKey { ApiKey(rawValue: 31) }
    public static var describeConfigs: ApiKey { ApiKey(rawValue: 32) }
    public static var alterConfigs: ApiKey { ApiKey(rawValue: 33) }
    public static var alterReplicaLogDirs: ApiKey { ApiKey(rawValue: 34) }
    public static var describeLogDirs: ApiKey { ApiKey(rawValue: 35) }
    public static var saslAuthenticate: ApiKey { ApiKey(rawValue: 36) }
    public static var createPartitions: ApiKey { ApiKey(rawValue: 37) }
    public static var createDelegationToken: ApiKey { ApiKey(rawValue: 38) }
    public static var renewDelegationToken: ApiKey { ApiKey(rawValue: 39) }
    public static var expireDelegationToken: ApiKey { ApiKey(rawValue: 40) }
    public static var describeDelegationToken: ApiKey { ApiKey(rawValue: 41) }
    public static var deleteGroups: ApiKey { ApiKey(rawValue: 42) }
    public static var electLeaders: ApiKey { ApiKey(rawValue: 43) }
    public static var incrementalAlterConfigs: ApiKey { ApiKey(rawValue: 44) }
    public static var alterPartitionReassignments: ApiKey { ApiKey(rawValue: 45) }
    public static var listPartitionReassignments: ApiKey { ApiKey(rawValue: 46) }
    public static var offsetDelete: ApiKey { ApiKey(rawValue: 47) }
    public static var describeClientQuotas: ApiKey { ApiKey(rawValue: 48) }
    public static var alterClientQuotas: ApiKey { ApiKey(rawValue: 49) }
    public static var describeUserScramCredentials: ApiKey { ApiKey(rawValue: 50) }
    public static var alterUserScramCredentials: ApiKey { ApiKey(rawValue: 51) }
    public static var vote: ApiKey { ApiKey(rawValue: 52) }
    public static var beginQuorumEpoch: ApiKey { ApiKey(rawValue: 53) }
    public static var endQuorumEpoch: ApiKey { ApiKey(rawValue: 54) }
    public static var describeQuorum: ApiKey { ApiKey(rawValue: 55) }
    public static var alterPartition: ApiKey { ApiKey(rawValue: 56) }
    public static var updateFeatures: ApiKey { ApiKey(rawValue: 57) }
    public static var envelope: ApiKey { ApiKey(rawValue: 58) }
    public static var fetchSnapshot: ApiKey { ApiKey(rawValue: 59) }
    public static var describeCluster: ApiKey { ApiKey(rawValue: 60) }
    public static var describeProducers: ApiKey { ApiKey(rawValue: 61) }
    public static var brokerRegistration: ApiKey { ApiKey(rawValue: 62) }
    public static var brokerHeartbeat: ApiKey { ApiKey(rawValue: 63) }
    public static var unregisterBroker: ApiKey { ApiKey(rawValue: 64) }
    public static var describeTransactions: ApiKey { ApiKey(rawValue: 65) }
    public static var listTransactions: ApiKey { ApiKey(rawValue: 66) }
    public static var allocateProducerIds: ApiKey { ApiKey(rawValue: 67) }
    public static var consumerGroupHeartbeat: ApiKey { ApiKey(rawValue: 68) }
    public static var consumerGroupDescribe: ApiKey { ApiKey(rawValue: 69) }
    public static var controllerRegistration: ApiKey { ApiKey(rawValue: 70) }
    public static var getTelemetrySubscriptions: ApiKey { ApiKey(rawValue: 71) }
    public static var pushTelemetry: ApiKey { ApiKey(rawValue: 72) }
    public static var assignReplicasToDirs: ApiKey { ApiKey(rawValue: 73) }
    public static var listConfigResources: ApiKey { ApiKey(rawValue: 74) }
    public static var describeTopicPartitions: ApiKey { ApiKey(rawValue: 75) }
    public static var shareGroupHeartbeat: ApiKey { ApiKey(rawValue: 76) }
    public static var shareGroupDescribe: ApiKey { ApiKey(rawValue: 77) }
    public static var shareFetch: ApiKey { ApiKey(rawValue: 78) }
    public static var shareAcknowledge: ApiKey { ApiKey(rawValue: 79) }
    public static var addRaftVoter: ApiKey { ApiKey(rawValue: 80) }
    public static var removeRaftVoter: ApiKey { ApiKey(rawValue: 81) }
    public static var updateRaftVoter: ApiKey { ApiKey(rawValue: 82) }
    public static var initializeShareGroupState: ApiKey { ApiKey(rawValue: 83) }
    public static var readShareGroupState: ApiKey { ApiKey(rawValue: 84) }
    public static var writeShareGroupState: ApiKey { ApiKey(rawValue: 85) }
    public static var deleteShareGroupState: ApiKey { ApiKey(rawValue: 86) }
    public static var readShareGroupStateSummary: ApiKey { ApiKey(rawValue: 87) }
    public static var streamsGroupHeartbeat: ApiKey { ApiKey(rawValue: 88) }
    public static var streamsGroupDescribe: ApiKey { ApiKey(rawValue: 89) }
    public static var describeShareGroupOffsets: ApiKey { ApiKey(rawValue: 90) }
    public static var alterShareGroupOffsets: ApiKey { ApiKey(rawValue: 91) }
    public static var deleteShareGroupOffsets: ApiKey { ApiKey(rawValue: 92) }
}

extension ApiDefinition {
    /// Every API of the schemas, by ascending key.
    public static let all: [ApiDefinition] = [
        ApiDefinition(.produce, "Produce", 3...13, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.fetch, "Fetch", 4...18, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.listOffsets, "ListOffsets", 1...11, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.metadata, "Metadata", 0...13, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.offsetCommit, "OffsetCommit", 2...10, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.offsetFetch, "OffsetFetch", 1...10, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.findCoordinator, "FindCoordinator", 0...6, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.joinGroup, "JoinGroup", 0...9, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.heartbeat, "Heartbeat", 0...4, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.leaveGroup, "LeaveGroup", 0...5, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.syncGroup, "SyncGroup", 0...5, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.describeGroups, "DescribeGroups", 0...6, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.listGroups, "ListGroups", 0...5, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.saslHandshake, "SaslHandshake", 0...1, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.apiVersions, "ApiVersions", 0...4, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.createTopics, "CreateTopics", 2...7, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.deleteTopics, "DeleteTopics", 1...6, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.deleteRecords, "DeleteRecords", 0...2, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.initProducerId, "InitProducerId", 0...6, listeners: [.broker], latestUnstable: true),
        ApiDefinition(.offsetForLeaderEpoch, "OffsetForLeaderEpoch", 2...4, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.addPartitionsToTxn, "AddPartitionsToTxn", 0...5, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.addOffsetsToTxn, "AddOffsetsToTxn", 0...4, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.endTxn, "EndTxn", 0...5, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.writeTxnMarkers, "WriteTxnMarkers", 1...2, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.txnOffsetCommit, "TxnOffsetCommit", 0...5, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.describeAcls, "DescribeAcls", 1...3, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.createAcls, "CreateAcls", 1...3, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.deleteAcls, "DeleteAcls", 1...3, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.describeConfigs, "DescribeConfigs", 1...4, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.alterConfigs, "AlterConfigs", 0...2, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.alterReplicaLogDirs, "AlterReplicaLogDirs", 1...2, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.describeLogDirs, "DescribeLogDirs", 1...5, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.saslAuthenticate, "SaslAuthenticate", 0...2, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.createPartitions, "CreatePartitions", 0...3, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.createDelegationToken, "CreateDelegationToken", 1...3, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.renewDelegationToken, "RenewDelegationToken", 1...2, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.expireDelegationToken, "ExpireDelegationToken", 1...2, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.describeDelegationToken, "DescribeDelegationToken", 1...3, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.deleteGroups, "DeleteGroups", 0...2, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.electLeaders, "ElectLeaders", 0...2, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.incrementalAlterConfigs, "IncrementalAlterConfigs", 0...1, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.alterPartitionReassignments, "AlterPartitionReassignments", 0...1, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.listPartitionReassignments, "ListPartitionReassignments", 0...0, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.offsetDelete, "OffsetDelete", 0...0, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.describeClientQuotas, "DescribeClientQuotas", 0...1, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.alterClientQuotas, "AlterClientQuotas", 0...1, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.describeUserScramCredentials, "DescribeUserScramCredentials", 0...0, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.alterUserScramCredentials, "AlterUserScramCredentials", 0...0, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.vote, "Vote", 0...2, listeners: [.controller], latestUnstable: false),
        ApiDefinition(.beginQuorumEpoch, "BeginQuorumEpoch", 0...1, listeners: [.controller], latestUnstable: false),
        ApiDefinition(.endQuorumEpoch, "EndQuorumEpoch", 0...1, listeners: [.controller], latestUnstable: false),
        ApiDefinition(.describeQuorum, "DescribeQuorum", 0...2, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.alterPartition, "AlterPartition", 2...3, listeners: [.controller], latestUnstable: false),
        ApiDefinition(.updateFeatures, "UpdateFeatures", 0...2, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.envelope, "Envelope", 0...0, listeners: [.controller], latestUnstable: false),
        ApiDefinition(.fetchSnapshot, "FetchSnapshot", 0...1, listeners: [.controller], latestUnstable: false),
        ApiDefinition(.describeCluster, "DescribeCluster", 0...2, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.describeProducers, "DescribeProducers", 0...0, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.brokerRegistration, "BrokerRegistration", 0...4, listeners: [.controller], latestUnstable: false),
        ApiDefinition(.brokerHeartbeat, "BrokerHeartbeat", 0...2, listeners: [.controller], latestUnstable: false),
        ApiDefinition(.unregisterBroker, "UnregisterBroker", 0...0, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.describeTransactions, "DescribeTransactions", 0...0, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.listTransactions, "ListTransactions", 0...2, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.allocateProducerIds, "AllocateProducerIds", 0...0, listeners: [.controller], latestUnstable: false),
        ApiDefinition(.consumerGroupHeartbeat, "ConsumerGroupHeartbeat", 0...1, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.consumerGroupDescribe, "ConsumerGroupDescribe", 0...1, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.controllerRegistration, "ControllerRegistration", 0...0, listeners: [.controller], latestUnstable: false),
        ApiDefinition(.getTelemetrySubscriptions, "GetTelemetrySubscriptions", 0...0, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.pushTelemetry, "PushTelemetry", 0...0, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.assignReplicasToDirs, "AssignReplicasToDirs", 0...0, listeners: [.controller], latestUnstable: false),
        ApiDefinition(.listConfigResources, "ListConfigResources", 0...1, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.describeTopicPartitions, "DescribeTopicPartitions", 0...0, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.shareGroupHeartbeat, "ShareGroupHeartbeat", 1...1, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.shareGroupDescribe, "ShareGroupDescribe", 1...1, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.shareFetch, "ShareFetch", 1...2, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.shareAcknowledge, "ShareAcknowledge", 1...2, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.addRaftVoter, "AddRaftVoter", 0...1, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.removeRaftVoter, "RemoveRaftVoter", 0...0, listeners: [.broker, .controller], latestUnstable: false),
        ApiDefinition(.updateRaftVoter, "UpdateRaftVoter", 0...0, listeners: [.controller], latestUnstable: false),
        ApiDefinition(.initializeShareGroupState, "InitializeShareGroupState", 0...0, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.readShareGroupState, "ReadShareGroupState", 0...0, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.writeShareGroupState, "WriteShareGroupState", 0...1, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.deleteShareGroupState, "DeleteShareGroupState", 0...0, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.readShareGroupStateSummary, "ReadShareGroupStateSummary", 0...1, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.streamsGroupHeartbeat, "StreamsGroupHeartbeat", 0...0, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.streamsGroupDescribe, "StreamsGroupDescribe", 0...0, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.describeShareGroupOffsets, "DescribeShareGroupOffsets", 0...1, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.alterShareGroupOffsets, "AlterShareGroupOffsets", 0...0, listeners: [.broker], latestUnstable: false),
        ApiDefinition(.deleteShareGroupOffsets, "DeleteShareGroupOffsets", 0...0, listeners: [.broker], latestUnstable: false),
    ]
}

extension ApiKey {
    /// The first version with compact lengths and tag sections; above every version where there is none.
    public var firstFlexibleVersion: Int16 {
        switch rawValue {
        case 0: 9
        case 1: 12
        case 2: 6
        case 3: 9
        case 8: 8
        case 9: 6
        case 10: 3
        case 11: 6
        case 12: 4
        case 13: 4
        case 14: 4
        case 15: 5
        case 16: 3
        case 18: 3
        case 19: 5
        case 20: 4
        case 21: 2
        case 22: 2
        case 23: 4
        case 24: 3
        case 25: 3
        case 26: 3
        case 27: 1
        case 28: 3
        case 29: 2
        case 30: 2
        case 31: 2
        case 32: 4
        case 33: 2
        case 34: 2
        case 35: 2
        case 36: 2
        case 37: 2
        case 38: 2
        case 39: 2
        case 40: 2
        case 41: 2
        case 42: 2
        case 43: 2
        case 44: 1
        case 45: 0
        case 46: 0
        case 48: 1
        case 49: 1
        case 50: 0
        case 51: 0
        case 52: 0
        case 53: 1
        case 54: 1
        case 55: 0
        case 56: 0
        case 57: 0
        case 58: 0
        case 59: 0
        case 60: 0
        case 61: 0
        case 62: 0
        case 63: 0
        case 64: 0
        case 65: 0
        case 66: 0
        case 67: 0
        case 68: 0
        case 69: 0
        case 70: 0
        case 71: 0
        case 72: 0
        case 73: 0
        case 74: 0
        case 75: 0
        case 76: 0
        case 77: 0
        case 78: 0
        case 79: 0
        case 80: 0
        case 81: 0
        case 82: 0
        case 83: 0
        case 84: 0
        case 85: 0
        case 86: 0
        case 87: 0
        case 88: 0
        case 89: 0
        case 90: 0
        case 91: 0
        case 92: 0
        default: .max
        }
    }
}

extension ApiKey {
    /// The type of its requests; nil for a key that the schemas do not have.
    public var requestType: (any KafkaRequest.Type)? {
        switch rawValue {
        case 0: ProduceRequest.self
        case 1: FetchRequest.self
        case 2: ListOffsetsRequest.self
        case 3: MetadataRequest.self
        case 8: OffsetCommitRequest.self
        case 9: OffsetFetchRequest.self
        case 10: FindCoordinatorRequest.self
        case 11: JoinGroupRequest.self
        case 12: HeartbeatRequest.self
        case 13: LeaveGroupRequest.self
        case 14: SyncGroupRequest.self
        case 15: DescribeGroupsRequest.self
        case 16: ListGroupsRequest.self
        case 17: SaslHandshakeRequest.self
        case 18: ApiVersionsRequest.self
        case 19: CreateTopicsRequest.self
        case 20: DeleteTopicsRequest.self
        case 21: DeleteRecordsRequest.self
        case 22: InitProducerIdRequest.self
        case 23: OffsetForLeaderEpochRequest.self
        case 24: AddPartitionsToTxnRequest.self
        case 25: AddOffsetsToTxnRequest.self
        case 26: EndTxnRequest.self
        case 27: WriteTxnMarkersRequest.self
        case 28: TxnOffsetCommitRequest.self
        case 29: DescribeAclsRequest.self
        case 30: CreateAclsRequest.self
        case 31: DeleteAclsRequest.self
        case 32: DescribeConfigsRequest.self
        case 33: AlterConfigsRequest.self
        case 34: AlterReplicaLogDirsRequest.self
        case 35: DescribeLogDirsRequest.self
        case 36: SaslAuthenticateRequest.self
        case 37: CreatePartitionsRequest.self
        case 38: CreateDelegationTokenRequest.self
        case 39: RenewDelegationTokenRequest.self
        case 40: ExpireDelegationTokenRequest.self
        case 41: DescribeDelegationTokenRequest.self
        case 42: DeleteGroupsRequest.self
        case 43: ElectLeadersRequest.self
        case 44: IncrementalAlterConfigsRequest.self
        case 45: AlterPartitionReassignmentsRequest.self
        case 46: ListPartitionReassignmentsRequest.self
        case 47: OffsetDeleteRequest.self
        case 48: DescribeClientQuotasRequest.self
        case 49: AlterClientQuotasRequest.self
        case 50: DescribeUserScramCredentialsRequest.self
        case 51: AlterUserScramCredentialsRequest.self
        case 52: VoteRequest.self
        case 53: BeginQuorumEpochRequest.self
        case 54: EndQuorumEpochRequest.self
        case 55: DescribeQuorumRequest.self
        case 56: AlterPartitionRequest.self
        case 57: UpdateFeaturesRequest.self
        case 58: EnvelopeRequest.self
        case 59: FetchSnapshotRequest.self
        case 60: DescribeClusterRequest.self
        case 61: DescribeProducersRequest.self
        case 62: BrokerRegistrationRequest.self
        case 63: BrokerHeartbeatRequest.self
        case 64: UnregisterBrokerRequest.self
        case 65: DescribeTransactionsRequest.self
        case 66: ListTransactionsRequest.self
        case 67: AllocateProducerIdsRequest.self
        case 68: ConsumerGroupHeartbeatRequest.self
        case 69: ConsumerGroupDescribeRequest.self
        case 70: ControllerRegistrationRequest.self
        case 71: GetTelemetrySubscriptionsRequest.self
        case 72: PushTelemetryRequest.self
        case 73: AssignReplicasToDirsRequest.self
        case 74: ListConfigResourcesRequest.self
        case 75: DescribeTopicPartitionsRequest.self
        case 76: ShareGroupHeartbeatRequest.self
        case 77: ShareGroupDescribeRequest.self
        case 78: ShareFetchRequest.self
        case 79: ShareAcknowledgeRequest.self
        case 80: AddRaftVoterRequest.self
        case 81: RemoveRaftVoterRequest.self
        case 82: UpdateRaftVoterRequest.self
        case 83: InitializeShareGroupStateRequest.self
        case 84: ReadShareGroupStateRequest.self
        case 85: WriteShareGroupStateRequest.self
        case 86: DeleteShareGroupStateRequest.self
        case 87: ReadShareGroupStateSummaryRequest.self
        case 88: StreamsGroupHeartbeatRequest.self
        case 89: StreamsGroupDescribeRequest.self
        case 90: DescribeShareGroupOffsetsRequest.self
        case 91: AlterShareGroupOffsetsRequest.self
        case 92: DeleteShareGroupOffsetsRequest.self
        default: nil
        }
    }
}
