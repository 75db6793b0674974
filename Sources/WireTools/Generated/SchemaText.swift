// Made by protocol-gen from protocol/apis.schema and protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

enum SchemaText {
    static let apis = #"""
        api 0 Produce
        request versions=3-13 flexible=9+ listeners=broker
          TransactionalId string v3+ nullable=3+ default=null is=transactionalId
          Acks int16
          TimeoutMs int32
          TopicData [TopicProduceData]
            Name string v0-12 key ignorable is=topicName
            TopicId uuid v13+ key ignorable
            PartitionData [PartitionProduceData]
              Index int32
              Records records nullable=0+
        response versions=3-13 flexible=9+
          Responses [TopicProduceResponse]
            Name string v0-12 key ignorable is=topicName
            TopicId uuid v13+ key ignorable
            PartitionResponses [PartitionProduceResponse]
              Index int32
              ErrorCode int16
              BaseOffset int64
              LogAppendTimeMs int64 v2+ default=-1 ignorable
              LogStartOffset int64 v5+ default=-1 ignorable
              RecordErrors [BatchIndexAndErrorMessage] v8+ ignorable
                BatchIndex int32 v8+
                BatchIndexErrorMessage string v8+ nullable=8+ default=null
              ErrorMessage string v8+ nullable=8+ default=null ignorable
              CurrentLeader LeaderIdAndEpoch v10+ tag=0:10+
                LeaderId int32 v10+ default=-1 is=brokerId
                LeaderEpoch int32 v10+ default=-1
          ThrottleTimeMs int32 v1+ default=0 ignorable
          NodeEndpoints [NodeEndpoint] v10+ tag=0:10+
            NodeId int32 v10+ key is=brokerId
            Host string v10+
            Port int32 v10+
            Rack string v10+ nullable=10+ default=null
        api 1 Fetch
        request versions=4-18 flexible=12+ listeners=broker,controller
          ClusterId string v12+ nullable=12+ tag=0:12+ default=null ignorable
          ReplicaId int32 v0-14 default=-1 is=brokerId
          ReplicaState ReplicaState v15+ tag=1:15+
            ReplicaId int32 v15+ default=-1 is=brokerId
            ReplicaEpoch int64 v15+ default=-1
          MaxWaitMs int32
          MinBytes int32
          MaxBytes int32 v3+ default=0x7fffffff ignorable
          IsolationLevel int8 v4+ default=0 ignorable
          SessionId int32 v7+ default=0 ignorable
          SessionEpoch int32 v7+ default=-1 ignorable
          Topics [FetchTopic]
            Topic string v0-12 ignorable is=topicName
            TopicId uuid v13+ ignorable
            Partitions [FetchPartition]
              Partition int32
              CurrentLeaderEpoch int32 v9+ default=-1 ignorable
              FetchOffset int64
              LastFetchedEpoch int32 v12+ default=-1
              LogStartOffset int64 v5+ default=-1 ignorable
              PartitionMaxBytes int32
              ReplicaDirectoryId uuid v17+ tag=0:17+ ignorable
              HighWatermark int64 v18+ tag=1:18+ default=9223372036854775807 ignorable
          ForgottenTopicsData [ForgottenTopic] v7+
            Topic string v7-12 ignorable is=topicName
            TopicId uuid v13+ ignorable
            Partitions [int32] v7+
          RackId string v11+ default= ignorable
        response versions=4-18 flexible=12+
          ThrottleTimeMs int32 v1+ ignorable
          ErrorCode int16 v7+ ignorable
          SessionId int32 v7+ default=0
          Responses [FetchableTopicResponse]
            Topic string v0-12 ignorable is=topicName
            TopicId uuid v13+ ignorable
            Partitions [PartitionData]
              PartitionIndex int32
              ErrorCode int16
              HighWatermark int64
              LastStableOffset int64 v4+ default=-1 ignorable
              LogStartOffset int64 v5+ default=-1 ignorable
              DivergingEpoch EpochEndOffset v12+ tag=0:12+
                Epoch int32 v12+ default=-1
                EndOffset int64 v12+ default=-1
              CurrentLeader LeaderIdAndEpoch v12+ tag=1:12+
                LeaderId int32 v12+ default=-1 is=brokerId
                LeaderEpoch int32 v12+ default=-1
              SnapshotId SnapshotId v12+ tag=2:12+
                EndOffset int64 default=-1
                Epoch int32 default=-1
              AbortedTransactions [AbortedTransaction] v4+ nullable=4+ ignorable
                ProducerId int64 v4+ is=producerId
                FirstOffset int64 v4+
              PreferredReadReplica int32 v11+ default=-1 is=brokerId
              Records records nullable=0+
          NodeEndpoints [NodeEndpoint] v16+ tag=0:16+
            NodeId int32 v16+ key is=brokerId
            Host string v16+
            Port int32 v16+
            Rack string v16+ nullable=16+ default=null
        api 2 ListOffsets
        request versions=1-11 flexible=6+ listeners=broker
          ReplicaId int32 is=brokerId
          IsolationLevel int8 v2+
          Topics [ListOffsetsTopic]
            Name string is=topicName
            Partitions [ListOffsetsPartition]
              PartitionIndex int32
              CurrentLeaderEpoch int32 v4+ default=-1 ignorable
              Timestamp int64
          TimeoutMs int32 v10+ ignorable
        response versions=1-11 flexible=6+
          ThrottleTimeMs int32 v2+ ignorable
          Topics [ListOffsetsTopicResponse]
            Name string is=topicName
            Partitions [ListOffsetsPartitionResponse]
              PartitionIndex int32
              ErrorCode int16
              Timestamp int64 v1+ default=-1
              Offset int64 v1+ default=-1
              LeaderEpoch int32 v4+ default=-1
        api 3 Metadata
        request versions=0-13 flexible=9+ listeners=broker
          Topics [MetadataRequestTopic] nullable=1+
            TopicId uuid v10+ ignorable
            Name string nullable=10+ is=topicName
          AllowAutoTopicCreation bool v4+ default=true
          IncludeClusterAuthorizedOperations bool v8-10
          IncludeTopicAuthorizedOperations bool v8+
        response versions=0-13 flexible=9+
          ThrottleTimeMs int32 v3+ ignorable
          Brokers [MetadataResponseBroker]
            NodeId int32 key is=brokerId
            Host string
            Port int32
            Rack string v1+ nullable=1+ default=null ignorable
          ClusterId string v2+ nullable=2+ default=null ignorable
          ControllerId int32 v1+ default=-1 ignorable is=brokerId
          Topics [MetadataResponseTopic]
            ErrorCode int16
            Name string nullable=12+ key is=topicName
            TopicId uuid v10+ ignorable
            IsInternal bool v1+ default=false ignorable
            Partitions [MetadataResponsePartition]
              ErrorCode int16
              PartitionIndex int32
              LeaderId int32 is=brokerId
              LeaderEpoch int32 v7+ default=-1 ignorable
              ReplicaNodes [int32] is=brokerId
              IsrNodes [int32] is=brokerId
              OfflineReplicas [int32] v5+ ignorable is=brokerId
            TopicAuthorizedOperations int32 v8+ default=-2147483648
          ClusterAuthorizedOperations int32 v8-10 default=-2147483648
          ErrorCode int16 v13+ ignorable
        api 8 OffsetCommit
        request versions=2-10 flexible=8+ listeners=broker
          GroupId string is=groupId
          GenerationIdOrMemberEpoch int32 v1+ default=-1 ignorable
          MemberId string v1+ ignorable
          GroupInstanceId string v7+ nullable=7+ default=null
          RetentionTimeMs int64 v2-4 default=-1 ignorable
          Topics [OffsetCommitRequestTopic]
            Name string v0-9 ignorable is=topicName
            TopicId uuid v10+ ignorable
            Partitions [OffsetCommitRequestPartition]
              PartitionIndex int32
              CommittedOffset int64
              CommittedLeaderEpoch int32 v6+ default=-1 ignorable
              CommittedMetadata string nullable=0+
        response versions=2-10 flexible=8+
          ThrottleTimeMs int32 v3+ ignorable
          Topics [OffsetCommitResponseTopic]
            Name string v0-9 ignorable is=topicName
            TopicId uuid v10+ ignorable
            Partitions [OffsetCommitResponsePartition]
              PartitionIndex int32
              ErrorCode int16
        api 9 OffsetFetch
        request versions=1-10 flexible=6+ listeners=broker
          GroupId string v0-7 is=groupId
          Topics [OffsetFetchRequestTopic] v0-7 nullable=2-7
            Name string v0-7 is=topicName
            PartitionIndexes [int32] v0-7
          Groups [OffsetFetchRequestGroup] v8+
            GroupId string v8+ is=groupId
            MemberId string v9+ nullable=9+ default=null ignorable
            MemberEpoch int32 v9+ default=-1 ignorable
            Topics [OffsetFetchRequestTopics] v8+ nullable=8+
              Name string v8-9 ignorable is=topicName
              TopicId uuid v10+ ignorable
              PartitionIndexes [int32] v8+
          RequireStable bool v7+ default=false
        response versions=1-10 flexible=6+
          ThrottleTimeMs int32 v3+ ignorable
          Topics [OffsetFetchResponseTopic] v0-7
            Name string v0-7 is=topicName
            Partitions [OffsetFetchResponsePartition] v0-7
              PartitionIndex int32 v0-7
              CommittedOffset int64 v0-7
              CommittedLeaderEpoch int32 v5-7 default=-1 ignorable
              Metadata string v0-7 nullable=0-7
              ErrorCode int16 v0-7
          ErrorCode int16 v2-7 default=0 ignorable
          Groups [OffsetFetchResponseGroup] v8+
            GroupId string v8+ is=groupId
            Topics [OffsetFetchResponseTopics] v8+
              Name string v8-9 ignorable is=topicName
              TopicId uuid v10+ ignorable
              Partitions [OffsetFetchResponsePartitions] v8+
                PartitionIndex int32 v8+
                CommittedOffset int64 v8+
                CommittedLeaderEpoch int32 v8+ default=-1 ignorable
                Metadata string v8+ nullable=8+
                ErrorCode int16 v8+
            ErrorCode int16 v8+ default=0
        api 10 FindCoordinator
        request versions=0-6 flexible=3+ listeners=broker
          Key string v0-3
          KeyType int8 v1+ default=0
          CoordinatorKeys [string] v4+
        response versions=0-6 flexible=3+
          ThrottleTimeMs int32 v1+ ignorable
          ErrorCode int16 v0-3
          ErrorMessage string v1-3 nullable=1-3 ignorable
          NodeId int32 v0-3 is=brokerId
          Host string v0-3
          Port int32 v0-3
          Coordinators [Coordinator] v4+
            Key string v4+
            NodeId int32 v4+ is=brokerId
            Host string v4+
            Port int32 v4+
            ErrorCode int16 v4+
            ErrorMessage string v4+ nullable=4+ ignorable
        api 11 JoinGroup
        request versions=0-9 flexible=6+ listeners=broker
          GroupId string is=groupId
          SessionTimeoutMs int32
          RebalanceTimeoutMs int32 v1+ default=-1 ignorable
          MemberId string
          GroupInstanceId string v5+ nullable=5+ default=null
          ProtocolType string
          Protocols [JoinGroupRequestProtocol]
            Name string key
            Metadata bytes
          Reason string v8+ nullable=8+ default=null ignorable
        response versions=0-9 flexible=6+
          ThrottleTimeMs int32 v2+ ignorable
          ErrorCode int16
          GenerationId int32 default=-1
          ProtocolType string v7+ nullable=7+ default=null ignorable
          ProtocolName string nullable=7+
          Leader string
          SkipAssignment bool v9+ default=false
          MemberId string
          Members [JoinGroupResponseMember]
            MemberId string
            GroupInstanceId string v5+ nullable=5+ default=null ignorable
            Metadata bytes
        api 12 Heartbeat
        request versions=0-4 flexible=4+ listeners=broker
          GroupId string is=groupId
          GenerationId int32
          MemberId string
          GroupInstanceId string v3+ nullable=3+ default=null
        response versions=0-4 flexible=4+
          ThrottleTimeMs int32 v1+ ignorable
          ErrorCode int16
        api 13 LeaveGroup
        request versions=0-5 flexible=4+ listeners=broker
          GroupId string is=groupId
          MemberId string v0-2
          Members [MemberIdentity] v3+
            MemberId string v3+
            GroupInstanceId string v3+ nullable=3+ default=null
            Reason string v5+ nullable=5+ default=null ignorable
        response versions=0-5 flexible=4+
          ThrottleTimeMs int32 v1+ ignorable
          ErrorCode int16
          Members [MemberResponse] v3+
            MemberId string v3+
            GroupInstanceId string v3+ nullable=3+
            ErrorCode int16 v3+
        api 14 SyncGroup
        request versions=0-5 flexible=4+ listeners=broker
          GroupId string is=groupId
          GenerationId int32
          MemberId string
          GroupInstanceId string v3+ nullable=3+ default=null
          ProtocolType string v5+ nullable=5+ default=null ignorable
          ProtocolName string v5+ nullable=5+ default=null ignorable
          Assignments [SyncGroupRequestAssignment]
            MemberId string
            Assignment bytes
        response versions=0-5 flexible=4+
          ThrottleTimeMs int32 v1+ ignorable
          ErrorCode int16
          ProtocolType string v5+ nullable=5+ default=null ignorable
          ProtocolName string v5+ nullable=5+ default=null ignorable
          Assignment bytes
        api 15 DescribeGroups
        request versions=0-6 flexible=5+ listeners=broker
          Groups [string] is=groupId
          IncludeAuthorizedOperations bool v3+
        response versions=0-6 flexible=5+
          ThrottleTimeMs int32 v1+ ignorable
          Groups [DescribedGroup]
            ErrorCode int16
            ErrorMessage string v6+ nullable=6+ default=null
            GroupId string is=groupId
            GroupState string
            ProtocolType string
            ProtocolData string
            Members [DescribedGroupMember]
              MemberId string
              GroupInstanceId string v4+ nullable=4+ default=null ignorable
              ClientId string
              ClientHost string
              MemberMetadata bytes
              MemberAssignment bytes
            AuthorizedOperations int32 v3+ default=-2147483648
        api 16 ListGroups
        request versions=0-5 flexible=3+ listeners=broker
          StatesFilter [string] v4+
          TypesFilter [string] v5+
        response versions=0-5 flexible=3+
          ThrottleTimeMs int32 v1+ ignorable
          ErrorCode int16
          Groups [ListedGroup]
            GroupId string is=groupId
            ProtocolType string
            GroupState string v4+ ignorable
            GroupType string v5+ ignorable
        api 17 SaslHandshake
        request versions=0-1 flexible=none listeners=broker,controller
          Mechanism string
        response versions=0-1 flexible=none
          ErrorCode int16
          Mechanisms [string]
        api 18 ApiVersions
        request versions=0-4 flexible=3+ listeners=broker,controller
          ClientSoftwareName string v3+ ignorable
          ClientSoftwareVersion string v3+ ignorable
        response versions=0-4 flexible=3+
          ErrorCode int16
          ApiKeys [ApiVersion]
            ApiKey int16 key
            MinVersion int16
            MaxVersion int16
          ThrottleTimeMs int32 v1+ ignorable
          SupportedFeatures [SupportedFeatureKey] v3+ tag=0:3+ ignorable
            Name string v3+ key
            MinVersion int16 v3+
            MaxVersion int16 v3+
          FinalizedFeaturesEpoch int64 v3+ tag=1:3+ default=-1 ignorable
          FinalizedFeatures [FinalizedFeatureKey] v3+ tag=2:3+ ignorable
            Name string v3+ key
            MaxVersionLevel int16 v3+
            MinVersionLevel int16 v3+
          ZkMigrationReady bool v3+ tag=3:3+ default=false ignorable
        api 19 CreateTopics
        request versions=2-7 flexible=5+ listeners=broker,controller
          Topics [CreatableTopic]
            Name string key is=topicName
            NumPartitions int32
            ReplicationFactor int16
            Assignments [CreatableReplicaAssignment]
              PartitionIndex int32 key
              BrokerIds [int32] is=brokerId
            Configs [CreatableTopicConfig]
              Name string key
              Value string nullable=0+
          timeoutMs int32 default=60000
          validateOnly bool v1+ default=false
        response versions=2-7 flexible=5+
          ThrottleTimeMs int32 v2+ ignorable
          Topics [CreatableTopicResult]
            Name string key is=topicName
            TopicId uuid v7+ ignorable
            ErrorCode int16
            ErrorMessage string v1+ nullable=0+ ignorable
            TopicConfigErrorCode int16 v5+ tag=0:5+ ignorable
            NumPartitions int32 v5+ default=-1 ignorable
            ReplicationFactor int16 v5+ default=-1 ignorable
            Configs [CreatableTopicConfigs] v5+ nullable=5+ ignorable
              Name string v5+
              Value string v5+ nullable=5+
              ReadOnly bool v5+
              ConfigSource int8 v5+ default=-1 ignorable
              IsSensitive bool v5+
        api 20 DeleteTopics
        request versions=1-6 flexible=4+ listeners=broker,controller
          Topics [DeleteTopicState] v6+
            Name string v6+ nullable=6+ default=null is=topicName
            TopicId uuid v6+
          TopicNames [string] v0-5 ignorable is=topicName
          TimeoutMs int32
        response versions=1-6 flexible=4+
          ThrottleTimeMs int32 v1+ ignorable
          Responses [DeletableTopicResult]
            Name string nullable=6+ key is=topicName
            TopicId uuid v6+ ignorable
            ErrorCode int16
            ErrorMessage string v5+ nullable=5+ default=null ignorable
        api 21 DeleteRecords
        request versions=0-2 flexible=2+ listeners=broker
          Topics [DeleteRecordsTopic]
            Name string is=topicName
            Partitions [DeleteRecordsPartition]
              PartitionIndex int32
              Offset int64
          TimeoutMs int32
        response versions=0-2 flexible=2+
          ThrottleTimeMs int32
          Topics [DeleteRecordsTopicResult]
            Name string key is=topicName
            Partitions [DeleteRecordsPartitionResult]
              PartitionIndex int32 key
              LowWatermark int64
              ErrorCode int16
        api 22 InitProducerId
        request versions=0-6 flexible=2+ latest-unstable listeners=broker
          TransactionalId string nullable=0+ is=transactionalId
          TransactionTimeoutMs int32
          ProducerId int64 v3+ default=-1 is=producerId
          ProducerEpoch int16 v3+ default=-1
          Enable2Pc bool v6+ default=false
          KeepPreparedTxn bool v6+ default=false
        response versions=0-6 flexible=2+
          ThrottleTimeMs int32 ignorable
          ErrorCode int16
          ProducerId int64 default=-1 is=producerId
          ProducerEpoch int16
          OngoingTxnProducerId int64 v6+ default=-1 is=producerId
          OngoingTxnProducerEpoch int16 v6+ default=-1
        api 23 OffsetForLeaderEpoch
        request versions=2-4 flexible=4+ listeners=broker
          ReplicaId int32 v3+ default=-2 ignorable is=brokerId
          Topics [OffsetForLeaderTopic]
            Topic string key is=topicName
            Partitions [OffsetForLeaderPartition]
              Partition int32
              CurrentLeaderEpoch int32 v2+ default=-1 ignorable
              LeaderEpoch int32
        response versions=2-4 flexible=4+
          ThrottleTimeMs int32 v2+ ignorable
          Topics [OffsetForLeaderTopicResult]
            Topic string key is=topicName
            Partitions [EpochEndOffset]
              ErrorCode int16
              Partition int32
              LeaderEpoch int32 v1+ default=-1 ignorable
              EndOffset int64 default=-1
        api 24 AddPartitionsToTxn
        request versions=0-5 flexible=3+ listeners=broker
          Transactions [AddPartitionsToTxnTransaction] v4+
            TransactionalId string v4+ key is=transactionalId
            ProducerId int64 v4+ is=producerId
            ProducerEpoch int16 v4+
            VerifyOnly bool v4+ default=false
            Topics [AddPartitionsToTxnTopic] v4+
          V3AndBelowTransactionalId string v0-3 is=transactionalId
          V3AndBelowProducerId int64 v0-3 is=producerId
          V3AndBelowProducerEpoch int16 v0-3
          V3AndBelowTopics [AddPartitionsToTxnTopic] v0-3
          struct AddPartitionsToTxnTopic
            Name string key is=topicName
            Partitions [int32]
        response versions=0-5 flexible=3+
          ThrottleTimeMs int32
          ErrorCode int16 v4+ ignorable
          ResultsByTransaction [AddPartitionsToTxnResult] v4+
            TransactionalId string v4+ key is=transactionalId
            TopicResults [AddPartitionsToTxnTopicResult] v4+
          ResultsByTopicV3AndBelow [AddPartitionsToTxnTopicResult] v0-3
          struct AddPartitionsToTxnTopicResult
            Name string key is=topicName
            ResultsByPartition [AddPartitionsToTxnPartitionResult]
          struct AddPartitionsToTxnPartitionResult
            PartitionIndex int32 key
            PartitionErrorCode int16
        api 25 AddOffsetsToTxn
        request versions=0-4 flexible=3+ listeners=broker
          TransactionalId string is=transactionalId
          ProducerId int64 is=producerId
          ProducerEpoch int16
          GroupId string is=groupId
        response versions=0-4 flexible=3+
          ThrottleTimeMs int32
          ErrorCode int16
        api 26 EndTxn
        request versions=0-5 flexible=3+ listeners=broker
          TransactionalId string is=transactionalId
          ProducerId int64 is=producerId
          ProducerEpoch int16
          Committed bool
        response versions=0-5 flexible=3+
          ThrottleTimeMs int32
          ErrorCode int16
          ProducerId int64 v5+ default=-1 ignorable is=producerId
          ProducerEpoch int16 v5+ default=-1 ignorable
        api 27 WriteTxnMarkers
        request versions=1-2 flexible=1+ listeners=broker
          Markers [WritableTxnMarker]
            ProducerId int64 is=producerId
            ProducerEpoch int16
            TransactionResult bool
            Topics [WritableTxnMarkerTopic]
              Name string is=topicName
              PartitionIndexes [int32]
            CoordinatorEpoch int32
            TransactionVersion int8 v2+ default=0 ignorable
        response versions=1-2 flexible=1+
          Markers [WritableTxnMarkerResult]
            ProducerId int64 is=producerId
            Topics [WritableTxnMarkerTopicResult]
              Name string is=topicName
              Partitions [WritableTxnMarkerPartitionResult]
                PartitionIndex int32
                ErrorCode int16
        api 28 TxnOffsetCommit
        request versions=0-5 flexible=3+ listeners=broker
          TransactionalId string is=transactionalId
          GroupId string is=groupId
          ProducerId int64 is=producerId
          ProducerEpoch int16
          GenerationId int32 v3+ default=-1
          MemberId string v3+ default=
          GroupInstanceId string v3+ nullable=3+ default=null
          Topics [TxnOffsetCommitRequestTopic]
            Name string is=topicName
            Partitions [TxnOffsetCommitRequestPartition]
              PartitionIndex int32
              CommittedOffset int64
              CommittedLeaderEpoch int32 v2+ default=-1 ignorable
              CommittedMetadata string nullable=0+
        response versions=0-5 flexible=3+
          ThrottleTimeMs int32
          Topics [TxnOffsetCommitResponseTopic]
            Name string is=topicName
            Partitions [TxnOffsetCommitResponsePartition]
              PartitionIndex int32
              ErrorCode int16
        api 29 DescribeAcls
        request versions=1-3 flexible=2+ listeners=broker,controller
          ResourceTypeFilter int8
          ResourceNameFilter string nullable=0+
          PatternTypeFilter int8 v1+ default=3
          PrincipalFilter string nullable=0+
          HostFilter string nullable=0+
          Operation int8
          PermissionType int8
        response versions=1-3 flexible=2+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+
          Resources [DescribeAclsResource]
            ResourceType int8
            ResourceName string
            PatternType int8 v1+ default=3
            Acls [AclDescription]
              Principal string
              Host string
              Operation int8
              PermissionType int8
        api 30 CreateAcls
        request versions=1-3 flexible=2+ listeners=broker,controller
          Creations [AclCreation]
            ResourceType int8
            ResourceName string
            ResourcePatternType int8 v1+ default=3
            Principal string
            Host string
            Operation int8
            PermissionType int8
        response versions=1-3 flexible=2+
          ThrottleTimeMs int32
          Results [AclCreationResult]
            ErrorCode int16
            ErrorMessage string nullable=0+
        api 31 DeleteAcls
        request versions=1-3 flexible=2+ listeners=broker,controller
          Filters [DeleteAclsFilter]
            ResourceTypeFilter int8
            ResourceNameFilter string nullable=0+
            PatternTypeFilter int8 v1+ default=3
            PrincipalFilter string nullable=0+
            HostFilter string nullable=0+
            Operation int8
            PermissionType int8
        response versions=1-3 flexible=2+
          ThrottleTimeMs int32
          FilterResults [DeleteAclsFilterResult]
            ErrorCode int16
            ErrorMessage string nullable=0+
            MatchingAcls [DeleteAclsMatchingAcl]
              ErrorCode int16
              ErrorMessage string nullable=0+
              ResourceType int8
              ResourceName string
              PatternType int8 v1+ default=3
              Principal string
              Host string
              Operation int8
              PermissionType int8
        api 32 DescribeConfigs
        request versions=1-4 flexible=4+ listeners=broker,controller
          Resources [DescribeConfigsResource]
            ResourceType int8
            ResourceName string
            ConfigurationKeys [string] nullable=0+
          IncludeSynonyms bool v1+ default=false
          IncludeDocumentation bool v3+ default=false
        response versions=1-4 flexible=4+
          ThrottleTimeMs int32
          Results [DescribeConfigsResult]
            ErrorCode int16
            ErrorMessage string nullable=0+
            ResourceType int8
            ResourceName string
            Configs [DescribeConfigsResourceResult]
              Name string
              Value string nullable=0+
              ReadOnly bool
              ConfigSource int8 v1+ default=-1 ignorable
              IsSensitive bool
              Synonyms [DescribeConfigsSynonym] v1+ ignorable
                Name string v1+
                Value string v1+ nullable=0+
                Source int8 v1+
              ConfigType int8 v3+ default=0 ignorable
              Documentation string v3+ nullable=0+ ignorable
        api 33 AlterConfigs
        request versions=0-2 flexible=2+ listeners=broker,controller
          Resources [AlterConfigsResource]
            ResourceType int8 key
            ResourceName string key
            Configs [AlterableConfig]
              Name string key
              Value string nullable=0+
          ValidateOnly bool
        response versions=0-2 flexible=2+
          ThrottleTimeMs int32
          Responses [AlterConfigsResourceResponse]
            ErrorCode int16
            ErrorMessage string nullable=0+
            ResourceType int8
            ResourceName string
        api 34 AlterReplicaLogDirs
        request versions=1-2 flexible=2+ listeners=broker
          Dirs [AlterReplicaLogDir]
            Path string key
            Topics [AlterReplicaLogDirTopic]
              Name string key is=topicName
              Partitions [int32]
        response versions=1-2 flexible=2+
          ThrottleTimeMs int32
          Results [AlterReplicaLogDirTopicResult]
            TopicName string is=topicName
            Partitions [AlterReplicaLogDirPartitionResult]
              PartitionIndex int32
              ErrorCode int16
        api 35 DescribeLogDirs
        request versions=1-5 flexible=2+ listeners=broker
          Topics [DescribableLogDirTopic] nullable=0+
            Topic string key is=topicName
            Partitions [int32]
        response versions=1-5 flexible=2+
          ThrottleTimeMs int32
          ErrorCode int16 v3+ ignorable
          Results [DescribeLogDirsResult]
            ErrorCode int16
            LogDir string
            Topics [DescribeLogDirsTopic]
              Name string is=topicName
              Partitions [DescribeLogDirsPartition]
                PartitionIndex int32
                PartitionSize int64
                OffsetLag int64
                IsFutureKey bool
            TotalBytes int64 v4+ default=-1 ignorable
            UsableBytes int64 v4+ default=-1 ignorable
            IsCordoned bool v5+ default=false ignorable
        api 36 SaslAuthenticate
        request versions=0-2 flexible=2+ listeners=broker,controller
          AuthBytes bytes
        response versions=0-2 flexible=2+
          ErrorCode int16
          ErrorMessage string nullable=0+
          AuthBytes bytes
          SessionLifetimeMs int64 v1+ default=0 ignorable
        api 37 CreatePartitions
        request versions=0-3 flexible=2+ listeners=broker,controller
          Topics [CreatePartitionsTopic]
            Name string key is=topicName
            Count int32
            Assignments [CreatePartitionsAssignment] nullable=0+
              BrokerIds [int32] is=brokerId
          TimeoutMs int32
          ValidateOnly bool
        response versions=0-3 flexible=2+
          ThrottleTimeMs int32
          Results [CreatePartitionsTopicResult]
            Name string is=topicName
            ErrorCode int16
            ErrorMessage string nullable=0+ default=null
        api 38 CreateDelegationToken
        request versions=1-3 flexible=2+ listeners=broker,controller
          OwnerPrincipalType string v3+ nullable=3+
          OwnerPrincipalName string v3+ nullable=3+
          Renewers [CreatableRenewers]
            PrincipalType string
            PrincipalName string
          MaxLifetimeMs int64
        response versions=1-3 flexible=2+
          ErrorCode int16
          PrincipalType string
          PrincipalName string
          TokenRequesterPrincipalType string v3+
          TokenRequesterPrincipalName string v3+
          IssueTimestampMs int64
          ExpiryTimestampMs int64
          MaxTimestampMs int64
          TokenId string
          Hmac bytes
          ThrottleTimeMs int32
        api 39 RenewDelegationToken
        request versions=1-2 flexible=2+ listeners=broker,controller
          Hmac bytes
          RenewPeriodMs int64
        response versions=1-2 flexible=2+
          ErrorCode int16
          ExpiryTimestampMs int64
          ThrottleTimeMs int32
        api 40 ExpireDelegationToken
        request versions=1-2 flexible=2+ listeners=broker,controller
          Hmac bytes
          ExpiryTimePeriodMs int64
        response versions=1-2 flexible=2+
          ErrorCode int16
          ExpiryTimestampMs int64
          ThrottleTimeMs int32
        api 41 DescribeDelegationToken
        request versions=1-3 flexible=2+ listeners=broker,controller
          Owners [DescribeDelegationTokenOwner] nullable=0+
            PrincipalType string
            PrincipalName string
        response versions=1-3 flexible=2+
          ErrorCode int16
          Tokens [DescribedDelegationToken]
            PrincipalType string
            PrincipalName string
            TokenRequesterPrincipalType string v3+
            TokenRequesterPrincipalName string v3+
            IssueTimestamp int64
            ExpiryTimestamp int64
            MaxTimestamp int64
            TokenId string
            Hmac bytes
            Renewers [DescribedDelegationTokenRenewer]
              PrincipalType string
              PrincipalName string
          ThrottleTimeMs int32
        api 42 DeleteGroups
        request versions=0-2 flexible=2+ listeners=broker
          GroupsNames [string] is=groupId
        response versions=0-2 flexible=2+
          ThrottleTimeMs int32
          Results [DeletableGroupResult]
            GroupId string key is=groupId
            ErrorCode int16
        api 43 ElectLeaders
        request versions=0-2 flexible=2+ listeners=broker,controller
          ElectionType int8 v1+
          TopicPartitions [TopicPartitions] nullable=0+
            Topic string key is=topicName
            Partitions [int32]
          TimeoutMs int32 default=60000
        response versions=0-2 flexible=2+
          ThrottleTimeMs int32
          ErrorCode int16 v1+
          ReplicaElectionResults [ReplicaElectionResult]
            Topic string is=topicName
            PartitionResult [PartitionResult]
              PartitionId int32
              ErrorCode int16
              ErrorMessage string nullable=0+
        api 44 IncrementalAlterConfigs
        request versions=0-1 flexible=1+ listeners=broker,controller
          Resources [AlterConfigsResource]
            ResourceType int8 key
            ResourceName string key
            Configs [AlterableConfig]
              Name string key
              ConfigOperation int8 key
              Value string nullable=0+
          ValidateOnly bool
        response versions=0-1 flexible=1+
          ThrottleTimeMs int32
          Responses [AlterConfigsResourceResponse]
            ErrorCode int16
            ErrorMessage string nullable=0+
            ResourceType int8
            ResourceName string
        api 45 AlterPartitionReassignments
        request versions=0-1 flexible=0+ listeners=broker,controller
          TimeoutMs int32 default=60000
          AllowReplicationFactorChange bool v1+ default=true
          Topics [ReassignableTopic]
            Name string is=topicName
            Partitions [ReassignablePartition]
              PartitionIndex int32
              Replicas [int32] nullable=0+ default=null is=brokerId
        response versions=0-1 flexible=0+
          ThrottleTimeMs int32
          AllowReplicationFactorChange bool v1+ default=true ignorable
          ErrorCode int16
          ErrorMessage string nullable=0+
          Responses [ReassignableTopicResponse]
            Name string is=topicName
            Partitions [ReassignablePartitionResponse]
              PartitionIndex int32
              ErrorCode int16
              ErrorMessage string nullable=0+
        api 46 ListPartitionReassignments
        request versions=0 flexible=0+ listeners=broker,controller
          TimeoutMs int32 default=60000
          Topics [ListPartitionReassignmentsTopics] nullable=0+ default=null
            Name string is=topicName
            PartitionIndexes [int32]
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+
          Topics [OngoingTopicReassignment]
            Name string is=topicName
            Partitions [OngoingPartitionReassignment]
              PartitionIndex int32
              Replicas [int32] is=brokerId
              AddingReplicas [int32] is=brokerId
              RemovingReplicas [int32] is=brokerId
        api 47 OffsetDelete
        request versions=0 flexible=none listeners=broker
          GroupId string is=groupId
          Topics [OffsetDeleteRequestTopic]
            Name string key is=topicName
            Partitions [OffsetDeleteRequestPartition]
              PartitionIndex int32
        response versions=0 flexible=none
          ErrorCode int16
          ThrottleTimeMs int32 ignorable
          Topics [OffsetDeleteResponseTopic]
            Name string key is=topicName
            Partitions [OffsetDeleteResponsePartition]
              PartitionIndex int32 key
              ErrorCode int16
        api 48 DescribeClientQuotas
        request versions=0-1 flexible=1+ listeners=broker
          Components [ComponentData]
            EntityType string
            MatchType int8
            Match string nullable=0+
          Strict bool
        response versions=0-1 flexible=1+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+
          Entries [EntryData] nullable=0+
            Entity [EntityData]
              EntityType string
              EntityName string nullable=0+
            Values [ValueData]
              Key string
              Value float64
        api 49 AlterClientQuotas
        request versions=0-1 flexible=1+ listeners=broker,controller
          Entries [EntryData]
            Entity [EntityData]
              EntityType string
              EntityName string nullable=0+
            Ops [OpData]
              Key string
              Value float64
              Remove bool
          ValidateOnly bool
        response versions=0-1 flexible=1+
          ThrottleTimeMs int32
          Entries [EntryData]
            ErrorCode int16
            ErrorMessage string nullable=0+
            Entity [EntityData]
              EntityType string
              EntityName string nullable=0+
        api 50 DescribeUserScramCredentials
        request versions=0 flexible=0+ listeners=broker,controller
          Users [UserName] nullable=0+
            Name string
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+
          Results [DescribeUserScramCredentialsResult]
            User string
            ErrorCode int16
            ErrorMessage string nullable=0+
            CredentialInfos [CredentialInfo]
              Mechanism int8
              Iterations int32
        api 51 AlterUserScramCredentials
        request versions=0 flexible=0+ listeners=broker,controller
          Deletions [ScramCredentialDeletion]
            Name string
            Mechanism int8
          Upsertions [ScramCredentialUpsertion]
            Name string
            Mechanism int8
            Iterations int32
            Salt bytes
            SaltedPassword bytes
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          Results [AlterUserScramCredentialsResult]
            User string
            ErrorCode int16
            ErrorMessage string nullable=0+
        api 52 Vote
        request versions=0-2 flexible=0+ listeners=controller
          ClusterId string nullable=0+ default=null
          VoterId int32 v1+ default=-1 ignorable is=brokerId
          Topics [TopicData]
            TopicName string is=topicName
            Partitions [PartitionData]
              PartitionIndex int32
              ReplicaEpoch int32
              ReplicaId int32 is=brokerId
              ReplicaDirectoryId uuid v1+ ignorable
              VoterDirectoryId uuid v1+ ignorable
              LastOffsetEpoch int32
              LastOffset int64
              PreVote bool v2+
        response versions=0-2 flexible=0+
          ErrorCode int16
          Topics [TopicData]
            TopicName string is=topicName
            Partitions [PartitionData]
              PartitionIndex int32
              ErrorCode int16
              LeaderId int32 is=brokerId
              LeaderEpoch int32
              VoteGranted bool
          NodeEndpoints [NodeEndpoint] v1+ tag=0:1+
            NodeId int32 v1+ key is=brokerId
            Host string v1+
            Port uint16 v1+
        api 53 BeginQuorumEpoch
        request versions=0-1 flexible=1+ listeners=controller
          ClusterId string nullable=0+ default=null
          VoterId int32 v1+ default=-1 ignorable is=brokerId
          Topics [TopicData]
            TopicName string is=topicName
            Partitions [PartitionData]
              PartitionIndex int32
              VoterDirectoryId uuid v1+ ignorable
              LeaderId int32 is=brokerId
              LeaderEpoch int32
          LeaderEndpoints [LeaderEndpoint] v1+ ignorable
            Name string v1+ key
            Host string v1+
            Port uint16 v1+
        response versions=0-1 flexible=1+
          ErrorCode int16
          Topics [TopicData]
            TopicName string is=topicName
            Partitions [PartitionData]
              PartitionIndex int32
              ErrorCode int16
              LeaderId int32 is=brokerId
              LeaderEpoch int32
          NodeEndpoints [NodeEndpoint] v1+ tag=0:1+
            NodeId int32 v1+ key is=brokerId
            Host string v1+
            Port uint16 v1+
        api 54 EndQuorumEpoch
        request versions=0-1 flexible=1+ listeners=controller
          ClusterId string nullable=0+ default=null
          Topics [TopicData]
            TopicName string is=topicName
            Partitions [PartitionData]
              PartitionIndex int32
              LeaderId int32 is=brokerId
              LeaderEpoch int32
              PreferredSuccessors [int32] v0 ignorable
              PreferredCandidates [ReplicaInfo] v1+ ignorable
                CandidateId int32 v1+ is=brokerId
                CandidateDirectoryId uuid v1+
          LeaderEndpoints [LeaderEndpoint] v1+ ignorable
            Name string v1+ key
            Host string v1+
            Port uint16 v1+
        response versions=0-1 flexible=1+
          ErrorCode int16
          Topics [TopicData]
            TopicName string is=topicName
            Partitions [PartitionData]
              PartitionIndex int32
              ErrorCode int16
              LeaderId int32 is=brokerId
              LeaderEpoch int32
          NodeEndpoints [NodeEndpoint] v1+ tag=0:1+
            NodeId int32 v1+ key is=brokerId
            Host string v1+
            Port uint16 v1+
        api 55 DescribeQuorum
        request versions=0-2 flexible=0+ listeners=broker,controller
          Topics [TopicData]
            TopicName string is=topicName
            Partitions [PartitionData]
              PartitionIndex int32
        response versions=0-2 flexible=0+
          ErrorCode int16
          ErrorMessage string v2+ nullable=2+ ignorable
          Topics [TopicData]
            TopicName string is=topicName
            Partitions [PartitionData]
              PartitionIndex int32
              ErrorCode int16
              ErrorMessage string v2+ nullable=2+ ignorable
              LeaderId int32 is=brokerId
              LeaderEpoch int32
              HighWatermark int64
              CurrentVoters [ReplicaState]
              Observers [ReplicaState]
          Nodes [Node] v2+
            NodeId int32 v2+ key is=brokerId
            Listeners [Listener] v2+
              Name string v2+ key
              Host string v2+
              Port uint16 v2+
          struct ReplicaState
            ReplicaId int32 is=brokerId
            ReplicaDirectoryId uuid v2+
            LogEndOffset int64
            LastFetchTimestamp int64 v1+ default=-1 ignorable
            LastCaughtUpTimestamp int64 v1+ default=-1 ignorable
        api 56 AlterPartition
        request versions=2-3 flexible=0+ listeners=controller
          BrokerId int32 is=brokerId
          BrokerEpoch int64 default=-1
          Topics [TopicData]
            TopicId uuid v2+ ignorable
            Partitions [PartitionData]
              PartitionIndex int32
              LeaderEpoch int32
              NewIsr [int32] v0-2 is=brokerId
              NewIsrWithEpochs [BrokerState] v3+
                BrokerId int32 v3+ is=brokerId
                BrokerEpoch int64 v3+ default=-1
              LeaderRecoveryState int8 v1+ default=0
              PartitionEpoch int32
        response versions=2-3 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          Topics [TopicData]
            TopicId uuid v2+ ignorable
            Partitions [PartitionData]
              PartitionIndex int32
              ErrorCode int16
              LeaderId int32 is=brokerId
              LeaderEpoch int32
              Isr [int32] is=brokerId
              LeaderRecoveryState int8 v1+ default=0 ignorable
              PartitionEpoch int32
        api 57 UpdateFeatures
        request versions=0-2 flexible=0+ listeners=broker,controller
          timeoutMs int32 default=60000
          FeatureUpdates [FeatureUpdateKey]
            Feature string key
            MaxVersionLevel int16
            AllowDowngrade bool v0
            UpgradeType int8 v1+ default=1
          ValidateOnly bool v1+ default=false
        response versions=0-2 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+
          Results [UpdatableFeatureResult] v0-1 ignorable
            Feature string key
            ErrorCode int16
            ErrorMessage string nullable=0+
        api 58 Envelope
        request versions=0 flexible=0+ listeners=controller
          RequestData bytes
          RequestPrincipal bytes nullable=0+
          ClientHostAddress bytes
        response versions=0 flexible=0+
          ResponseData bytes nullable=0+ default=null
          ErrorCode int16
        api 59 FetchSnapshot
        request versions=0-1 flexible=0+ listeners=controller
          ClusterId string nullable=0+ tag=0:0+ default=null
          ReplicaId int32 default=-1 is=brokerId
          MaxBytes int32 default=0x7fffffff
          Topics [TopicSnapshot]
            Name string is=topicName
            Partitions [PartitionSnapshot]
              Partition int32
              CurrentLeaderEpoch int32
              SnapshotId SnapshotId
                EndOffset int64
                Epoch int32
              Position int64
              ReplicaDirectoryId uuid v1+ tag=0:1+ ignorable
        response versions=0-1 flexible=0+
          ThrottleTimeMs int32 ignorable
          ErrorCode int16
          Topics [TopicSnapshot]
            Name string is=topicName
            Partitions [PartitionSnapshot]
              Index int32
              ErrorCode int16
              SnapshotId SnapshotId
                EndOffset int64
                Epoch int32
              CurrentLeader LeaderIdAndEpoch tag=0:0+
                LeaderId int32 is=brokerId
                LeaderEpoch int32
              Size int64
              Position int64
              UnalignedRecords records
          NodeEndpoints [NodeEndpoint] v1+ tag=0:1+
            NodeId int32 v1+ key is=brokerId
            Host string v1+
            Port uint16 v1+
        api 60 DescribeCluster
        request versions=0-2 flexible=0+ listeners=broker,controller
          IncludeClusterAuthorizedOperations bool
          EndpointType int8 v1+ default=1
          IncludeFencedBrokers bool v2+
        response versions=0-2 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+ default=null
          EndpointType int8 v1+ default=1
          ClusterId string
          ControllerId int32 default=-1 is=brokerId
          Brokers [DescribeClusterBroker]
            BrokerId int32 key is=brokerId
            Host string
            Port int32
            Rack string nullable=0+ default=null
            IsFenced bool v2+
          ClusterAuthorizedOperations int32 default=-2147483648
        api 61 DescribeProducers
        request versions=0 flexible=0+ listeners=broker
          Topics [TopicRequest]
            Name string is=topicName
            PartitionIndexes [int32]
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          Topics [TopicResponse]
            Name string is=topicName
            Partitions [PartitionResponse]
              PartitionIndex int32
              ErrorCode int16
              ErrorMessage string nullable=0+ default=null
              ActiveProducers [ProducerState]
                ProducerId int64 is=producerId
                ProducerEpoch int32
                LastSequence int32 default=-1
                LastTimestamp int64 default=-1
                CoordinatorEpoch int32
                CurrentTxnStartOffset int64 default=-1
        api 62 BrokerRegistration
        request versions=0-4 flexible=0+ listeners=controller
          BrokerId int32 is=brokerId
          ClusterId string
          IncarnationId uuid
          Listeners [Listener]
            Name string key
            Host string
            Port uint16
            SecurityProtocol int16
          Features [Feature]
            Name string key
            MinSupportedVersion int16
            MaxSupportedVersion int16
          Rack string nullable=0+
          IsMigratingZkBroker bool v1+ default=false
          LogDirs [uuid] v2+ ignorable
          PreviousBrokerEpoch int64 v3+ default=-1 ignorable
        response versions=0-4 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          BrokerEpoch int64 default=-1
        api 63 BrokerHeartbeat
        request versions=0-2 flexible=0+ listeners=controller
          BrokerId int32 is=brokerId
          BrokerEpoch int64 default=-1
          CurrentMetadataOffset int64
          WantFence bool
          WantShutDown bool
          OfflineLogDirs [uuid] v1+ tag=0:1+
          CordonedLogDirs [uuid] v2+ nullable=2+ tag=1:2+ default=null
        response versions=0-2 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          IsCaughtUp bool default=false
          IsFenced bool default=true
          ShouldShutDown bool
        api 64 UnregisterBroker
        request versions=0 flexible=0+ listeners=broker,controller
          BrokerId int32 is=brokerId
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+
        api 65 DescribeTransactions
        request versions=0 flexible=0+ listeners=broker
          TransactionalIds [string] is=transactionalId
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          TransactionStates [TransactionState]
            ErrorCode int16
            TransactionalId string is=transactionalId
            TransactionState string
            TransactionTimeoutMs int32
            TransactionStartTimeMs int64
            ProducerId int64 is=producerId
            ProducerEpoch int16
            Topics [TopicData]
              Topic string key is=topicName
              Partitions [int32]
        api 66 ListTransactions
        request versions=0-2 flexible=0+ listeners=broker
          StateFilters [string]
          ProducerIdFilters [int64] is=producerId
          DurationFilter int64 v1+ default=-1
          TransactionalIdPattern string v2+ nullable=2+ default=null
        response versions=0-2 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          UnknownStateFilters [string]
          TransactionStates [TransactionState]
            TransactionalId string is=transactionalId
            ProducerId int64 is=producerId
            TransactionState string
        api 67 AllocateProducerIds
        request versions=0 flexible=0+ listeners=controller
          BrokerId int32 is=brokerId
          BrokerEpoch int64 default=-1
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ProducerIdStart int64 is=producerId
          ProducerIdLen int32
        api 68 ConsumerGroupHeartbeat
        request versions=0-1 flexible=0+ listeners=broker
          GroupId string is=groupId
          MemberId string
          MemberEpoch int32
          InstanceId string nullable=0+ default=null
          RackId string nullable=0+ default=null
          RebalanceTimeoutMs int32 default=-1
          SubscribedTopicNames [string] nullable=0+ default=null is=topicName
          SubscribedTopicRegex string v1+ nullable=1+ default=null
          ServerAssignor string nullable=0+ default=null
          TopicPartitions [TopicPartitions] nullable=0+ default=null
            TopicId uuid
            Partitions [int32]
        response versions=0-1 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+ default=null
          MemberId string nullable=0+ default=null
          MemberEpoch int32
          HeartbeatIntervalMs int32
          Assignment Assignment nullable=0+ default=null
            TopicPartitions [TopicPartitions]
          struct TopicPartitions
            TopicId uuid
            Partitions [int32]
        api 69 ConsumerGroupDescribe
        request versions=0-1 flexible=0+ listeners=broker
          GroupIds [string] is=groupId
          IncludeAuthorizedOperations bool
        response versions=0-1 flexible=0+
          ThrottleTimeMs int32
          Groups [DescribedGroup]
            ErrorCode int16
            ErrorMessage string nullable=0+ default=null
            GroupId string is=groupId
            GroupState string
            GroupEpoch int32
            AssignmentEpoch int32
            AssignorName string
            Members [Member]
              MemberId string
              InstanceId string nullable=0+ default=null
              RackId string nullable=0+ default=null
              MemberEpoch int32
              ClientId string
              ClientHost string
              SubscribedTopicNames [string] is=topicName
              SubscribedTopicRegex string nullable=0+ default=null
              Assignment Assignment
              TargetAssignment Assignment
              MemberType int8 v1+ default=-1 ignorable
            AuthorizedOperations int32 default=-2147483648
          struct TopicPartitions
            TopicId uuid
            TopicName string is=topicName
            Partitions [int32]
          struct Assignment
            TopicPartitions [TopicPartitions]
        api 70 ControllerRegistration
        request versions=0 flexible=0+ listeners=controller
          ControllerId int32
          IncarnationId uuid
          ZkMigrationReady bool
          Listeners [Listener]
            Name string key
            Host string
            Port uint16
            SecurityProtocol int16
          Features [Feature]
            Name string key
            MinSupportedVersion int16
            MaxSupportedVersion int16
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+
        api 71 GetTelemetrySubscriptions
        request versions=0 flexible=0+ listeners=broker
          ClientInstanceId uuid
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ClientInstanceId uuid
          SubscriptionId int32
          AcceptedCompressionTypes [int8]
          PushIntervalMs int32
          TelemetryMaxBytes int32
          DeltaTemporality bool
          RequestedMetrics [string]
        api 72 PushTelemetry
        request versions=0 flexible=0+ listeners=broker
          ClientInstanceId uuid
          SubscriptionId int32
          Terminating bool
          CompressionType int8
          Metrics bytes
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
        api 73 AssignReplicasToDirs
        request versions=0 flexible=0+ listeners=controller
          BrokerId int32 is=brokerId
          BrokerEpoch int64 default=-1
          Directories [DirectoryData]
            Id uuid
            Topics [TopicData]
              TopicId uuid
              Partitions [PartitionData]
                PartitionIndex int32
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          Directories [DirectoryData]
            Id uuid
            Topics [TopicData]
              TopicId uuid
              Partitions [PartitionData]
                PartitionIndex int32
                ErrorCode int16
        api 74 ListConfigResources
        request versions=0-1 flexible=0+ listeners=broker
          ResourceTypes [int8] v1+
        response versions=0-1 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ConfigResources [ConfigResource]
            ResourceName string
            ResourceType int8 v1+ default=16 ignorable
        api 75 DescribeTopicPartitions
        request versions=0 flexible=0+ listeners=broker
          Topics [TopicRequest]
            Name string is=topicName
          ResponsePartitionLimit int32 default=2000
          Cursor Cursor nullable=0+ default=null
            TopicName string is=topicName
            PartitionIndex int32
        response versions=0 flexible=0+
          ThrottleTimeMs int32 ignorable
          Topics [DescribeTopicPartitionsResponseTopic]
            ErrorCode int16
            Name string nullable=0+ key is=topicName
            TopicId uuid ignorable
            IsInternal bool default=false ignorable
            Partitions [DescribeTopicPartitionsResponsePartition]
              ErrorCode int16
              PartitionIndex int32
              LeaderId int32 is=brokerId
              LeaderEpoch int32 default=-1 ignorable
              ReplicaNodes [int32] is=brokerId
              IsrNodes [int32] is=brokerId
              EligibleLeaderReplicas [int32] nullable=0+ default=null is=brokerId
              LastKnownElr [int32] nullable=0+ default=null is=brokerId
              OfflineReplicas [int32] ignorable is=brokerId
            TopicAuthorizedOperations int32 default=-2147483648
          NextCursor Cursor nullable=0+ default=null
            TopicName string is=topicName
            PartitionIndex int32
        api 76 ShareGroupHeartbeat
        request versions=1 flexible=0+ listeners=broker
          GroupId string is=groupId
          MemberId string
          MemberEpoch int32
          RackId string nullable=0+ default=null
          SubscribedTopicNames [string] nullable=0+ default=null is=topicName
        response versions=1 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+ default=null
          MemberId string nullable=0+ default=null
          MemberEpoch int32
          HeartbeatIntervalMs int32
          Assignment Assignment nullable=0+ default=null
            TopicPartitions [TopicPartitions]
          struct TopicPartitions
            TopicId uuid
            Partitions [int32]
        api 77 ShareGroupDescribe
        request versions=1 flexible=0+ listeners=broker
          GroupIds [string] is=groupId
          IncludeAuthorizedOperations bool
        response versions=1 flexible=0+
          ThrottleTimeMs int32
          Groups [DescribedGroup]
            ErrorCode int16
            ErrorMessage string nullable=0+ default=null
            GroupId string is=groupId
            GroupState string
            GroupEpoch int32
            AssignmentEpoch int32
            AssignorName string
            Members [Member]
              MemberId string
              RackId string nullable=0+ default=null
              MemberEpoch int32
              ClientId string
              ClientHost string
              SubscribedTopicNames [string] is=topicName
              Assignment Assignment
            AuthorizedOperations int32 default=-2147483648
          struct TopicPartitions
            TopicId uuid
            TopicName string is=topicName
            Partitions [int32]
          struct Assignment
            TopicPartitions [TopicPartitions]
        api 78 ShareFetch
        request versions=1-2 flexible=0+ listeners=broker
          GroupId string nullable=0+ default=null is=groupId
          MemberId string nullable=0+
          ShareSessionEpoch int32
          MaxWaitMs int32
          MinBytes int32
          MaxBytes int32 default=0x7fffffff
          MaxRecords int32 v1+
          BatchSize int32 v1+
          ShareAcquireMode int8 v2+ default=0 ignorable
          IsRenewAck bool v2+ default=false
          Topics [FetchTopic]
            TopicId uuid key
            Partitions [FetchPartition]
              PartitionIndex int32 key
              PartitionMaxBytes int32 v0
              AcknowledgementBatches [AcknowledgementBatch]
                FirstOffset int64
                LastOffset int64
                AcknowledgeTypes [int8]
          ForgottenTopicsData [ForgottenTopic]
            TopicId uuid
            Partitions [int32]
        response versions=1-2 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+ default=null
          AcquisitionLockTimeoutMs int32 v1+
          Responses [ShareFetchableTopicResponse]
            TopicId uuid key
            Partitions [PartitionData]
              PartitionIndex int32
              ErrorCode int16
              ErrorMessage string nullable=0+ default=null
              AcknowledgeErrorCode int16
              AcknowledgeErrorMessage string nullable=0+ default=null
              CurrentLeader LeaderIdAndEpoch
                LeaderId int32
                LeaderEpoch int32
              Records records nullable=0
              AcquiredRecords [AcquiredRecords]
                FirstOffset int64
                LastOffset int64
                DeliveryCount int16
          NodeEndpoints [NodeEndpoint]
            NodeId int32 key is=brokerId
            Host string
            Port int32
            Rack string nullable=0+ default=null
        api 79 ShareAcknowledge
        request versions=1-2 flexible=0+ listeners=broker
          GroupId string nullable=0+ default=null is=groupId
          MemberId string nullable=0+
          ShareSessionEpoch int32
          IsRenewAck bool v2+ default=false
          Topics [AcknowledgeTopic]
            TopicId uuid key
            Partitions [AcknowledgePartition]
              PartitionIndex int32 key
              AcknowledgementBatches [AcknowledgementBatch]
                FirstOffset int64
                LastOffset int64
                AcknowledgeTypes [int8]
        response versions=1-2 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+ default=null
          AcquisitionLockTimeoutMs int32 v2+ ignorable
          Responses [ShareAcknowledgeTopicResponse]
            TopicId uuid key
            Partitions [PartitionData]
              PartitionIndex int32
              ErrorCode int16
              ErrorMessage string nullable=0+ default=null
              CurrentLeader LeaderIdAndEpoch
                LeaderId int32
                LeaderEpoch int32
          NodeEndpoints [NodeEndpoint]
            NodeId int32 key is=brokerId
            Host string
            Port int32
            Rack string nullable=0+ default=null
        api 80 AddRaftVoter
        request versions=0-1 flexible=0+ listeners=controller,broker
          ClusterId string nullable=0+
          TimeoutMs int32
          VoterId int32
          VoterDirectoryId uuid
          Listeners [Listener]
            Name string key
            Host string
            Port uint16
          AckWhenCommitted bool v1+ default=true
        response versions=0-1 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+ ignorable
        api 81 RemoveRaftVoter
        request versions=0 flexible=0+ listeners=controller,broker
          ClusterId string nullable=0+
          VoterId int32
          VoterDirectoryId uuid
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+ ignorable
        api 82 UpdateRaftVoter
        request versions=0 flexible=0+ listeners=controller
          ClusterId string nullable=0+
          CurrentLeaderEpoch int32
          VoterId int32
          VoterDirectoryId uuid
          Listeners [Listener]
            Name string key
            Host string
            Port uint16
          KRaftVersionFeature KRaftVersionFeature
            MinSupportedVersion int16
            MaxSupportedVersion int16
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          CurrentLeader CurrentLeader tag=0:0+
            LeaderId int32 default=-1 is=brokerId
            LeaderEpoch int32 default=-1
            Host string
            Port int32
        api 83 InitializeShareGroupState
        request versions=0 flexible=0+ listeners=broker
          GroupId string
          Topics [InitializeStateData]
            TopicId uuid
            Partitions [PartitionData]
              Partition int32
              StateEpoch int32
              StartOffset int64
        response versions=0 flexible=0+
          Results [InitializeStateResult]
            TopicId uuid
            Partitions [PartitionResult]
              Partition int32
              ErrorCode int16
              ErrorMessage string nullable=0+ default=null
        api 84 ReadShareGroupState
        request versions=0 flexible=0+ listeners=broker
          GroupId string
          Topics [ReadStateData]
            TopicId uuid
            Partitions [PartitionData]
              Partition int32
              LeaderEpoch int32
        response versions=0 flexible=0+
          Results [ReadStateResult]
            TopicId uuid
            Partitions [PartitionResult]
              Partition int32
              ErrorCode int16
              ErrorMessage string nullable=0+ default=null
              StateEpoch int32
              StartOffset int64
              StateBatches [StateBatch]
                FirstOffset int64
                LastOffset int64
                DeliveryState int8
                DeliveryCount int16
        api 85 WriteShareGroupState
        request versions=0-1 flexible=0+ listeners=broker
          GroupId string
          Topics [WriteStateData]
            TopicId uuid
            Partitions [PartitionData]
              Partition int32
              StateEpoch int32
              LeaderEpoch int32
              StartOffset int64
              DeliveryCompleteCount int32 v1+ default=-1 ignorable
              StateBatches [StateBatch]
                FirstOffset int64
                LastOffset int64
                DeliveryState int8
                DeliveryCount int16
        response versions=0-1 flexible=0+
          Results [WriteStateResult]
            TopicId uuid
            Partitions [PartitionResult]
              Partition int32
              ErrorCode int16
              ErrorMessage string nullable=0+ default=null
        api 86 DeleteShareGroupState
        request versions=0 flexible=0+ listeners=broker
          GroupId string
          Topics [DeleteStateData]
            TopicId uuid
            Partitions [PartitionData]
              Partition int32
        response versions=0 flexible=0+
          Results [DeleteStateResult]
            TopicId uuid
            Partitions [PartitionResult]
              Partition int32
              ErrorCode int16
              ErrorMessage string nullable=0+ default=null
        api 87 ReadShareGroupStateSummary
        request versions=0-1 flexible=0+ listeners=broker
          GroupId string
          Topics [ReadStateSummaryData]
            TopicId uuid
            Partitions [PartitionData]
              Partition int32
              LeaderEpoch int32
        response versions=0-1 flexible=0+
          Results [ReadStateSummaryResult]
            TopicId uuid
            Partitions [PartitionResult]
              Partition int32
              ErrorCode int16
              ErrorMessage string nullable=0+ default=null
              StateEpoch int32
              LeaderEpoch int32
              StartOffset int64
              DeliveryCompleteCount int32 v1+ default=-1 ignorable
        api 88 StreamsGroupHeartbeat
        request versions=0 flexible=0+ listeners=broker
          GroupId string is=groupId
          MemberId string
          MemberEpoch int32
          EndpointInformationEpoch int32
          InstanceId string nullable=0+ default=null
          RackId string nullable=0+ default=null
          RebalanceTimeoutMs int32 default=-1
          Topology Topology nullable=0+ default=null
            Epoch int32
            Subtopologies [Subtopology]
              SubtopologyId string
              SourceTopics [string] is=topicName
              SourceTopicRegex [string]
              StateChangelogTopics [TopicInfo]
              RepartitionSinkTopics [string] is=topicName
              RepartitionSourceTopics [TopicInfo]
              CopartitionGroups [CopartitionGroup]
                SourceTopics [int16]
                SourceTopicRegex [int16]
                RepartitionSourceTopics [int16]
          ActiveTasks [TaskIds] nullable=0+ default=null
          StandbyTasks [TaskIds] nullable=0+ default=null
          WarmupTasks [TaskIds] nullable=0+ default=null
          ProcessId string nullable=0+ default=null
          UserEndpoint Endpoint nullable=0+ default=null
          ClientTags [KeyValue] nullable=0+ default=null
          TaskOffsets [TaskOffset] nullable=0+ default=null
          TaskEndOffsets [TaskOffset] nullable=0+ default=null
          ShutdownApplication bool default=false
          struct KeyValue
            Key string
            Value string
          struct TopicInfo
            Name string is=topicName
            Partitions int32
            ReplicationFactor int16
            TopicConfigs [KeyValue]
          struct Endpoint
            Host string
            Port uint16
          struct TaskOffset
            SubtopologyId string
            Partition int32
            Offset int64
          struct TaskIds
            SubtopologyId string
            Partitions [int32]
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+ default=null
          MemberId string
          MemberEpoch int32
          HeartbeatIntervalMs int32
          AcceptableRecoveryLag int32
          TaskOffsetIntervalMs int32
          Status [Status] nullable=0+
          ActiveTasks [TaskIds] nullable=0+ default=null
          StandbyTasks [TaskIds] nullable=0+ default=null
          WarmupTasks [TaskIds] nullable=0+ default=null
          EndpointInformationEpoch int32
          PartitionsByUserEndpoint [EndpointToPartitions] nullable=0+ default=null
            UserEndpoint Endpoint
            ActivePartitions [TopicPartition]
            StandbyPartitions [TopicPartition]
          struct Status
            StatusCode int8
            StatusDetail string
          struct TopicPartition
            Topic string is=topicName
            Partitions [int32]
          struct TaskIds
            SubtopologyId string
            Partitions [int32]
          struct Endpoint
            Host string
            Port uint16
        api 89 StreamsGroupDescribe
        request versions=0 flexible=0+ listeners=broker
          GroupIds [string] is=groupId
          IncludeAuthorizedOperations bool
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          Groups [DescribedGroup]
            ErrorCode int16
            ErrorMessage string nullable=0+ default=null
            GroupId string is=groupId
            GroupState string
            GroupEpoch int32
            AssignmentEpoch int32
            Topology Topology nullable=0+ default=null
              Epoch int32
              Subtopologies [Subtopology] nullable=0+ default=null
                SubtopologyId string
                SourceTopics [string] is=topicName
                RepartitionSinkTopics [string] is=topicName
                StateChangelogTopics [TopicInfo]
                RepartitionSourceTopics [TopicInfo]
            Members [Member]
              MemberId string
              MemberEpoch int32
              InstanceId string nullable=0+ default=null
              RackId string nullable=0+ default=null
              ClientId string
              ClientHost string
              TopologyEpoch int32
              ProcessId string
              UserEndpoint Endpoint nullable=0+ default=null
              ClientTags [KeyValue]
              TaskOffsets [TaskOffset]
              TaskEndOffsets [TaskOffset]
              Assignment Assignment
              TargetAssignment Assignment
              IsClassic bool
            AuthorizedOperations int32 default=-2147483648
          struct Endpoint
            Host string
            Port uint16
          struct TaskOffset
            SubtopologyId string
            Partition int32
            Offset int64
          struct Assignment
            ActiveTasks [TaskIds]
            StandbyTasks [TaskIds]
            WarmupTasks [TaskIds]
          struct TaskIds
            SubtopologyId string
            Partitions [int32]
          struct KeyValue
            Key string
            Value string
          struct TopicInfo
            Name string is=topicName
            Partitions int32
            ReplicationFactor int16
            TopicConfigs [KeyValue]
        api 90 DescribeShareGroupOffsets
        request versions=0-1 flexible=0+ listeners=broker
          Groups [DescribeShareGroupOffsetsRequestGroup]
            GroupId string is=groupId
            Topics [DescribeShareGroupOffsetsRequestTopic] nullable=0+
              TopicName string is=topicName
              Partitions [int32]
        response versions=0-1 flexible=0+
          ThrottleTimeMs int32
          Groups [DescribeShareGroupOffsetsResponseGroup]
            GroupId string is=groupId
            Topics [DescribeShareGroupOffsetsResponseTopic]
              TopicName string is=topicName
              TopicId uuid
              Partitions [DescribeShareGroupOffsetsResponsePartition]
                PartitionIndex int32
                StartOffset int64
                LeaderEpoch int32
                Lag int64 v1+ default=-1 ignorable
                ErrorCode int16
                ErrorMessage string nullable=0+ default=null
            ErrorCode int16
            ErrorMessage string nullable=0+ default=null
        api 91 AlterShareGroupOffsets
        request versions=0 flexible=0+ listeners=broker
          GroupId string is=groupId
          Topics [AlterShareGroupOffsetsRequestTopic]
            TopicName string key is=topicName
            Partitions [AlterShareGroupOffsetsRequestPartition]
              PartitionIndex int32
              StartOffset int64
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+ default=null
          Responses [AlterShareGroupOffsetsResponseTopic]
            TopicName string key is=topicName
            TopicId uuid
            Partitions [AlterShareGroupOffsetsResponsePartition]
              PartitionIndex int32
              ErrorCode int16
              ErrorMessage string nullable=0+ default=null
        api 92 DeleteShareGroupOffsets
        request versions=0 flexible=0+ listeners=broker
          GroupId string is=groupId
          Topics [DeleteShareGroupOffsetsRequestTopic]
            TopicName string is=topicName
        response versions=0 flexible=0+
          ThrottleTimeMs int32
          ErrorCode int16
          ErrorMessage string nullable=0+ default=null
          Responses [DeleteShareGroupOffsetsResponseTopic]
            TopicName string is=topicName
            TopicId uuid
            ErrorCode int16
            ErrorMessage string nullable=0+ default=null
        """#
    static let records = #"""
        data ConsumerProtocolAssignment versions=0-3 flexible=none
          AssignedPartitions [TopicPartition]
            Topic string key is=topicName
            Partitions [int32]
          UserData bytes nullable=0+ default=null
        data ConsumerProtocolSubscription versions=0-3 flexible=none
          Topics [string]
          UserData bytes nullable=0+ default=null
          OwnedPartitions [TopicPartition] v1+ ignorable
            Topic string v1+ key is=topicName
            Partitions [int32] v1+
          GenerationId int32 v2+ default=-1 ignorable
          RackId string v3+ nullable=3+ default=null ignorable
        data ControlRecordTypeSchema versions=0 flexible=none
          Type int16
        data DefaultPrincipalData versions=0 flexible=0+
          Type string
          Name string
          TokenAuthenticated bool
        data EndTxnMarker versions=0 flexible=none
          CoordinatorEpoch int32
        data KRaftVersionRecord versions=0 flexible=0+
          Version int16
          KRaftVersion int16
        data LeaderChangeMessage versions=0-1 flexible=0+
          Version int16
          LeaderId int32 is=brokerId
          Voters [Voter]
          GrantingVoters [Voter]
          struct Voter
            VoterId int32
            VoterDirectoryId uuid v1+
        header RequestHeader versions=1-2 flexible=2+
          RequestApiKey int16
          RequestApiVersion int16
          CorrelationId int32
          ClientId string v1+ nullable=1+ flexible=none
        header ResponseHeader versions=0-1 flexible=1+
          CorrelationId int32
        data SnapshotFooterRecord versions=0 flexible=0+
          Version int16
        data SnapshotHeaderRecord versions=0 flexible=0+
          Version int16
          LastContainedLogTimestamp int64
        data VotersRecord versions=0 flexible=0+
          Version int16
          Voters [Voter]
            VoterId int32 is=brokerId
            VoterDirectoryId uuid
            Endpoints [Endpoint]
              Name string key
              Host string
              Port uint16
            KRaftVersionFeature KRaftVersionFeature
              MinSupportedVersion int16
              MaxSupportedVersion int16
        # kafka-group-coordinator
        coordinator-key ConsumerGroupCurrentMemberAssignmentKey id=8 versions=0 flexible=none
          GroupId string v0
          MemberId string v0
        coordinator-value ConsumerGroupCurrentMemberAssignmentValue id=8 versions=0 flexible=0+
          MemberEpoch int32
          PreviousMemberEpoch int32
          State int8
          AssignedPartitions [TopicPartitions]
          PartitionsPendingRevocation [TopicPartitions]
          struct TopicPartitions
            TopicId uuid
            Partitions [int32]
            AssignmentEpochs [int32] nullable=0+ tag=0:0+
        coordinator-key ConsumerGroupMemberMetadataKey id=5 versions=0 flexible=none
          GroupId string v0
          MemberId string v0
        coordinator-value ConsumerGroupMemberMetadataValue id=5 versions=0 flexible=0+
          InstanceId string nullable=0+
          RackId string nullable=0+
          ClientId string
          ClientHost string
          SubscribedTopicNames [string]
          SubscribedTopicRegex string nullable=0+
          RebalanceTimeoutMs int32 default=-1
          ServerAssignor string nullable=0+
          ClassicMemberMetadata ClassicMemberMetadata nullable=0+ tag=0:0+
            SessionTimeoutMs int32
            SupportedProtocols [ClassicProtocol]
              Name string
              Metadata bytes
        coordinator-key ConsumerGroupMetadataKey id=3 versions=0 flexible=none
          GroupId string v0
        coordinator-value ConsumerGroupMetadataValue id=3 versions=0 flexible=0+
          Epoch int32
          MetadataHash int64 tag=0:0+ default=0
        coordinator-key ConsumerGroupPartitionMetadataKey id=4 versions=0 flexible=none
          GroupId string v0
        coordinator-value ConsumerGroupPartitionMetadataValue id=4 versions=0 flexible=0+
          Topics [TopicMetadata]
            TopicId uuid
            TopicName string
            NumPartitions int32
            PartitionMetadata [PartitionMetadata]
              Partition int32
              Racks [string]
        coordinator-key ConsumerGroupRegularExpressionKey id=16 versions=0 flexible=none
          GroupId string v0
          RegularExpression string v0
        coordinator-value ConsumerGroupRegularExpressionValue id=16 versions=0 flexible=0+
          Topics [string]
          Version int64
          Timestamp int64
        coordinator-key ConsumerGroupTargetAssignmentMemberKey id=7 versions=0 flexible=none
          GroupId string v0
          MemberId string v0
        coordinator-value ConsumerGroupTargetAssignmentMemberValue id=7 versions=0 flexible=0+
          TopicPartitions [TopicPartition]
            TopicId uuid
            Partitions [int32]
        coordinator-key ConsumerGroupTargetAssignmentMetadataKey id=6 versions=0 flexible=none
          GroupId string v0
        coordinator-value ConsumerGroupTargetAssignmentMetadataValue id=6 versions=0 flexible=0+
          AssignmentEpoch int32
          AssignmentTimestamp int64 tag=0:0+ default=0 ignorable
        coordinator-key GroupMetadataKey id=2 versions=0 flexible=none
          group string v0
        coordinator-value GroupMetadataValue id=2 versions=0-4 flexible=4+
          protocolType string
          generation int32
          protocol string nullable=0+
          leader string nullable=0+
          currentStateTimestamp int64 v2+ default=-1 ignorable
          members [MemberMetadata]
          struct MemberMetadata
            memberId string
            groupInstanceId string v3+ nullable=3+ default=null ignorable
            clientId string
            clientHost string
            rebalanceTimeout int32 v1+ default=-1 ignorable
            sessionTimeout int32
            subscription bytes
            assignment bytes
        coordinator-key LegacyOffsetCommitKey id=0 versions=0 flexible=none
          group string v0
          topic string v0
          partition int32 v0
        coordinator-value LegacyOffsetCommitValue id=0 versions=0 flexible=none
          offset int64 v0
          metadata string v0
          commitTimestamp int64 v0
        coordinator-key OffsetCommitKey id=1 versions=0 flexible=none
          group string v0
          topic string v0
          partition int32 v0
        coordinator-value OffsetCommitValue id=1 versions=0-4 flexible=4+
          offset int64
          leaderEpoch int32 v3+ default=-1 ignorable
          metadata string
          commitTimestamp int64
          expireTimestamp int64 v1 default=-1 ignorable
          topicId uuid v4+ tag=0:4+ ignorable
        coordinator-key ShareGroupCurrentMemberAssignmentKey id=14 versions=0 flexible=none
          GroupId string v0
          MemberId string v0
        coordinator-value ShareGroupCurrentMemberAssignmentValue id=14 versions=0 flexible=0+
          MemberEpoch int32
          PreviousMemberEpoch int32
          State int8
          AssignedPartitions [TopicPartitions]
          struct TopicPartitions
            TopicId uuid
            Partitions [int32]
        coordinator-key ShareGroupMemberMetadataKey id=10 versions=0 flexible=none
          GroupId string v0
          MemberId string v0
        coordinator-value ShareGroupMemberMetadataValue id=10 versions=0 flexible=0+
          RackId string nullable=0+
          ClientId string
          ClientHost string
          SubscribedTopicNames [string]
        coordinator-key ShareGroupMetadataKey id=11 versions=0 flexible=none
          GroupId string v0
        coordinator-value ShareGroupMetadataValue id=11 versions=0 flexible=0+
          Epoch int32
          MetadataHash int64
        coordinator-key ShareGroupStatePartitionMetadataKey id=15 versions=0 flexible=none
          GroupId string v0
        coordinator-value ShareGroupStatePartitionMetadataValue id=15 versions=0 flexible=0+
          InitializingTopics [TopicPartitionsInfo]
          InitializedTopics [TopicPartitionsInfo]
          DeletingTopics [TopicInfo]
          struct TopicPartitionsInfo
            TopicId uuid
            TopicName string
            Partitions [int32]
          struct TopicInfo
            TopicId uuid
            TopicName string
        coordinator-key ShareGroupTargetAssignmentMemberKey id=13 versions=0 flexible=none
          GroupId string v0
          MemberId string v0
        coordinator-value ShareGroupTargetAssignmentMemberValue id=13 versions=0 flexible=0+
          TopicPartitions [TopicPartition]
            TopicId uuid
            Partitions [int32]
        coordinator-key ShareGroupTargetAssignmentMetadataKey id=12 versions=0 flexible=none
          GroupId string v0
        coordinator-value ShareGroupTargetAssignmentMetadataValue id=12 versions=0 flexible=0+
          AssignmentEpoch int32
          AssignmentTimestamp int64 tag=0:0+ default=0 ignorable
        coordinator-key StreamsGroupCurrentMemberAssignmentKey id=22 versions=0 flexible=none
          GroupId string v0
          MemberId string v0
        coordinator-value StreamsGroupCurrentMemberAssignmentValue id=22 versions=0 flexible=0+
          MemberEpoch int32
          PreviousMemberEpoch int32
          State int8
          ActiveTasks [TaskIds]
          StandbyTasks [TaskIds]
          WarmupTasks [TaskIds]
          ActiveTasksPendingRevocation [TaskIds]
          StandbyTasksPendingRevocation [TaskIds]
          WarmupTasksPendingRevocation [TaskIds]
          struct TaskIds
            SubtopologyId string
            Partitions [int32]
            AssignmentEpochs [int32] nullable=0+ tag=0:0+
        coordinator-key StreamsGroupMemberMetadataKey id=19 versions=0 flexible=none
          GroupId string v0
          MemberId string v0
        coordinator-value StreamsGroupMemberMetadataValue id=19 versions=0 flexible=0+
          InstanceId string nullable=0+
          RackId string nullable=0+
          ClientId string
          ClientHost string
          RebalanceTimeoutMs int32 default=-1
          TopologyEpoch int32
          ProcessId string
          UserEndpoint Endpoint nullable=0+ default=null
          ClientTags [KeyValue]
          struct Endpoint
            Host string
            Port uint16
          struct KeyValue
            Key string
            Value string
        coordinator-key StreamsGroupMetadataKey id=17 versions=0 flexible=none
          GroupId string v0
        coordinator-value StreamsGroupMetadataValue id=17 versions=0 flexible=0+
          Epoch int32
          MetadataHash int64
          ValidatedTopologyEpoch int32 tag=0:0+ default=-1
          LastAssignmentConfigs [LastAssignmentConfig] nullable=0+ tag=1:0+
          struct LastAssignmentConfig
            Key string
            Value string
        coordinator-key StreamsGroupTargetAssignmentMemberKey id=21 versions=0 flexible=none
          GroupId string v0
          MemberId string v0
        coordinator-value StreamsGroupTargetAssignmentMemberValue id=21 versions=0 flexible=0+
          ActiveTasks [TaskIds]
          StandbyTasks [TaskIds]
          WarmupTasks [TaskIds]
          struct TaskIds
            SubtopologyId string
            Partitions [int32]
        coordinator-key StreamsGroupTargetAssignmentMetadataKey id=20 versions=0 flexible=none
          GroupId string v0
        coordinator-value StreamsGroupTargetAssignmentMetadataValue id=20 versions=0 flexible=0+
          AssignmentEpoch int32
          AssignmentTimestamp int64 tag=0:0+ default=0 ignorable
        coordinator-key StreamsGroupTopologyKey id=23 versions=0 flexible=none
          GroupId string v0
        coordinator-value StreamsGroupTopologyValue id=23 versions=0 flexible=0+
          Epoch int32
          Subtopologies [Subtopology]
            SubtopologyId string
            SourceTopics [string]
            SourceTopicRegex [string]
            StateChangelogTopics [TopicInfo]
            RepartitionSinkTopics [string]
            RepartitionSourceTopics [TopicInfo]
            CopartitionGroups [CopartitionGroup]
              SourceTopics [int16]
              SourceTopicRegex [int16]
              RepartitionSourceTopics [int16]
          struct TopicConfig
            key string
            value string
          struct TopicInfo
            Name string
            Partitions int32
            ReplicationFactor int16
            TopicConfigs [TopicConfig]
        # kafka-metadata
        metadata AbortTransactionRecord id=25 versions=0 flexible=0+
          Reason string nullable=0+ tag=0:0+ default=null
        metadata AccessControlEntryRecord id=18 versions=0 flexible=0+
          Id uuid
          ResourceType int8
          ResourceName string
          PatternType int8
          Principal string
          Host string
          Operation int8
          PermissionType int8
        metadata BeginTransactionRecord id=23 versions=0 flexible=0+
          Name string nullable=0+ tag=0:0+ default=null
        metadata BrokerRegistrationChangeRecord id=17 versions=0-3 flexible=0+
          BrokerId int32 is=brokerId
          BrokerEpoch int64
          Fenced int8 tag=0:0+
          InControlledShutdown int8 v1+ tag=1:1+
          LogDirs [uuid] v2+ tag=2:2+
          CordonedLogDirs [uuid] v3+ nullable=3+ tag=3:3+ default=null
        metadata ClearElrRecord id=28 versions=0 flexible=0+
          TopicName string is=topicName
        metadata ClientQuotaRecord id=14 versions=0 flexible=0+
          Entity [EntityData]
            EntityType string
            EntityName string nullable=0+
          Key string
          Value float64
          Remove bool
        metadata ConfigRecord id=4 versions=0 flexible=0+
          ResourceType int8
          ResourceName string
          Name string
          Value string nullable=0+
        metadata DelegationTokenRecord id=10 versions=0 flexible=0+
          Owner string
          Requester string
          Renewers [string]
          IssueTimestamp int64
          MaxTimestamp int64
          ExpirationTimestamp int64
          TokenId string
        metadata EndTransactionRecord id=24 versions=0 flexible=0+
        metadata FeatureLevelRecord id=12 versions=0 flexible=0+
          Name string
          FeatureLevel int16
        metadata FenceBrokerRecord id=7 versions=0 flexible=0+
          Id int32 is=brokerId
          Epoch int64
        metadata NoOpRecord id=20 versions=0 flexible=0+
        metadata PartitionChangeRecord id=5 versions=0-2 flexible=0+
          PartitionId int32 default=-1
          TopicId uuid
          Isr [int32] nullable=0+ tag=0:0+ default=null is=brokerId
          Leader int32 tag=1:0+ default=-2 is=brokerId
          Replicas [int32] nullable=0+ tag=2:0+ default=null is=brokerId
          RemovingReplicas [int32] nullable=0+ tag=3:0+ default=null is=brokerId
          AddingReplicas [int32] nullable=0+ tag=4:0+ default=null is=brokerId
          LeaderRecoveryState int8 tag=5:0+ default=-1
          Directories [uuid] v1+ nullable=1+ tag=8:1+ default=null
          EligibleLeaderReplicas [int32] v2+ nullable=2+ tag=6:2+ default=null is=brokerId
          LastKnownElr [int32] v2+ nullable=2+ tag=7:2+ default=null is=brokerId
        metadata PartitionRecord id=3 versions=0-2 flexible=0+
          PartitionId int32 default=-1
          TopicId uuid
          Replicas [int32] is=brokerId
          Isr [int32]
          RemovingReplicas [int32] is=brokerId
          AddingReplicas [int32] is=brokerId
          Leader int32 default=-1 is=brokerId
          LeaderRecoveryState int8 tag=0:0+ default=0
          LeaderEpoch int32 default=-1
          PartitionEpoch int32 default=-1
          Directories [uuid] v1+
          EligibleLeaderReplicas [int32] v2+ nullable=2+ tag=1:2+ default=null is=brokerId
          LastKnownElr [int32] v2+ nullable=2+ tag=2:2+ default=null is=brokerId
        metadata ProducerIdsRecord id=15 versions=0 flexible=0+
          BrokerId int32 is=brokerId
          BrokerEpoch int64 default=-1
          NextProducerId int64
        metadata RegisterBrokerRecord id=0 versions=0-4 flexible=0+
          BrokerId int32 is=brokerId
          IsMigratingZkBroker bool v2+ default=false
          IncarnationId uuid
          BrokerEpoch int64
          EndPoints [BrokerEndpoint]
            Name string key
            Host string
            Port uint16
            SecurityProtocol int16
          Features [BrokerFeature]
            Name string key
            MinSupportedVersion int16
            MaxSupportedVersion int16
          Rack string nullable=0+
          Fenced bool default=true
          InControlledShutdown bool v1+ default=false
          LogDirs [uuid] v3+ tag=0:3+
          CordonedLogDirs [uuid] v4+ nullable=4+ tag=1:4+ default=null
        metadata RegisterControllerRecord id=27 versions=0 flexible=0+
          ControllerId int32
          IncarnationId uuid
          ZkMigrationReady bool
          EndPoints [ControllerEndpoint]
            Name string key
            Host string
            Port uint16
            SecurityProtocol int16
          Features [ControllerFeature]
            Name string key
            MinSupportedVersion int16
            MaxSupportedVersion int16
        metadata RemoveAccessControlEntryRecord id=19 versions=0 flexible=0+
          Id uuid
        metadata RemoveDelegationTokenRecord id=26 versions=0 flexible=0+
          TokenId string
        metadata RemoveTopicRecord id=9 versions=0 flexible=0+
          TopicId uuid
        metadata RemoveUserScramCredentialRecord id=22 versions=0 flexible=0+
          Name string
          Mechanism int8
        metadata TopicRecord id=2 versions=0 flexible=0+
          Name string is=topicName
          TopicId uuid
        metadata UnfenceBrokerRecord id=8 versions=0 flexible=0+
          Id int32 is=brokerId
          Epoch int64
        metadata UnregisterBrokerRecord id=1 versions=0 flexible=0+
          BrokerId int32 is=brokerId
          BrokerEpoch int64
        metadata UserScramCredentialRecord id=11 versions=0 flexible=0+
          Name string
          Mechanism int8
          Salt bytes
          StoredKey bytes
          ServerKey bytes
          Iterations int32
        metadata ZkMigrationStateRecord id=21 versions=0 flexible=0+
          ZkMigrationState int8
        # kafka-raft
        data QuorumStateData versions=0-1 flexible=0+
          ClusterId string v0
          LeaderId int32 default=-1
          LeaderEpoch int32 default=-1
          VotedId int32 default=-1
          VotedDirectoryId uuid v1+
          AppliedOffset int64 v0
          CurrentVoters [Voter] v0 nullable=0
            VoterId int32 v0
        # kafka-share-coordinator
        coordinator-key ShareSnapshotKey id=0 versions=0 flexible=none
          GroupId string v0
          TopicId uuid v0
          Partition int32 v0
        coordinator-value ShareSnapshotValue id=0 versions=0 flexible=0+
          SnapshotEpoch int32
          StateEpoch int32
          LeaderEpoch int32
          StartOffset int64
          DeliveryCompleteCount int32 tag=0:0+ default=-1
          CreateTimestamp int64
          WriteTimestamp int64
          StateBatches [StateBatch]
            FirstOffset int64
            LastOffset int64
            DeliveryState int8
            DeliveryCount int16
        coordinator-key ShareUpdateKey id=1 versions=0 flexible=none
          GroupId string v0
          TopicId uuid v0
          Partition int32 v0
        coordinator-value ShareUpdateValue id=1 versions=0 flexible=0+
          SnapshotEpoch int32
          LeaderEpoch int32
          StartOffset int64
          DeliveryCompleteCount int32 tag=0:0+ default=-1
          StateBatches [StateBatch]
            FirstOffset int64
            LastOffset int64
            DeliveryState int8
            DeliveryCount int16
        # kafka-storage
        data ProducerSnapshot versions=1 flexible=none
          Crc uint32 v1
          ProducerEntries [ProducerEntry] v1
            ProducerId int64 v1
            Epoch int16 v1
            LastSequence int32 v1
            LastOffset int64 v1
            OffsetDelta int32 v1
            Timestamp int64 v1
            CoordinatorEpoch int32 v1
            CurrentTxnFirstOffset int64 v1
        metadata RemoteLogSegmentMetadataRecord id=0 versions=0 flexible=0+
          RemoteLogSegmentId RemoteLogSegmentIdEntry
            TopicIdPartition TopicIdPartitionEntry
              Name string
              Id uuid
              Partition int32
            Id uuid
          StartOffset int64
          EndOffset int64
          BrokerId int32
          MaxTimestampMs int64
          EventTimestampMs int64
          SegmentLeaderEpochs [SegmentLeaderEpochEntry]
            LeaderEpoch int32
            Offset int64
          SegmentSizeInBytes int32
          CustomMetadata bytes nullable=0+ default=null
          RemoteLogSegmentState int8
          TxnIndexEmpty bool tag=0:0+
        metadata RemoteLogSegmentMetadataSnapshotRecord id=3 versions=0 flexible=0+
          SegmentId uuid
          StartOffset int64
          EndOffset int64
          BrokerId int32
          MaxTimestampMs int64
          EventTimestampMs int64
          SegmentLeaderEpochs [SegmentLeaderEpochEntry]
            LeaderEpoch int32
            Offset int64
          SegmentSizeInBytes int32
          CustomMetadata bytes nullable=0+ default=null
          RemoteLogSegmentState int8
          TxnIndexEmpty bool tag=0:0+
        metadata RemoteLogSegmentMetadataUpdateRecord id=1 versions=0 flexible=0+
          RemoteLogSegmentId RemoteLogSegmentIdEntry
            TopicIdPartition TopicIdPartitionEntry
              Name string
              Id uuid
              Partition int32
            Id uuid
          BrokerId int32
          EventTimestampMs int64
          CustomMetadata bytes nullable=0+ default=null
          RemoteLogSegmentState int8
        metadata RemotePartitionDeleteMetadataRecord id=2 versions=0 flexible=0+
          TopicIdPartition TopicIdPartitionEntry
            Name string
            Id uuid
            Partition int32
          BrokerId int32
          EventTimestampMs int64
          RemotePartitionDeleteState int8
        # kafka-transaction-coordinator
        coordinator-key TransactionLogKey id=0 versions=0 flexible=none
          TransactionalId string v0
        coordinator-value TransactionLogValue id=0 versions=0-1 flexible=1+
          ProducerId int64
          PreviousProducerId int64 tag=0:1+ default=-1
          NextProducerId int64 tag=1:1+ default=-1
          ProducerEpoch int16
          NextProducerEpoch int16 tag=3:1+ default=-1
          TransactionTimeoutMs int32
          TransactionStatus int8
          TransactionPartitions [PartitionsSchema] nullable=0+
            Topic string
            PartitionIds [int32]
          TransactionLastUpdateTimestampMs int64
          TransactionStartTimestampMs int64
          ClientTransactionVersion int16 tag=2:1+ default=0
        """#
}
