/// Settings of the transaction coordinator, resolved.
public struct TransactionOptions: Sendable {
    /// `transaction.max.timeout.ms`: the longest timeout that a producer may ask for.
    public var maxTimeoutMs: Int32 = 900_000
    /// `transactional.id.expiration.ms`: how long an id is kept that is not used.
    public var idExpirationMs: Int64 = 604_800_000
    /// `transaction.remove.expired.transaction.cleanup.interval.ms`
    public var expirationCheckIntervalMs: Int64 = 3_600_000
    /// Version of the records: 1 where the cluster has finalised `transaction.version` 1 or later, else 0.
    public var recordVersion: Int16 = 1

    /// Kafka's defaults.
    public init() {}
}
