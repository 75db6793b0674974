// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of a record in `__consumer_offsets`: two bytes say its type.
public enum GroupCoordinatorKey: Sendable {
    case legacyOffsetCommit(LegacyOffsetCommitKey)
    case offsetCommit(OffsetCommitKey)
    case groupMetadata(GroupMetadataKey)
    case consumerGroupMetadata(ConsumerGroupMetadataKey)
    case consumerGroupPartitionMetadata(ConsumerGroupPartitionMetadataKey)
    case consumerGroupMemberMetadata(ConsumerGroupMemberMetadataKey)
    case consumerGroupTargetAssignmentMetadata(ConsumerGroupTargetAssignmentMetadataKey)
    case consumerGroupTargetAssignmentMember(ConsumerGroupTargetAssignmentMemberKey)
    case consumerGroupCurrentMemberAssignment(ConsumerGroupCurrentMemberAssignmentKey)
    case shareGroupMemberMetadata(ShareGroupMemberMetadataKey)
    case shareGroupMetadata(ShareGroupMetadataKey)
    case shareGroupTargetAssignmentMetadata(ShareGroupTargetAssignmentMetadataKey)
    case shareGroupTargetAssignmentMember(ShareGroupTargetAssignmentMemberKey)
    case shareGroupCurrentMemberAssignment(ShareGroupCurrentMemberAssignmentKey)
    case shareGroupStatePartitionMetadata(ShareGroupStatePartitionMetadataKey)
    case consumerGroupRegularExpression(ConsumerGroupRegularExpressionKey)
    case streamsGroupMetadata(StreamsGroupMetadataKey)
    case streamsGroupMemberMetadata(StreamsGroupMemberMetadataKey)
    case streamsGroupTargetAssignmentMetadata(StreamsGroupTargetAssignmentMetadataKey)
    case streamsGroupTargetAssignmentMember(StreamsGroupTargetAssignmentMemberKey)
    case streamsGroupCurrentMemberAssignment(StreamsGroupCurrentMemberAssignmentKey)
    case streamsGroupTopology(StreamsGroupTopologyKey)
    /// A type that the schemas do not have; Kafka passes over such records.
    case unknown(type: Int16)

    /// Reads type and key; fails as the reader does.
    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader) {
        let type = reader.int16()
        switch type {
        case 0: self = .legacyOffsetCommit(LegacyOffsetCommitKey(from: &reader, version: 0))
        case 1: self = .offsetCommit(OffsetCommitKey(from: &reader, version: 0))
        case 2: self = .groupMetadata(GroupMetadataKey(from: &reader, version: 0))
        case 3: self = .consumerGroupMetadata(ConsumerGroupMetadataKey(from: &reader, version: 0))
        case 4: self = .consumerGroupPartitionMetadata(ConsumerGroupPartitionMetadataKey(from: &reader, version: 0))
        case 5: self = .consumerGroupMemberMetadata(ConsumerGroupMemberMetadataKey(from: &reader, version: 0))
        case 6: self = .consumerGroupTargetAssignmentMetadata(ConsumerGroupTargetAssignmentMetadataKey(from: &reader, version: 0))
        case 7: self = .consumerGroupTargetAssignmentMember(ConsumerGroupTargetAssignmentMemberKey(from: &reader, version: 0))
        case 8: self = .consumerGroupCurrentMemberAssignment(ConsumerGroupCurrentMemberAssignmentKey(from: &reader, version: 0))
        case 10: self = .shareGroupMemberMetadata(ShareGroupMemberMetadataKey(from: &reader, version: 0))
        case 11: self = .shareGroupMetadata(ShareGroupMetadataKey(from: &reader, version: 0))
        case 12: self = .shareGroupTargetAssignmentMetadata(ShareGroupTargetAssignmentMetadataKey(from: &reader, version: 0))
        case 13: self = .shareGroupTargetAssignmentMember(ShareGroupTargetAssignmentMemberKey(from: &reader, version: 0))
        case 14: self = .shareGroupCurrentMemberAssignment(ShareGroupCurrentMemberAssignmentKey(from: &reader, version: 0))
        case 15: self = .shareGroupStatePartitionMetadata(ShareGroupStatePartitionMetadataKey(from: &reader, version: 0))
        case 16: self = .consumerGroupRegularExpression(ConsumerGroupRegularExpressionKey(from: &reader, version: 0))
        case 17: self = .streamsGroupMetadata(StreamsGroupMetadataKey(from: &reader, version: 0))
        case 19: self = .streamsGroupMemberMetadata(StreamsGroupMemberMetadataKey(from: &reader, version: 0))
        case 20: self = .streamsGroupTargetAssignmentMetadata(StreamsGroupTargetAssignmentMetadataKey(from: &reader, version: 0))
        case 21: self = .streamsGroupTargetAssignmentMember(StreamsGroupTargetAssignmentMemberKey(from: &reader, version: 0))
        case 22: self = .streamsGroupCurrentMemberAssignment(StreamsGroupCurrentMemberAssignmentKey(from: &reader, version: 0))
        case 23: self = .streamsGroupTopology(StreamsGroupTopologyKey(from: &reader, version: 0))
        default:
            self = .unknown(type: type)
            reader.skip(reader.remaining)
        }
    }

    /// Its first two bytes, which also say what the value is.
    public var type: Int16 {
        switch self {
        case .legacyOffsetCommit: 0
        case .offsetCommit: 1
        case .groupMetadata: 2
        case .consumerGroupMetadata: 3
        case .consumerGroupPartitionMetadata: 4
        case .consumerGroupMemberMetadata: 5
        case .consumerGroupTargetAssignmentMetadata: 6
        case .consumerGroupTargetAssignmentMember: 7
        case .consumerGroupCurrentMemberAssignment: 8
        case .shareGroupMemberMetadata: 10
        case .shareGroupMetadata: 11
        case .shareGroupTargetAssignmentMetadata: 12
        case .shareGroupTargetAssignmentMember: 13
        case .shareGroupCurrentMemberAssignment: 14
        case .shareGroupStatePartitionMetadata: 15
        case .consumerGroupRegularExpression: 16
        case .streamsGroupMetadata: 17
        case .streamsGroupMemberMetadata: 19
        case .streamsGroupTargetAssignmentMetadata: 20
        case .streamsGroupTargetAssignmentMember: 21
        case .streamsGroupCurrentMemberAssignment: 22
        case .streamsGroupTopology: 23
        case .unknown(let type): type
        }
    }

    /// Writes type and key; of an unknown one only the type.
    public func encode(to writer: inout BinaryWriter) {
        writer.int16(type)
        switch self {
        case .legacyOffsetCommit(let key): key.encode(to: &writer, version: 0)
        case .offsetCommit(let key): key.encode(to: &writer, version: 0)
        case .groupMetadata(let key): key.encode(to: &writer, version: 0)
        case .consumerGroupMetadata(let key): key.encode(to: &writer, version: 0)
        case .consumerGroupPartitionMetadata(let key): key.encode(to: &writer, version: 0)
        case .consumerGroupMemberMetadata(let key): key.encode(to: &writer, version: 0)
        case .consumerGroupTargetAssignmentMetadata(let key): key.encode(to: &writer, version: 0)
        case .consumerGroupTargetAssignmentMember(let key): key.encode(to: &writer, version: 0)
        case .consumerGroupCurrentMemberAssignment(let key): key.encode(to: &writer, version: 0)
        case .shareGroupMemberMetadata(let key): key.encode(to: &writer, version: 0)
        case .shareGroupMetadata(let key): key.encode(to: &writer, version: 0)
        case .shareGroupTargetAssignmentMetadata(let key): key.encode(to: &writer, version: 0)
        case .shareGroupTargetAssignmentMember(let key): key.encode(to: &writer, version: 0)
        case .shareGroupCurrentMemberAssignment(let key): key.encode(to: &writer, version: 0)
        case .shareGroupStatePartitionMetadata(let key): key.encode(to: &writer, version: 0)
        case .consumerGroupRegularExpression(let key): key.encode(to: &writer, version: 0)
        case .streamsGroupMetadata(let key): key.encode(to: &writer, version: 0)
        case .streamsGroupMemberMetadata(let key): key.encode(to: &writer, version: 0)
        case .streamsGroupTargetAssignmentMetadata(let key): key.encode(to: &writer, version: 0)
        case .streamsGroupTargetAssignmentMember(let key): key.encode(to: &writer, version: 0)
        case .streamsGroupCurrentMemberAssignment(let key): key.encode(to: &writer, version: 0)
        case .streamsGroupTopology(let key): key.encode(to: &writer, version: 0)
        case .unknown: break
        }
    }
}

/// The value of a record in `__consumer_offsets`: two bytes say the version of its layout.
public enum GroupCoordinatorValue: Sendable {
    case legacyOffsetCommit(LegacyOffsetCommitValue)
    case offsetCommit(OffsetCommitValue)
    case groupMetadata(GroupMetadataValue)
    case consumerGroupMetadata(ConsumerGroupMetadataValue)
    case consumerGroupPartitionMetadata(ConsumerGroupPartitionMetadataValue)
    case consumerGroupMemberMetadata(ConsumerGroupMemberMetadataValue)
    case consumerGroupTargetAssignmentMetadata(ConsumerGroupTargetAssignmentMetadataValue)
    case consumerGroupTargetAssignmentMember(ConsumerGroupTargetAssignmentMemberValue)
    case consumerGroupCurrentMemberAssignment(ConsumerGroupCurrentMemberAssignmentValue)
    case shareGroupMemberMetadata(ShareGroupMemberMetadataValue)
    case shareGroupMetadata(ShareGroupMetadataValue)
    case shareGroupTargetAssignmentMetadata(ShareGroupTargetAssignmentMetadataValue)
    case shareGroupTargetAssignmentMember(ShareGroupTargetAssignmentMemberValue)
    case shareGroupCurrentMemberAssignment(ShareGroupCurrentMemberAssignmentValue)
    case shareGroupStatePartitionMetadata(ShareGroupStatePartitionMetadataValue)
    case consumerGroupRegularExpression(ConsumerGroupRegularExpressionValue)
    case streamsGroupMetadata(StreamsGroupMetadataValue)
    case streamsGroupMemberMetadata(StreamsGroupMemberMetadataValue)
    case streamsGroupTargetAssignmentMetadata(StreamsGroupTargetAssignmentMetadataValue)
    case streamsGroupTargetAssignmentMember(StreamsGroupTargetAssignmentMemberValue)
    case streamsGroupCurrentMemberAssignment(StreamsGroupCurrentMemberAssignmentValue)
    case streamsGroupTopology(StreamsGroupTopologyValue)
    /// A type or version that the schemas do not have.
    case unknown(type: Int16, version: Int16)

    /// Reads version and value of a record whose key has this type; fails as the reader does.
    @_lifetime(reader: copy reader)
    public init(type: Int16, from reader: inout BinaryReader) {
        let version = reader.int16()
        switch type {
        case 0 where LegacyOffsetCommitValue.validVersions.contains(version):
            self = .legacyOffsetCommit(LegacyOffsetCommitValue(from: &reader, version: version))
        case 1 where OffsetCommitValue.validVersions.contains(version):
            self = .offsetCommit(OffsetCommitValue(from: &reader, version: version))
        case 2 where GroupMetadataValue.validVersions.contains(version):
            self = .groupMetadata(GroupMetadataValue(from: &reader, version: version))
        case 3 where ConsumerGroupMetadataValue.validVersions.contains(version):
            self = .consumerGroupMetadata(ConsumerGroupMetadataValue(from: &reader, version: version))
        case 4 where ConsumerGroupPartitionMetadataValue.validVersions.contains(version):
            self = .consumerGroupPartitionMetadata(ConsumerGroupPartitionMetadataValue(from: &reader, version: version))
        case 5 where ConsumerGroupMemberMetadataValue.validVersions.contains(version):
            self = .consumerGroupMemberMetadata(ConsumerGroupMemberMetadataValue(from: &reader, version: version))
        case 6 where ConsumerGroupTargetAssignmentMetadataValue.validVersions.contains(version):
            self = .consumerGroupTargetAssignmentMetadata(ConsumerGroupTargetAssignmentMetadataValue(from: &reader, version: version))
        case 7 where ConsumerGroupTargetAssignmentMemberValue.validVersions.contains(version):
            self = .consumerGroupTargetAssignmentMember(ConsumerGroupTargetAssignmentMemberValue(from: &reader, version: version))
        case 8 where ConsumerGroupCurrentMemberAssignmentValue.validVersions.contains(version):
            self = .consumerGroupCurrentMemberAssignment(ConsumerGroupCurrentMemberAssignmentValue(from: &reader, version: version))
        case 10 where ShareGroupMemberMetadataValue.validVersions.contains(version):
            self = .shareGroupMemberMetadata(ShareGroupMemberMetadataValue(from: &reader, version: version))
        case 11 where ShareGroupMetadataValue.validVersions.contains(version):
            self = .shareGroupMetadata(ShareGroupMetadataValue(from: &reader, version: version))
        case 12 where ShareGroupTargetAssignmentMetadataValue.validVersions.contains(version):
            self = .shareGroupTargetAssignmentMetadata(ShareGroupTargetAssignmentMetadataValue(from: &reader, version: version))
        case 13 where ShareGroupTargetAssignmentMemberValue.validVersions.contains(version):
            self = .shareGroupTargetAssignmentMember(ShareGroupTargetAssignmentMemberValue(from: &reader, version: version))
        case 14 where ShareGroupCurrentMemberAssignmentValue.validVersions.contains(version):
            self = .shareGroupCurrentMemberAssignment(ShareGroupCurrentMemberAssignmentValue(from: &reader, version: version))
        case 15 where ShareGroupStatePartitionMetadataValue.validVersions.contains(version):
            self = .shareGroupStatePartitionMetadata(ShareGroupStatePartitionMetadataValue(from: &reader, version: version))
        case 16 where ConsumerGroupRegularExpressionValue.validVersions.contains(version):
            self = .consumerGroupRegularExpression(ConsumerGroupRegularExpressionValue(from: &reader, version: version))
        case 17 where StreamsGroupMetadataValue.validVersions.contains(version):
            self = .streamsGroupMetadata(StreamsGroupMetadataValue(from: &reader, version: version))
        case 19 where StreamsGroupMemberMetadataValue.validVersions.contains(version):
            self = .streamsGroupMemberMetadata(StreamsGroupMemberMetadataValue(from: &reader, version: version))
        case 20 where StreamsGroupTargetAssignmentMetadataValue.validVersions.contains(version):
            self = .streamsGroupTargetAssignmentMetadata(StreamsGroupTargetAssignmentMetadataValue(from: &reader, version: version))
        case 21 where StreamsGroupTargetAssignmentMemberValue.validVersions.contains(version):
            self = .streamsGroupTargetAssignmentMember(StreamsGroupTargetAssignmentMemberValue(from: &reader, version: version))
        case 22 where StreamsGroupCurrentMemberAssignmentValue.validVersions.contains(version):
            self = .streamsGroupCurrentMemberAssignment(StreamsGroupCurrentMemberAssignmentValue(from: &reader, version: version))
        case 23 where StreamsGroupTopologyValue.validVersions.contains(version):
            self = .streamsGroupTopology(StreamsGroupTopologyValue(from: &reader, version: version))
        default:
            self = .unknown(type: type, version: version)
            reader.skip(reader.remaining)
        }
    }

    /// Writes version and value; nothing for an unknown one. The version has to be one of its type.
    public func encode(to writer: inout BinaryWriter, version: Int16) {
        switch self {
        case .legacyOffsetCommit(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .offsetCommit(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .groupMetadata(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .consumerGroupMetadata(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .consumerGroupPartitionMetadata(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .consumerGroupMemberMetadata(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .consumerGroupTargetAssignmentMetadata(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .consumerGroupTargetAssignmentMember(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .consumerGroupCurrentMemberAssignment(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .shareGroupMemberMetadata(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .shareGroupMetadata(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .shareGroupTargetAssignmentMetadata(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .shareGroupTargetAssignmentMember(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .shareGroupCurrentMemberAssignment(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .shareGroupStatePartitionMetadata(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .consumerGroupRegularExpression(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .streamsGroupMetadata(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .streamsGroupMemberMetadata(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .streamsGroupTargetAssignmentMetadata(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .streamsGroupTargetAssignmentMember(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .streamsGroupCurrentMemberAssignment(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .streamsGroupTopology(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .unknown: break
        }
    }
}
