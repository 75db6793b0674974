import Binary
public import Records

/// A record of a consumer group (KIP-848); without a value it ends what it told of.
public enum ConsumerGroupRecord: Sendable {
    /// Kind 3: the group and its epoch.
    case group(ConsumerGroupMetadataKey, ConsumerGroupMetadataValue?)
    /// Kind 4: what the group knew of its topics; written by Kafka up to 4.0 only, and ended wherever it is found.
    case partitionMetadata(ConsumerGroupPartitionMetadataKey, isTombstone: Bool)
    /// Kind 5: a member and its subscription.
    case member(ConsumerGroupMemberMetadataKey, ConsumerGroupMemberMetadataValue?)
    /// Kind 6: the epoch that the target assignment was made for.
    case target(ConsumerGroupTargetAssignmentMetadataKey, ConsumerGroupTargetAssignmentMetadataValue?)
    /// Kind 7: what a member is to have.
    case memberTarget(ConsumerGroupTargetAssignmentMemberKey, ConsumerGroupTargetAssignmentMemberValue?)
    /// Kind 8: what a member has.
    case current(ConsumerGroupCurrentMemberAssignmentKey, ConsumerGroupCurrentMemberAssignmentValue?)
    /// Kind 16: the topics that a regular expression stands for.
    case expression(ConsumerGroupRegularExpressionKey, ConsumerGroupRegularExpressionValue?)

    /// The kinds of these records.
    static let kinds: Set<Int16> = [3, 4, 5, 6, 7, 8, 16]

    /// Reads a record of one of `kinds`; nil for what cannot be read. `key` has been read up to its kind.
    init?(kind: Int16, key reader: consuming BinaryReader, value: RawSpan?) {
        switch kind {
        case 3: self = .group(ConsumerGroupMetadataKey(from: &reader, version: 0), nil)
        case 4: self = .partitionMetadata(.init(from: &reader, version: 0), isTombstone: value == nil)
        case 5: self = .member(ConsumerGroupMemberMetadataKey(from: &reader, version: 0), nil)
        case 6: self = .target(ConsumerGroupTargetAssignmentMetadataKey(from: &reader, version: 0), nil)
        case 7: self = .memberTarget(ConsumerGroupTargetAssignmentMemberKey(from: &reader, version: 0), nil)
        case 8: self = .current(ConsumerGroupCurrentMemberAssignmentKey(from: &reader, version: 0), nil)
        case 16: self = .expression(ConsumerGroupRegularExpressionKey(from: &reader, version: 0), nil)
        default: return nil
        }
        guard !reader.failed else { return nil }
        if let value, !take(value) { return nil }
    }

    /// Reads the value; false if it cannot be read.
    private mutating func take(_ value: RawSpan) -> Bool {
        switch self {
        case .group(let key, _): self = .group(key, GroupRecord.decode(ConsumerGroupMetadataValue.self, value))
        case .partitionMetadata: return true
        case .member(let key, _):
            self = .member(key, GroupRecord.decode(ConsumerGroupMemberMetadataValue.self, value))
        case .target(let key, _):
            self = .target(key, GroupRecord.decode(ConsumerGroupTargetAssignmentMetadataValue.self, value))
        case .memberTarget(let key, _):
            self = .memberTarget(key, GroupRecord.decode(ConsumerGroupTargetAssignmentMemberValue.self, value))
        case .current(let key, _):
            self = .current(key, GroupRecord.decode(ConsumerGroupCurrentMemberAssignmentValue.self, value))
        case .expression(let key, _):
            self = .expression(key, GroupRecord.decode(ConsumerGroupRegularExpressionValue.self, value))
        }
        return !isTombstone
    }

    /// Whether it ends what it is about.
    var isTombstone: Bool {
        switch self {
        case .group(_, let value): value == nil
        case .partitionMetadata(_, let isTombstone): isTombstone
        case .member(_, let value): value == nil
        case .target(_, let value): value == nil
        case .memberTarget(_, let value): value == nil
        case .current(_, let value): value == nil
        case .expression(_, let value): value == nil
        }
    }

    /// The group's id.
    var group: String {
        switch self {
        case .group(let key, _): key.groupId
        case .partitionMetadata(let key, _): key.groupId
        case .member(let key, _): key.groupId
        case .target(let key, _): key.groupId
        case .memberTarget(let key, _): key.groupId
        case .current(let key, _): key.groupId
        case .expression(let key, _): key.groupId
        }
    }

    /// The record's key as it lies in the log.
    var encodedKey: [UInt8] {
        switch self {
        case .group(let key, _): encode(kind: 3, key)
        case .partitionMetadata(let key, _): encode(kind: 4, key)
        case .member(let key, _): encode(kind: 5, key)
        case .target(let key, _): encode(kind: 6, key)
        case .memberTarget(let key, _): encode(kind: 7, key)
        case .current(let key, _): encode(kind: 8, key)
        case .expression(let key, _): encode(kind: 16, key)
        }
    }

    /// The record's value as it lies in the log; nil for a tombstone, the only thing we ever write of kind 4.
    var encodedValue: [UInt8]? {
        switch self {
        case .group(_, let value): value.map { encode(kind: 0, $0) }
        case .partitionMetadata: nil
        case .member(_, let value): value.map { encode(kind: 0, $0) }
        case .target(_, let value): value.map { encode(kind: 0, $0) }
        case .memberTarget(_, let value): value.map { encode(kind: 0, $0) }
        case .current(_, let value): value.map { encode(kind: 0, $0) }
        case .expression(_, let value): value.map { encode(kind: 0, $0) }
        }
    }

    /// A key after its kind, or a value after its version: there is only version 0 of either.
    private func encode(kind: Int16, _ message: some KafkaMessage) -> [UInt8] {
        var writer = BinaryWriter()
        writer.int16(kind)
        message.encode(to: &writer, version: 0)
        return writer.array()
    }
}
