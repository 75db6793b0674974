// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The key of a record in `__transaction_state`: two bytes say its type.
public enum TransactionCoordinatorKey: Sendable {
    case transactionLog(TransactionLogKey)
    /// A type that the schemas do not have; Kafka passes over such records.
    case unknown(type: Int16)

    /// Reads type and key; fails as the reader does.
    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader) {
        let type = reader.int16()
        switch type {
        case 0: self = .transactionLog(TransactionLogKey(from: &reader, version: 0))
        default:
            self = .unknown(type: type)
            reader.skip(reader.remaining)
        }
    }

    /// Its first two bytes, which also say what the value is.
    public var type: Int16 {
        switch self {
        case .transactionLog: 0
        case .unknown(let type): type
        }
    }

    /// Writes type and key; of an unknown one only the type.
    public func encode(to writer: inout BinaryWriter) {
        writer.int16(type)
        switch self {
        case .transactionLog(let key): key.encode(to: &writer, version: 0)
        case .unknown: break
        }
    }
}

/// The value of a record in `__transaction_state`: two bytes say the version of its layout.
public enum TransactionCoordinatorValue: Sendable {
    case transactionLog(TransactionLogValue)
    /// A type or version that the schemas do not have.
    case unknown(type: Int16, version: Int16)

    /// Reads version and value of a record whose key has this type; fails as the reader does.
    @_lifetime(reader: copy reader)
    public init(type: Int16, from reader: inout BinaryReader) {
        let version = reader.int16()
        switch type {
        case 0 where TransactionLogValue.validVersions.contains(version):
            self = .transactionLog(TransactionLogValue(from: &reader, version: version))
        default:
            self = .unknown(type: type, version: version)
            reader.skip(reader.remaining)
        }
    }

    /// Writes version and value; nothing for an unknown one. The version has to be one of its type.
    public func encode(to writer: inout BinaryWriter, version: Int16) {
        switch self {
        case .transactionLog(let value):
            writer.int16(version)
            value.encode(to: &writer, version: version)
        case .unknown: break
        }
    }
}
