// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of a record in `__share_group_state`: two bytes say its type.
public enum ShareCoordinatorKey: Sendable {
    case shareSnapshot(ShareSnapshotKey)
    case shareUpdate(ShareUpdateKey)
    /// A type that the schemas do not have; Kafka passes over such records.
    case unknown(type: Int16)

    /// Reads type and key; fails as the reader does.
    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader) {
        let type = reader.int16()
        switch type {
        case 0: self = .shareSnapshot(ShareSnapshotKey(from: &reader, version: 0))
        case 1: self = .shareUpdate(ShareUpdateKey(from: &reader, version: 0))
        default:
            self = .unknown(type: type)
            reader.skip(reader.remaining)
        }
    }

    /// Its first two bytes, which also say what the value is.
    public var type: Int16 {
        switch self {
        case .shareSnapshot: 0
        case .shareUpdate: 1
        case .unknown(let type): type
        }
    }

    /// Writes type and key; of an unknown one only the type.
    public func encode(to writer: inout BinaryWriter) {
        writer.int16(type)
        switch self {
        case .shareSnapshot(let key): key.encode(to: &writer, version: 0)
        case .shareUpdate(let key): key.encode(to: &writer, version: 0)
        case .unknown: break
        }
    }
}

/// The value of a record in `__share_group_state`: two bytes say the version of its layout.
public enum ShareCoordinatorValue: Sendable {
    case shareSnapshot(ShareSnapshotValue)
    case shareUpdate(ShareUpdateValue)
    /// A type or version that the schemas do not have.
    case unknown(type: Int16, version: Int16)

    /// Reads version and value of a record whose key has this type; fails as the reader does.
    @_lifetime(reader: copy reader)
    public init(type: Int16, from reader: inout BinaryReader) {
        let version = reader.int16()
        switch type {
        case 0 where ShareSnapshotValue.validVersions.contains(version):
            self = .shareSnapshot(ShareSnapshotValue(from: &reader, version: version))
        case 1 where ShareUpdateValue.validVersions.contains(version):
            self = .shareUpdate(ShareUpdateValue(from: &reader, version: version))
        default:
            self = .unknown(type: type, version: version)
            reader.skip(reader.remaining)
        }
    }

    /// Writes version and value; nothing for an unknown one. The version has to be one of its type.
    public func encode(to writer: inout BinaryWriter, version: Int16) {
        switch self {
        case .shareSnapshot(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .shareUpdate(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .unknown: break
        }
    }
}
