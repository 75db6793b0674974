import Binary
public import Records

/// A record of `__consumer_offsets`. Keys begin with their kind and values with their version, two bytes each.
public enum GroupRecord: CoordinatorRecord {
    /// A committed offset, or its end.
    case offsetCommit(OffsetCommitKey, OffsetCommitValue?)
    /// A classic group, or its end.
    case groupMetadata(GroupMetadataKey, GroupMetadataValue?)
    /// A record of a consumer group.
    case consumer(ConsumerGroupRecord)
    /// A record of a group of another type.
    case foreign(ForeignGroupRecord)

    /// Kind 2, value version 3: what Kafka 4.3 writes.
    static let groupMetadataKind: Int16 = 2
    static let groupMetadataVersion: Int16 = 3
    /// Kind 1 (0 in logs of old brokers), value version 4; 1 only where an offset has an expiry of its own.
    static let offsetCommitKind: Int16 = 1
    static let offsetCommitVersion: Int16 = 4
    static let offsetCommitWithExpiryVersion: Int16 = 1

    /// Reads a record as it lies in the log; nil for what this release does not know or cannot read.
    ///
    /// - Parameter value: nil for a tombstone.
    public init?(key: RawSpan, value: RawSpan?) {
        var reader = BinaryReader(key)
        let kind = reader.int16()
        switch kind {
        case 0, GroupRecord.offsetCommitKind:
            let key = OffsetCommitKey(from: &reader, version: 0)
            guard !reader.failed else { return nil }
            if let value {
                guard let decoded = GroupRecord.decode(OffsetCommitValue.self, value) else { return nil }
                self = .offsetCommit(key, decoded)
            } else {
                self = .offsetCommit(key, nil)
            }
        case GroupRecord.groupMetadataKind:
            let key = GroupMetadataKey(from: &reader, version: 0)
            guard !reader.failed else { return nil }
            if let value {
                guard let decoded = GroupRecord.decode(GroupMetadataValue.self, value) else { return nil }
                self = .groupMetadata(key, decoded)
            } else {
                self = .groupMetadata(key, nil)
            }
        case let kind where ConsumerGroupRecord.kinds.contains(kind):
            guard let record = ConsumerGroupRecord(kind: kind, key: reader, value: value) else { return nil }
            self = .consumer(record)
        default:
            guard let foreign = ForeignGroupRecord(key: key, isTombstone: value == nil) else { return nil }
            self = .foreign(foreign)
        }
    }

    static func decode<Value: KafkaMessage>(_ type: Value.Type, _ bytes: RawSpan) -> Value? {
        var reader = BinaryReader(bytes)
        let version = reader.int16()
        guard Value.validVersions.contains(version) else { return nil }
        let value = Value(from: &reader, version: version)
        return reader.failed ? nil : value
    }

    /// The record's key as it lies in the log.
    public var key: [UInt8] {
        var writer = BinaryWriter()
        switch self {
        case .offsetCommit(let key, _):
            writer.int16(GroupRecord.offsetCommitKind)
            key.encode(to: &writer, version: 0)
        case .groupMetadata(let key, _):
            writer.int16(GroupRecord.groupMetadataKind)
            key.encode(to: &writer, version: 0)
        case .consumer(let record):
            return record.encodedKey
        case .foreign(let record):
            return record.key
        }
        return writer.array()
    }

    /// The record's value as it lies in the log; nil for a tombstone, which is all that is ever written of a foreign
    /// group.
    public var value: [UInt8]? {
        var writer = BinaryWriter()
        switch self {
        case .offsetCommit(_, let value?):
            let version =
                value.expireTimestamp < 0
                ? GroupRecord.offsetCommitVersion : GroupRecord.offsetCommitWithExpiryVersion
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .groupMetadata(_, let value?):
            writer.int16(GroupRecord.groupMetadataVersion)
            value.encode(to: &writer, version: GroupRecord.groupMetadataVersion)
        case .consumer(let record):
            return record.encodedValue
        case .offsetCommit(_, nil), .groupMetadata(_, nil), .foreign:
            return nil
        }
        return writer.array()
    }
}

/// A record of a share or streams group: only what must be known to leave such a group alone.
public struct ForeignGroupRecord: Sendable {
    /// The kind of record, the first two bytes of the key.
    let kind: Int16
    let group: String
    /// The key as it lies in the log.
    let key: [UInt8]
    let isTombstone: Bool

    /// Reads the key of such a kind, which all go on with the group's id.
    init?(key: RawSpan, isTombstone: Bool) {
        var reader = BinaryReader(key)
        kind = reader.int16()
        guard ForeignGroup.kinds.contains(kind) else { return nil }
        group = reader.string(Int(reader.int16()))
        guard !reader.failed else { return nil }
        reader = BinaryReader(key)
        self.key = reader.array(key.byteCount)
        self.isTombstone = isTombstone
    }

    /// The end of the record with this key.
    init(tombstoneOf key: [UInt8], kind: Int16, group: String) {
        self.key = key
        self.kind = kind
        self.group = group
        isTombstone = true
    }
}
