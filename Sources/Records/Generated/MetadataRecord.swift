// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// A record of the metadata log, `__cluster_metadata`.
public enum MetadataRecord: Sendable {
    case registerBroker(RegisterBrokerRecord)
    case unregisterBroker(UnregisterBrokerRecord)
    case topic(TopicRecord)
    case partition(PartitionRecord)
    case config(ConfigRecord)
    case partitionChange(PartitionChangeRecord)
    case fenceBroker(FenceBrokerRecord)
    case unfenceBroker(UnfenceBrokerRecord)
    case removeTopic(RemoveTopicRecord)
    case delegationToken(DelegationTokenRecord)
    case userScramCredential(UserScramCredentialRecord)
    case featureLevel(FeatureLevelRecord)
    case clientQuota(ClientQuotaRecord)
    case producerIds(ProducerIdsRecord)
    case brokerRegistrationChange(BrokerRegistrationChangeRecord)
    case accessControlEntry(AccessControlEntryRecord)
    case removeAccessControlEntry(RemoveAccessControlEntryRecord)
    case noOp(NoOpRecord)
    case zkMigrationState(ZkMigrationStateRecord)
    case removeUserScramCredential(RemoveUserScramCredentialRecord)
    case beginTransaction(BeginTransactionRecord)
    case endTransaction(EndTransactionRecord)
    case abortTransaction(AbortTransactionRecord)
    case removeDelegationToken(RemoveDelegationTokenRecord)
    case registerController(RegisterControllerRecord)
    case clearElr(ClearElrRecord)
    /// A type or version that the schemas do not have: the state it belongs to cannot be known.
    case unknown(type: UInt32, version: UInt32)

    @_lifetime(reader: copy reader)
    init(type: UInt32, version: UInt32, from reader: inout BinaryReader) {
        guard let layout = Int16(exactly: version),
            MetadataRecord.validVersions(type: type)?.contains(layout) == true else {
            self = .unknown(type: type, version: version)
            reader.skip(reader.remaining)
            return
        }
        switch type {
        case 0: self = .registerBroker(RegisterBrokerRecord(from: &reader, version: layout))
        case 1: self = .unregisterBroker(UnregisterBrokerRecord(from: &reader, version: layout))
        case 2: self = .topic(TopicRecord(from: &reader, version: layout))
        case 3: self = .partition(PartitionRecord(from: &reader, version: layout))
        case 4: self = .config(ConfigRecord(from: &reader, version: layout))
        case 5: self = .partitionChange(PartitionChangeRecord(from: &reader, version: layout))
        case 7: self = .fenceBroker(FenceBrokerRecord(from: &reader, version: layout))
        case 8: self = .unfenceBroker(UnfenceBrokerRecord(from: &reader, version: layout))
        case 9: self = .removeTopic(RemoveTopicRecord(from: &reader, version: layout))
        case 10: self = .delegationToken(DelegationTokenRecord(from: &reader, version: layout))
        case 11: self = .userScramCredential(UserScramCredentialRecord(from: &reader, version: layout))
        case 12: self = .featureLevel(FeatureLevelRecord(from: &reader, version: layout))
        case 14: self = .clientQuota(ClientQuotaRecord(from: &reader, version: layout))
        case 15: self = .producerIds(ProducerIdsRecord(from: &reader, version: layout))
        case 17: self = .brokerRegistrationChange(BrokerRegistrationChangeRecord(from: &reader, version: layout))
        case 18: self = .accessControlEntry(AccessControlEntryRecord(from: &reader, version: layout))
        case 19: self = .removeAccessControlEntry(RemoveAccessControlEntryRecord(from: &reader, version: layout))
        case 20: self = .noOp(NoOpRecord(from: &reader, version: layout))
        case 21: self = .zkMigrationState(ZkMigrationStateRecord(from: &reader, version: layout))
        case 22: self = .removeUserScramCredential(RemoveUserScramCredentialRecord(from: &reader, version: layout))
        case 23: self = .beginTransaction(BeginTransactionRecord(from: &reader, version: layout))
        case 24: self = .endTransaction(EndTransactionRecord(from: &reader, version: layout))
        case 25: self = .abortTransaction(AbortTransactionRecord(from: &reader, version: layout))
        case 26: self = .removeDelegationToken(RemoveDelegationTokenRecord(from: &reader, version: layout))
        case 27: self = .registerController(RegisterControllerRecord(from: &reader, version: layout))
        case 28: self = .clearElr(ClearElrRecord(from: &reader, version: layout))
        default: self = .unknown(type: type, version: version)
        }
    }

    /// The versions of a type; nil for a type that the schemas do not have.
    public static func validVersions(type: UInt32) -> ClosedRange<Int16>? {
        switch type {
        case 0: RegisterBrokerRecord.validVersions
        case 1: UnregisterBrokerRecord.validVersions
        case 2: TopicRecord.validVersions
        case 3: PartitionRecord.validVersions
        case 4: ConfigRecord.validVersions
        case 5: PartitionChangeRecord.validVersions
        case 7: FenceBrokerRecord.validVersions
        case 8: UnfenceBrokerRecord.validVersions
        case 9: RemoveTopicRecord.validVersions
        case 10: DelegationTokenRecord.validVersions
        case 11: UserScramCredentialRecord.validVersions
        case 12: FeatureLevelRecord.validVersions
        case 14: ClientQuotaRecord.validVersions
        case 15: ProducerIdsRecord.validVersions
        case 17: BrokerRegistrationChangeRecord.validVersions
        case 18: AccessControlEntryRecord.validVersions
        case 19: RemoveAccessControlEntryRecord.validVersions
        case 20: NoOpRecord.validVersions
        case 21: ZkMigrationStateRecord.validVersions
        case 22: RemoveUserScramCredentialRecord.validVersions
        case 23: BeginTransactionRecord.validVersions
        case 24: EndTransactionRecord.validVersions
        case 25: AbortTransactionRecord.validVersions
        case 26: RemoveDelegationTokenRecord.validVersions
        case 27: RegisterControllerRecord.validVersions
        case 28: ClearElrRecord.validVersions
        default: nil
        }
    }

    /// Its number in the frame.
    public var type: UInt32 {
        switch self {
        case .registerBroker: 0
        case .unregisterBroker: 1
        case .topic: 2
        case .partition: 3
        case .config: 4
        case .partitionChange: 5
        case .fenceBroker: 7
        case .unfenceBroker: 8
        case .removeTopic: 9
        case .delegationToken: 10
        case .userScramCredential: 11
        case .featureLevel: 12
        case .clientQuota: 14
        case .producerIds: 15
        case .brokerRegistrationChange: 17
        case .accessControlEntry: 18
        case .removeAccessControlEntry: 19
        case .noOp: 20
        case .zkMigrationState: 21
        case .removeUserScramCredential: 22
        case .beginTransaction: 23
        case .endTransaction: 24
        case .abortTransaction: 25
        case .removeDelegationToken: 26
        case .registerController: 27
        case .clearElr: 28
        case .unknown(let type, _): type
        }
    }

    /// The record itself; nil for an unknown one.
    public var message: (any KafkaMessage)? {
        switch self {
        case .registerBroker(let record): record
        case .unregisterBroker(let record): record
        case .topic(let record): record
        case .partition(let record): record
        case .config(let record): record
        case .partitionChange(let record): record
        case .fenceBroker(let record): record
        case .unfenceBroker(let record): record
        case .removeTopic(let record): record
        case .delegationToken(let record): record
        case .userScramCredential(let record): record
        case .featureLevel(let record): record
        case .clientQuota(let record): record
        case .producerIds(let record): record
        case .brokerRegistrationChange(let record): record
        case .accessControlEntry(let record): record
        case .removeAccessControlEntry(let record): record
        case .noOp(let record): record
        case .zkMigrationState(let record): record
        case .removeUserScramCredential(let record): record
        case .beginTransaction(let record): record
        case .endTransaction(let record): record
        case .abortTransaction(let record): record
        case .removeDelegationToken(let record): record
        case .registerController(let record): record
        case .clearElr(let record): record
        case .unknown: nil
        }
    }

    func encodeBody(to writer: inout BinaryWriter, version: Int16) {
        switch self {
        case .registerBroker(let record): record.encode(to: &writer, version: version)
        case .unregisterBroker(let record): record.encode(to: &writer, version: version)
        case .topic(let record): record.encode(to: &writer, version: version)
        case .partition(let record): record.encode(to: &writer, version: version)
        case .config(let record): record.encode(to: &writer, version: version)
        case .partitionChange(let record): record.encode(to: &writer, version: version)
        case .fenceBroker(let record): record.encode(to: &writer, version: version)
        case .unfenceBroker(let record): record.encode(to: &writer, version: version)
        case .removeTopic(let record): record.encode(to: &writer, version: version)
        case .delegationToken(let record): record.encode(to: &writer, version: version)
        case .userScramCredential(let record): record.encode(to: &writer, version: version)
        case .featureLevel(let record): record.encode(to: &writer, version: version)
        case .clientQuota(let record): record.encode(to: &writer, version: version)
        case .producerIds(let record): record.encode(to: &writer, version: version)
        case .brokerRegistrationChange(let record): record.encode(to: &writer, version: version)
        case .accessControlEntry(let record): record.encode(to: &writer, version: version)
        case .removeAccessControlEntry(let record): record.encode(to: &writer, version: version)
        case .noOp(let record): record.encode(to: &writer, version: version)
        case .zkMigrationState(let record): record.encode(to: &writer, version: version)
        case .removeUserScramCredential(let record): record.encode(to: &writer, version: version)
        case .beginTransaction(let record): record.encode(to: &writer, version: version)
        case .endTransaction(let record): record.encode(to: &writer, version: version)
        case .abortTransaction(let record): record.encode(to: &writer, version: version)
        case .removeDelegationToken(let record): record.encode(to: &writer, version: version)
        case .registerController(let record): record.encode(to: &writer, version: version)
        case .clearElr(let record): record.encode(to: &writer, version: version)
        case .unknown: break
        }
    }
}
