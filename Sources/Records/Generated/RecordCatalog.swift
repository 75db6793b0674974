// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The records by name, for tools that are told which one to read.
public enum RecordCatalog {
    /// The type of that name; nil where the schemas have none.
    public static func type(named name: String) -> (any KafkaMessage.Type)? {
        switch name {
        case "ConsumerProtocolAssignment": ConsumerProtocolAssignment.self
        case "ConsumerProtocolSubscription": ConsumerProtocolSubscription.self
        case "ControlRecordTypeSchema": ControlRecordTypeSchema.self
        case "DefaultPrincipalData": DefaultPrincipalData.self
        case "EndTxnMarker": EndTxnMarker.self
        case "KRaftVersionRecord": KRaftVersionRecord.self
        case "LeaderChangeMessage": LeaderChangeMessage.self
        case "SnapshotFooterRecord": SnapshotFooterRecord.self
        case "SnapshotHeaderRecord": SnapshotHeaderRecord.self
        case "VotersRecord": VotersRecord.self
        case "ConsumerGroupCurrentMemberAssignmentKey": ConsumerGroupCurrentMemberAssignmentKey.self
        case "ConsumerGroupCurrentMemberAssignmentValue": ConsumerGroupCurrentMemberAssignmentValue.self
        case "ConsumerGroupMemberMetadataKey": ConsumerGroupMemberMetadataKey.self
        case "ConsumerGroupMemberMetadataValue": ConsumerGroupMemberMetadataValue.self
        case "ConsumerGroupMetadataKey": ConsumerGroupMetadataKey.self
        case "ConsumerGroupMetadataValue": ConsumerGroupMetadataValue.self
        case "ConsumerGroupPartitionMetadataKey": ConsumerGroupPartitionMetadataKey.self
        case "ConsumerGroupPartitionMetadataValue": ConsumerGroupPartitionMetadataValue.self
        case "ConsumerGroupRegularExpressionKey": ConsumerGroupRegularExpressionKey.self
        case "ConsumerGroupRegularExpressionValue": ConsumerGroupRegularExpressionValue.self
        case "ConsumerGroupTargetAssignmentMemberKey": ConsumerGroupTargetAssignmentMemberKey.self
        case "ConsumerGroupTargetAssignmentMemberValue": ConsumerGroupTargetAssignmentMemberValue.self
        case "ConsumerGroupTargetAssignmentMetadataKey": ConsumerGroupTargetAssignmentMetadataKey.self
        case "ConsumerGroupTargetAssignmentMetadataValue": ConsumerGroupTargetAssignmentMetadataValue.self
        case "GroupMetadataKey": GroupMetadataKey.self
        case "GroupMetadataValue": GroupMetadataValue.self
        case "LegacyOffsetCommitKey": LegacyOffsetCommitKey.self
        case "LegacyOffsetCommitValue": LegacyOffsetCommitValue.self
        case "OffsetCommitKey": OffsetCommitKey.self
        case "OffsetCommitValue": OffsetCommitValue.self
        case "ShareGroupCurrentMemberAssignmentKey": ShareGroupCurrentMemberAssignmentKey.self
        case "ShareGroupCurrentMemberAssignmentValue": ShareGroupCurrentMemberAssignmentValue.self
        case "ShareGroupMemberMetadataKey": ShareGroupMemberMetadataKey.self
        case "ShareGroupMemberMetadataValue": ShareGroupMemberMetadataValue.self
        case "ShareGroupMetadataKey": ShareGroupMetadataKey.self
        case "ShareGroupMetadataValue": ShareGroupMetadataValue.self
        case "ShareGroupStatePartitionMetadataKey": ShareGroupStatePartitionMetadataKey.self
        case "ShareGroupStatePartitionMetadataValue": ShareGroupStatePartitionMetadataValue.self
        case "ShareGroupTargetAssignmentMemberKey": ShareGroupTargetAssignmentMemberKey.self
        case "ShareGroupTargetAssignmentMemberValue": ShareGroupTargetAssignmentMemberValue.self
        case "ShareGroupTargetAssignmentMetadataKey": ShareGroupTargetAssignmentMetadataKey.self
        case "ShareGroupTargetAssignmentMetadataValue": ShareGroupTargetAssignmentMetadataValue.self
        case "StreamsGroupCurrentMemberAssignmentKey": StreamsGroupCurrentMemberAssignmentKey.self
        case "StreamsGroupCurrentMemberAssignmentValue": StreamsGroupCurrentMemberAssignmentValue.self
        case "StreamsGroupMemberMetadataKey": StreamsGroupMemberMetadataKey.self
        case "StreamsGroupMemberMetadataValue": StreamsGroupMemberMetadataValue.self
        case "StreamsGroupMetadataKey": StreamsGroupMetadataKey.self
        case "StreamsGroupMetadataValue": StreamsGroupMetadataValue.self
        case "StreamsGroupTargetAssignmentMemberKey": StreamsGroupTargetAssignmentMemberKey.self
        case "StreamsGroupTargetAssignmentMemberValue": StreamsGroupTargetAssignmentMemberValue.self
        case "StreamsGroupTargetAssignmentMetadataKey": StreamsGroupTargetAssignmentMetadataKey.self
        case "StreamsGroupTargetAssignmentMetadataValue": StreamsGroupTargetAssignmentMetadataValue.self
        case "StreamsGroupTopologyKey": StreamsGroupTopologyKey.self
        case "StreamsGroupTopologyValue": StreamsGroupTopologyValue.self
        case "AbortTransactionRecord": AbortTransactionRecord.self
        case "AccessControlEntryRecord": AccessControlEntryRecord.self
        case "BeginTransactionRecord": BeginTransactionRecord.self
        case "BrokerRegistrationChangeRecord": BrokerRegistrationChangeRecord.self
        case "ClearElrRecord": ClearElrRecord.self
        case "ClientQuotaRecord": ClientQuotaRecord.self
        case "ConfigRecord": ConfigRecord.self
        case "DelegationTokenRecord": DelegationTokenRecord.self
        case "EndTransactionRecord": EndTransactionRecord.self
        case "FeatureLevelRecord": FeatureLevelRecord.self
        case "FenceBrokerRecord": FenceBrokerRecord.self
        case "NoOpRecord": NoOpRecord.self
        case "PartitionChangeRecord": PartitionChangeRecord.self
        case "PartitionRecord": PartitionRecord.self
        case "ProducerIdsRecord": ProducerIdsRecord.self
        case "RegisterBrokerRecord": RegisterBrokerRecord.self
        case "RegisterControllerRecord": RegisterControllerRecord.self
        case "RemoveAccessControlEntryRecord": RemoveAccessControlEntryRecord.self
        case "RemoveDelegationTokenRecord": RemoveDelegationTokenRecord.self
        case "RemoveTopicRecord": RemoveTopicRecord.self
        case "RemoveUserScramCredentialRecord": RemoveUserScramCredentialRecord.self
        case "TopicRecord": TopicRecord.self
        case "UnfenceBrokerRecord": UnfenceBrokerRecord.self
        case "UnregisterBrokerRecord": UnregisterBrokerRecord.self
        case "UserScramCredentialRecord": UserScramCredentialRecord.self
        case "ZkMigrationStateRecord": ZkMigrationStateRecord.self
        case "QuorumStateData": QuorumStateData.self
        case "ShareSnapshotKey": ShareSnapshotKey.self
        case "ShareSnapshotValue": ShareSnapshotValue.self
        case "ShareUpdateKey": ShareUpdateKey.self
        case "ShareUpdateValue": ShareUpdateValue.self
        case "ProducerSnapshot": ProducerSnapshot.self
        case "RemoteLogSegmentMetadataRecord": RemoteLogSegmentMetadataRecord.self
        case "RemoteLogSegmentMetadataSnapshotRecord": RemoteLogSegmentMetadataSnapshotRecord.self
        case "RemoteLogSegmentMetadataUpdateRecord": RemoteLogSegmentMetadataUpdateRecord.self
        case "RemotePartitionDeleteMetadataRecord": RemotePartitionDeleteMetadataRecord.self
        case "TransactionLogKey": TransactionLogKey.self
        case "TransactionLogValue": TransactionLogValue.self
        default: nil
        }
    }
}
