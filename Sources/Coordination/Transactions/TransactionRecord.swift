import Binary
import Records

/// A record of `__transaction_state`: where a transactional id stands, or that it is forgotten.
public struct TransactionRecord: CoordinatorRecord {
    /// The id.
    public let transactionalId: String
    /// The transaction as it is from now on; nil where the id is forgotten.
    let transaction: Transaction?
    /// Version of the value: 1 from `transaction.version` 1 on (KIP-890), else 0.
    private var version: Int16 = 1

    init(_ transactionalId: String, _ transaction: Transaction?, version: Int16) {
        self.transactionalId = transactionalId
        self.transaction = transaction
        self.version = version
    }

    public init?(key: RawSpan, value: RawSpan?) {
        var reader = BinaryReader(key)
        guard reader.int16() == 0 else { return nil }
        transactionalId = TransactionLogKey(from: &reader, version: 0).transactionalId
        guard !reader.failed else { return nil }
        guard let value else {
            transaction = nil
            return
        }
        reader = BinaryReader(value)
        version = reader.int16()
        guard TransactionLogValue.validVersions.contains(version) else { return nil }
        let decoded = TransactionLogValue(from: &reader, version: version)
        guard !reader.failed, let transaction = Transaction(decoded) else { return nil }
        self.transaction = transaction
    }

    public var key: [UInt8] {
        var key = TransactionLogKey()
        key.transactionalId = transactionalId
        var writer = BinaryWriter()
        writer.int16(0)
        key.encode(to: &writer, version: 0)
        return writer.array()
    }

    public var value: [UInt8]? {
        guard let transaction else { return nil }
        var writer = BinaryWriter()
        writer.int16(version)
        transaction.value.encode(to: &writer, version: version)
        return writer.array()
    }
}
